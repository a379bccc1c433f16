/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-change-repository.h"

/**
 * hub_change_free:
 * @row: (transfer full): a row
 */
void
hub_change_free (HubChange *row)
{
  g_free (row->action);
  g_free (row->app_id);
  g_free (row->superhub_id);
  g_free (row->actor);
  g_free (row->target);
  g_free (row);
}

static HubChange *
read_row (HubStatement *statement)
{
  HubChange *row = g_new0 (HubChange, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->action = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->superhub_id = hub_statement_dup_text (statement, 3);
  row->actor = hub_statement_dup_text (statement, 4);
  row->target = hub_statement_dup_text (statement, 5);
  row->at = hub_statement_get_int (statement, 6);
  return row;
}

/**
 * hub_change_repository_insert:
 * @database: the database, in the transaction of what was changed
 * @row: what live events tell
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_change_repository_insert (HubDatabase *database, const HubChange *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO changes (action, app_id, superhub_id, actor, target, at) VALUES (?, ?, ?, ?, ?, ?)",
                               "sssssi", row->action, row->app_id, row->superhub_id, row->actor, row->target, row->at);
}

/**
 * hub_change_repository_list_after:
 * @database: the database
 * @after: the number after which to begin
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubChange) (nullable): what came since, in its order
 */
GPtrArray *
hub_change_repository_list_after (HubDatabase *database, gint64 after, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_change_free, error,
                            "SELECT number, action, app_id, superhub_id, actor, target, at FROM changes "
                            "WHERE number > ? ORDER BY number LIMIT ?", "ii", after, (gint64) limit);
}

/**
 * hub_change_repository_get_last:
 * @database: the database
 * @number: (out): of the last row, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_change_repository_get_last (HubDatabase *database, gint64 *number, GError **error)
{
  return hub_database_find_int (database, number, error, "SELECT coalesce (max (number), 0) FROM changes", "");
}

/**
 * hub_change_repository_forget:
 * @database: the database, in a transaction
 * @before: microseconds since 1970: what is older goes
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * The last row stays: the next one's number is one that was not there before.
 *
 * Returns: whether the database did so
 */
gboolean
hub_change_repository_forget (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM changes WHERE at < ? AND number < (SELECT max (number) FROM changes)", "i", before);
}
