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
 * @row: a version that is going to be online; hub_release_repository_put_online() follows in the same transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_release_repository_insert (HubDatabase *database, const HubRelease *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO releases (id, app_id, review_id, version, remarks, "
                               "package, mode, state, released_by, released_at) "
                               "VALUES (?, ?, ?, ?, ?, ?, 'full', 'replaced', ?, ?)", "sssssssi",
                               row->id, row->app_id, row->review_id, row->version, row->remarks,
                               row->package, row->released_by, row->released_at);
}

/**
 * hub_release_repository_put_online:
 * @database: the database, in a transaction
 * @change: which release is online from now on, and how it came; its previous one is found here
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Switches the full version, and writes the switch down in the history.
 *
 * Returns: whether it was written
 */
gboolean
hub_release_repository_put_online (HubDatabase *database, const HubOnlineChange *change, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO online_versions (app_id, release_id, previous, how, made_by, made_at) "
                               "VALUES (?, ?, (SELECT id FROM releases WHERE app_id = ? AND state = 'online'), ?, ?, ?)",
                               "sssssi", change->app_id, change->release_id, change->app_id, change->how, change->made_by,
                               change->made_at)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE releases SET state = 'replaced' WHERE app_id = ? AND state = 'online'", "s",
                                  change->app_id)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE releases SET state = 'online' WHERE app_id = ? AND id = ?", "ss",
                                  change->app_id, change->release_id);
}

/**
 * hub_release_repository_find:
 * @database: the database
 * @app_id: the program
 * @id: of a release
 * @found: (out) (transfer full) (nullable): the row
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_release_repository_find (HubDatabase *database, const char *app_id, const char *id, HubRelease **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_RELEASE "WHERE app_id = ? AND id = ?", "ss", app_id, id);
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
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_RELEASE "WHERE app_id = ? AND state = 'online'", "s", app_id);
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
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_release_free, error,
                            SELECT_RELEASE "WHERE app_id = ? ORDER BY number DESC LIMIT 200",
                            "s", app_id);
}

/**
 * hub_online_change_free:
 * @row: (transfer full): a row
 */
void
hub_online_change_free (HubOnlineChange *row)
{
  g_free (row->app_id);
  g_free (row->release_id);
  g_free (row->version);
  g_free (row->previous);
  g_free (row->previous_version);
  g_free (row->how);
  g_free (row->made_by);
  g_free (row->next_version);
  g_free (row->next_how);
  g_free (row);
}

static HubOnlineChange *
read_change (HubStatement *statement)
{
  HubOnlineChange *row = g_new0 (HubOnlineChange, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->release_id = hub_statement_dup_text (statement, 2);
  row->version = hub_statement_dup_text (statement, 3);
  row->previous = hub_statement_dup_text (statement, 4);
  row->previous_version = hub_statement_dup_text (statement, 5);
  row->how = hub_statement_dup_text (statement, 6);
  row->made_by = hub_statement_dup_text (statement, 7);
  row->made_at = hub_statement_get_int (statement, 8);
  row->until = hub_statement_get_int (statement, 9);
  row->next_version = hub_statement_dup_text (statement, 10);
  row->next_how = hub_statement_dup_text (statement, 11);
  return row;
}

/**
 * hub_online_change_repository_list:
 * @database: the database
 * @app_id: the program
 * @before: the number before which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubOnlineChange) (nullable): the switches, newest first
 */
GPtrArray *
hub_online_change_repository_list (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_change, (GDestroyNotify) hub_online_change_free, error,
                            "SELECT o.number, o.app_id, o.release_id, r.version, o.previous, p.version, o.how, "
                            "o.made_by, o.made_at, COALESCE(n.made_at, 0), v.version, n.how "
                            "FROM online_versions o JOIN releases r ON r.id = o.release_id "
                            "LEFT JOIN releases p ON p.id = o.previous "
                            "LEFT JOIN online_versions n ON n.number = "
                            "(SELECT MIN(number) FROM online_versions WHERE app_id = o.app_id AND number > o.number) "
                            "LEFT JOIN releases v ON v.id = n.release_id "
                            "WHERE o.app_id = ? AND o.number < ? ORDER BY o.number DESC LIMIT ?", "sii",
                            app_id, before, (gint64) limit);
}
