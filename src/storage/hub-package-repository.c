/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-repository.h"

/**
 * hub_package_row_free:
 * @row: (transfer full): a row
 */
void
hub_package_row_free (HubPackageRow *row)
{
  g_free (row->app_id);
  g_free (row->sha256);
  g_free (row->sizes);
  g_free (row->pages);
  g_free (row->uploaded_by);
  g_free (row);
}

static HubPackageRow *
read_row (HubStatement *statement)
{
  HubPackageRow *row = g_new0 (HubPackageRow, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->sha256 = hub_statement_dup_text (statement, 1);
  row->sizes = hub_statement_dup_text (statement, 2);
  row->pages = hub_statement_dup_text (statement, 3);
  row->uploaded_by = hub_statement_dup_text (statement, 4);
  row->created_at = hub_statement_get_int (statement, 5);
  row->sent_at = hub_statement_get_int (statement, 6);
  return row;
}

/**
 * hub_package_repository_insert:
 * @database: the database
 * @row: a package whose file is in its place
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is known now; of a package that was known before it is known that it
 *   came again
 */
gboolean
hub_package_repository_insert (HubDatabase *database, const HubPackageRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO packages (app_id, sha256, sizes, pages, uploaded_by, "
                               "created_at, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id, sha256) DO UPDATE SET sent_at = excluded.sent_at",
                               "sssssii",
                               row->app_id, row->sha256, row->sizes, row->pages, row->uploaded_by,
                               row->created_at, row->sent_at);
}

/**
 * hub_package_repository_find:
 * @database: the database
 * @app_id: the program
 * @sha256: the hash of a package
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_package_repository_find (HubDatabase *database, const char *app_id, const char *sha256,
                             HubPackageRow **found, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *found = NULL;
  statement = hub_database_query (database, error,
                                  "SELECT app_id, sha256, sizes, pages, uploaded_by, created_at, sent_at "
                                  "FROM packages WHERE app_id = ? AND sha256 = ?", "ss", app_id, sha256);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *found = read_row (statement);
  return TRUE;
}
