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
                               "remarks, package, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET developer = excluded.developer, "
                               "mode = excluded.mode, version = excluded.version, "
                               "remarks = excluded.remarks, package = excluded.package, "
                               "set_by = excluded.set_by, set_at = excluded.set_at", "sssssssi",
                               row->app_id, row->developer, row->mode, row->version, row->remarks,
                               row->package, row->set_by, row->set_at);
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
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *found = NULL;
  statement = hub_database_query (database, error,
                                  "SELECT app_id, developer, mode, version, remarks, package, "
                                  "set_by, set_at FROM test_versions WHERE app_id = ?", "s", app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *found = read_row (statement);
  return TRUE;
}

/**
 * hub_test_version_repository_follow:
 * @database: the database
 * @app_id: the program
 * @developer: who has just uploaded
 * @version: the version number
 * @remarks: the project remarks
 * @package: the package
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; a test version that follows the developer has moved
 */
gboolean
hub_test_version_repository_follow (HubDatabase *database, const char *app_id, const char *developer,
                                    const char *version, const char *remarks, const char *package,
                                    GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE test_versions SET version = ?, remarks = ?, package = ? "
                               "WHERE app_id = ? AND developer = ? AND mode = 'follow'", "sssss",
                               version, remarks, package, app_id, developer);
}

/**
 * hub_test_version_repository_delete:
 * @database: the database
 * @app_id: the program
 * @follower_of: (nullable): only where it follows this developer
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_test_version_repository_delete (HubDatabase *database, const char *app_id,
                                    const char *follower_of, GError **error)
{
  if (follower_of == NULL)
    return hub_database_execute (database, NULL, error,
                                 "DELETE FROM test_versions WHERE app_id = ?", "s", app_id);
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM test_versions WHERE app_id = ? AND developer = ? "
                               "AND mode = 'follow'", "ss", app_id, follower_of);
}
