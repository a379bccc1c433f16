/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-push-repository.h"

#define SELECT_MESSAGE \
  "SELECT number, app_id, event, subject, content, state, attempts, due_at, outcome, created_at FROM push_messages "

/**
 * hub_push_free:
 * @row: (transfer full): a row
 */
void
hub_push_free (HubPush *row)
{
  g_free (row->app_id);
  g_free (row->url);
  g_free (row->token);
  g_free (row->aes_key);
  g_free (row->mode);
  g_free (row->format);
  g_free (row->set_by);
  g_free (row);
}

/**
 * hub_push_message_free:
 * @row: (transfer full): a row
 */
void
hub_push_message_free (HubPushMessage *row)
{
  g_free (row->app_id);
  g_free (row->event);
  g_free (row->subject);
  g_free (row->content);
  g_free (row->state);
  g_free (row->outcome);
  g_free (row);
}

static HubPushMessage *
read_message (HubStatement *statement)
{
  HubPushMessage *row = g_new0 (HubPushMessage, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->event = hub_statement_dup_text (statement, 2);
  row->subject = hub_statement_dup_text (statement, 3);
  row->content = hub_statement_dup_text (statement, 4);
  row->state = hub_statement_dup_text (statement, 5);
  row->attempts = hub_statement_get_int (statement, 6);
  row->due_at = hub_statement_get_int (statement, 7);
  row->outcome = hub_statement_dup_text (statement, 8);
  row->created_at = hub_statement_get_int (statement, 9);
  return row;
}

/**
 * hub_push_repository_put:
 * @database: the database
 * @row: where a program's server is told
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is told there from now on
 */
gboolean
hub_push_repository_put (HubDatabase *database, const HubPush *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO message_push (app_id, url, token, aes_key, mode, format, set_by, set_at) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id) DO UPDATE SET url = excluded.url, "
                               "token = excluded.token, aes_key = excluded.aes_key, mode = excluded.mode, "
                               "format = excluded.format, set_by = excluded.set_by, set_at = excluded.set_at", "sssssssi",
                               row->app_id, row->url, row->token, row->aes_key, row->mode, row->format, row->set_by,
                               row->set_at);
}

static HubPush *
read_push (HubStatement *statement)
{
  HubPush *row = g_new0 (HubPush, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->url = hub_statement_dup_text (statement, 1);
  row->token = hub_statement_dup_text (statement, 2);
  row->aes_key = hub_statement_dup_text (statement, 3);
  row->mode = hub_statement_dup_text (statement, 4);
  row->format = hub_statement_dup_text (statement, 5);
  row->set_by = hub_statement_dup_text (statement, 6);
  row->set_at = hub_statement_get_int (statement, 7);
  return row;
}

/**
 * hub_push_repository_find:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): where it is told, or %NULL for nowhere
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_push_repository_find (HubDatabase *database, const char *app_id, HubPush **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_push, (gpointer *) found, error,
                            "SELECT app_id, url, token, aes_key, mode, format, set_by, set_at FROM message_push "
                            "WHERE app_id = ?", "s", app_id);
}

/**
 * hub_push_repository_delete:
 * @database: the database, in a transaction
 * @app_id: the program
 * @deleted: (out): whether it was told anywhere
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is told nowhere now; what waited is told no more
 */
gboolean
hub_push_repository_delete (HubDatabase *database, const char *app_id, gboolean *deleted, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, NULL, error,
                             "UPDATE push_messages SET state = 'failed', outcome = 'ended' WHERE app_id = ? AND state = 'waiting'",
                             "s", app_id)
      || !hub_database_execute (database, &changed, error, "DELETE FROM message_push WHERE app_id = ?", "s", app_id))
    return FALSE;
  *deleted = changed > 0;
  return TRUE;
}

/**
 * hub_push_repository_add_message:
 * @database: the database, in the transaction of what is told
 * @row: a new message
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it waits, or was there before
 */
gboolean
hub_push_repository_add_message (HubDatabase *database, const HubPushMessage *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO push_messages (app_id, event, subject, content, state, due_at, created_at) "
                               "VALUES (?, ?, ?, ?, 'waiting', ?, ?) ON CONFLICT (app_id, event, subject) DO NOTHING", "ssssii",
                               row->app_id, row->event, row->subject, row->content, row->due_at, row->created_at);
}

/**
 * hub_push_repository_list_due:
 * @database: the database
 * @now: the time
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubPushMessage) (nullable): what is to be sent now
 */
GPtrArray *
hub_push_repository_list_due (HubDatabase *database, gint64 now, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_message, (GDestroyNotify) hub_push_message_free, error,
                            SELECT_MESSAGE "WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, number LIMIT ?",
                            "ii", now, (gint64) limit);
}

/**
 * hub_push_repository_list_messages:
 * @database: the database
 * @app_id: the program
 * @before: only with smaller numbers
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubPushMessage) (nullable): what was told, the last first
 */
GPtrArray *
hub_push_repository_list_messages (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_message, (GDestroyNotify) hub_push_message_free, error,
                            SELECT_MESSAGE "WHERE app_id = ? AND number < ? ORDER BY number DESC LIMIT ?", "sii",
                            app_id, before, (gint64) limit);
}

/**
 * hub_push_repository_get_next:
 * @database: the database
 * @due_at: (out): when the next message is to be sent; 0 for never
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_push_repository_get_next (HubDatabase *database, gint64 *due_at, GError **error)
{
  return hub_database_find_int (database, due_at, error,
                                "SELECT coalesce (min (due_at), 0) FROM push_messages WHERE state = 'waiting'", "");
}

/**
 * hub_push_repository_change:
 * @database: the database
 * @number: of a message
 * @attempts_before: how many attempts it has had; otherwise somebody else has it
 * @state: its new state
 * @attempts: how many it has had now
 * @due_at: when it is to be sent (again)
 * @outcome: what the last came to
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_push_repository_change (HubDatabase *database, gint64 number, gint64 attempts_before, const char *state, gint64 attempts,
                            gint64 due_at, const char *outcome, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE push_messages SET state = ?, attempts = ?, due_at = ?, outcome = ? "
                               "WHERE number = ? AND attempts = ? AND state = 'waiting'", "siisii",
                               state, attempts, due_at, outcome, number, attempts_before);
}

/**
 * hub_push_repository_get_oldest:
 * @database: the database
 * @at: (out): the time of the oldest of those that hub_push_repository_forget() forgets; 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_push_repository_get_oldest (HubDatabase *database, gint64 *at, GError **error)
{
  return hub_database_find_int (database, at, error,
                                "SELECT coalesce (min (created_at), 0) FROM push_messages WHERE state <> 'waiting'", "");
}

/**
 * hub_push_repository_forget:
 * @database: the database, in a transaction
 * @before: what was told, or given up before this
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the oldest are in the list no more; nothing that still waits is touched
 */
gboolean
hub_push_repository_forget (HubDatabase *database, gint64 before, guint limit, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM push_messages WHERE number IN (SELECT number FROM push_messages "
                               "WHERE state <> 'waiting' AND created_at < ? ORDER BY created_at LIMIT ?)", "ii",
                               before, (gint64) limit);
}
