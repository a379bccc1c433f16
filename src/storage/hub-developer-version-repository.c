/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-developer-version-repository.h"

#define SELECT_VERSION \
  "SELECT v.id, v.app_id, v.developer, v.key_slot, v.version, v.remarks, v.package, v.uploaded_at, p.sizes " \
  "FROM developer_versions v JOIN packages p ON p.app_id = v.app_id AND p.sha256 = v.package "

/**
 * hub_developer_version_free:
 * @row: (transfer full): a row
 */
void
hub_developer_version_free (HubDeveloperVersion *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->developer);
  g_free (row->version);
  g_free (row->remarks);
  g_free (row->package);
  g_free (row->sizes);
  g_free (row);
}

static HubDeveloperVersion *
read_row (HubStatement *statement)
{
  HubDeveloperVersion *row = g_new0 (HubDeveloperVersion, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->developer = hub_statement_dup_text (statement, 2);
  row->key_slot = hub_statement_get_int (statement, 3);
  row->version = hub_statement_dup_text (statement, 4);
  row->remarks = hub_statement_dup_text (statement, 5);
  row->package = hub_statement_dup_text (statement, 6);
  row->uploaded_at = hub_statement_get_int (statement, 7);
  row->sizes = hub_statement_dup_text (statement, 8);
  return row;
}

/**
 * hub_developer_version_repository_put:
 * @database: the database
 * @row: what stands in its slot from now on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * A key's slot is the program's: it stays one when another person makes the key anew.
 *
 * Returns: whether it was written
 */
gboolean
hub_developer_version_repository_put (HubDatabase *database, const HubDeveloperVersion *row,
                                      GError **error)
{
  if (row->key_slot > 0
      && !hub_database_execute (database, NULL, error,
                                "DELETE FROM developer_versions WHERE app_id = ? AND key_slot = ? "
                                "AND developer <> ?", "sis", row->app_id, row->key_slot, row->developer))
    return FALSE;
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO developer_versions (id, app_id, developer, key_slot, version, "
                               "remarks, package, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id, developer, key_slot) DO UPDATE SET id = excluded.id, "
                               "version = excluded.version, remarks = excluded.remarks, "
                               "package = excluded.package, uploaded_at = excluded.uploaded_at",
                               "sssisssi", row->id, row->app_id, row->developer, row->key_slot,
                               row->version, row->remarks, row->package, row->uploaded_at);
}

/**
 * hub_developer_version_repository_find:
 * @database: the database
 * @app_id: the program
 * @id: of a developer version
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_developer_version_repository_find (HubDatabase *database, const char *app_id, const char *id,
                                       HubDeveloperVersion **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_VERSION "WHERE v.app_id = ? AND v.id = ?", "ss", app_id, id);
}

/**
 * hub_developer_version_repository_list:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubDeveloperVersion) (nullable): all, newest first
 */
GPtrArray *
hub_developer_version_repository_list (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_developer_version_free, error,
                            SELECT_VERSION "WHERE v.app_id = ? ORDER BY v.uploaded_at DESC",
                            "s", app_id);
}

/**
 * hub_developer_version_repository_delete:
 * @database: the database
 * @id: of a developer version
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_developer_version_repository_delete (HubDatabase *database, const char *id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM developer_versions WHERE id = ?",
                               "s", id);
}
