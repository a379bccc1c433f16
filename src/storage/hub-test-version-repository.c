/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-test-version-repository.h"

/**
 * hub_test_version_free:
 * @row: (transfer full): a row
 */
void
hub_test_version_free (HubTestVersion *row)
{
  g_free (row->app_id);
  g_free (row->developer);
  g_free (row->mode);
  g_free (row->version);
  g_free (row->remarks);
  g_free (row->package);
  g_free (row->set_by);
  g_free (row);
}

static HubTestVersion *
read_row (HubStatement *statement)
{
  HubTestVersion *row = g_new0 (HubTestVersion, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->developer = hub_statement_dup_text (statement, 1);
  row->mode = hub_statement_dup_text (statement, 2);
  row->version = hub_statement_dup_text (statement, 3);
  row->remarks = hub_statement_dup_text (statement, 4);
  row->package = hub_statement_dup_text (statement, 5);
  row->set_by = hub_statement_dup_text (statement, 6);
  row->set_at = hub_statement_get_int (statement, 7);
  row->key_slot = hub_statement_get_int (statement, 8);
  return row;
}

/**
 * hub_test_version_repository_put:
 * @database: the database
 * @row: the program's test version from now on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_test_version_repository_put (HubDatabase *database, const HubTestVersion *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO test_versions (app_id, developer, mode, version, "
                               "remarks, package, set_by, set_at, key_slot) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET developer = excluded.developer, "
                               "mode = excluded.mode, version = excluded.version, "
                               "remarks = excluded.remarks, package = excluded.package, "
                               "set_by = excluded.set_by, set_at = excluded.set_at, "
                               "key_slot = excluded.key_slot", "sssssssii",
                               row->app_id, row->developer, row->mode, row->version, row->remarks,
                               row->package, row->set_by, row->set_at, row->key_slot);
}

/**
 * hub_test_version_repository_find:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_test_version_repository_find (HubDatabase *database, const char *app_id, HubTestVersion **found,
                                  GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT app_id, developer, mode, version, remarks, package, "
                            "set_by, set_at, key_slot FROM test_versions WHERE app_id = ?", "s", app_id);
}

/* Whose slot a test version follows: a person's, or a key's, whoever made the key. */
#define FOLLOWS "app_id = ? AND mode = 'follow' AND key_slot = ? AND (key_slot > 0 OR developer = ?)"

/**
 * hub_test_version_repository_follow:
 * @database: the database
 * @row: what has just been uploaded
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; a test version that follows the slot has moved
 */
gboolean
hub_test_version_repository_follow (HubDatabase *database, const HubDeveloperVersion *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE test_versions SET developer = ?, version = ?, remarks = ?, "
                               "package = ? WHERE " FOLLOWS, "sssssis", row->developer, row->version,
                               row->remarks, row->package, row->app_id, row->key_slot, row->developer);
}

/**
 * hub_test_version_repository_delete:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_test_version_repository_delete (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM test_versions WHERE app_id = ?", "s",
                               app_id);
}

/**
 * hub_test_version_repository_delete_follower:
 * @database: the database
 * @row: a developer version that is deleted
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; a test version that followed the slot has ended
 */
gboolean
hub_test_version_repository_delete_follower (HubDatabase *database, const HubDeveloperVersion *row,
                                             GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM test_versions WHERE " FOLLOWS, "sis",
                               row->app_id, row->key_slot, row->developer);
}
