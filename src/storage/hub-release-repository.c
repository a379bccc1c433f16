/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-release-repository.h"

#define SELECT_RELEASE \
  "SELECT id, app_id, review_id, version, remarks, package, mode, state, released_by, released_at " \
  "FROM releases "

/**
 * hub_release_free:
 * @row: (transfer full): a row
 */
void
hub_release_free (HubRelease *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->review_id);
  g_free (row->version);
  g_free (row->remarks);
  g_free (row->package);
  g_free (row->mode);
  g_free (row->state);
  g_free (row->released_by);
  g_free (row);
}

static HubRelease *
read_row (HubStatement *statement)
{
  HubRelease *row = g_new0 (HubRelease, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->review_id = hub_statement_dup_text (statement, 2);
  row->version = hub_statement_dup_text (statement, 3);
  row->remarks = hub_statement_dup_text (statement, 4);
  row->package = hub_statement_dup_text (statement, 5);
  row->mode = hub_statement_dup_text (statement, 6);
  row->state = hub_statement_dup_text (statement, 7);
  row->released_by = hub_statement_dup_text (statement, 8);
  row->released_at = hub_statement_get_int (statement, 9);
  return row;
}

/**
 * hub_release_repository_insert:
 * @database: the database
 * @row: what is online from now on; to be called in a transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written; what was online is history
 */
gboolean
hub_release_repository_insert (HubDatabase *database, const HubRelease *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE releases SET state = 'replaced' WHERE app_id = ? "
                               "AND state = 'online'", "s", row->app_id)
         && hub_database_execute (database, NULL, error,
                                  "INSERT INTO releases (id, app_id, review_id, version, remarks, "
                                  "package, mode, state, released_by, released_at) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, 'online', ?, ?)", "ssssssssi",
                                  row->id, row->app_id, row->review_id, row->version, row->remarks,
                                  row->package, row->mode, row->released_by, row->released_at);
}

/**
 * hub_release_repository_find_online:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_release_repository_find_online (HubDatabase *database, const char *app_id, HubRelease **found,
                                    GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *found = NULL;
  statement = hub_database_query (database, error,
                                  SELECT_RELEASE "WHERE app_id = ? AND state = 'online'", "s", app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *found = read_row (statement);
  return TRUE;
}

/**
 * hub_release_repository_list:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubRelease) (nullable): what was and is online, newest first
 */
GPtrArray *
hub_release_repository_list (HubDatabase *database, const char *app_id, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error,
                                  SELECT_RELEASE "WHERE app_id = ? ORDER BY number DESC LIMIT 200",
                                  "s", app_id);
  return hub_statement_read_all (statement, (HubRowReader) read_row,
                                 (GDestroyNotify) hub_release_free, error);
}
