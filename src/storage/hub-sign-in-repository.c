/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sign-in-repository.h"

#define SELECT_SIGN_IN \
  "SELECT s.number, s.id, s.app_id, s.superhub_id, a.display_name, s.message, s.state, s.created_at, " \
  "s.expires_at, s.decided_by, s.decided_at, s.address, s.label " \
  "FROM console_sign_ins s JOIN accounts a ON a.superhub_id = s.superhub_id "

/**
 * hub_sign_in_row_free:
 * @row: (transfer full): a row
 */
void
hub_sign_in_row_free (HubSignInRow *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->superhub_id);
  g_free (row->display_name);
  g_free (row->message);
  g_free (row->address);
  g_free (row->label);
  g_free (row->state);
  g_free (row->decided_by);
  g_free (row);
}

static HubSignInRow *
read_row (HubStatement *statement)
{
  HubSignInRow *row = g_new0 (HubSignInRow, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->id = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->superhub_id = hub_statement_dup_text (statement, 3);
  row->display_name = hub_statement_dup_text (statement, 4);
  row->message = hub_statement_dup_text (statement, 5);
  row->state = hub_statement_dup_text (statement, 6);
  row->created_at = hub_statement_get_int (statement, 7);
  row->expires_at = hub_statement_get_int (statement, 8);
  row->decided_by = hub_statement_dup_text (statement, 9);
  row->decided_at = hub_statement_get_int (statement, 10);
  row->address = hub_statement_dup_text (statement, 11);
  row->label = hub_statement_dup_text (statement, 12);
  return row;
}

/**
 * hub_sign_in_repository_insert:
 * @database: the database
 * @row: a new request
 * @error: (out) (optional): "storage.conflict" where the person has an open one for the program
 *
 * Returns: whether it was added
 */
gboolean
hub_sign_in_repository_insert (HubDatabase *database, const HubSignInRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO console_sign_ins (id, app_id, superhub_id, message, state, "
                               "created_at, expires_at, address, label) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssssiiss",
                               row->id, row->app_id, row->superhub_id, row->message, row->state,
                               row->created_at, row->expires_at, row->address,
                               row->label != NULL ? row->label : "");
}

/**
 * hub_sign_in_repository_find:
 * @database: the database
 * @id: of a request
 * @found: (out) (transfer full) (nullable): the request, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_sign_in_repository_find (HubDatabase *database, const char *id, HubSignInRow **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_SIGN_IN "WHERE s.id = ?", "s", id);
}

/**
 * hub_sign_in_repository_find_open:
 * @database: the database
 * @app_id: a program
 * @superhub_id: a person
 * @found: (out) (transfer full) (nullable): the request that waits or was allowed, also one whose time is over
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_sign_in_repository_find_open (HubDatabase *database, const char *app_id, const char *superhub_id,
                                  HubSignInRow **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_SIGN_IN "WHERE s.app_id = ? AND s.superhub_id = ? "
                            "AND s.state IN ('pending', 'allowed')", "ss", app_id, superhub_id);
}

/**
 * hub_sign_in_repository_list:
 * @database: the database
 * @app_id: a program
 * @state: "" for all; of "pending" and "allowed" only those whose time is not over
 * @now: the time
 * @before: the number before which to begin, %G_MAXINT64 for the latest
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Members who signed in without asking are not among them.
 *
 * Returns: (transfer full) (element-type HubSignInRow) (nullable): the requests, the latest first
 */
GPtrArray *
hub_sign_in_repository_list (HubDatabase *database, const char *app_id, const char *state, gint64 now,
                             gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_sign_in_row_free, error,
                            SELECT_SIGN_IN "WHERE s.app_id = ? AND s.number < ? "
                            "AND (s.state IN ('pending', 'denied') OR s.decided_by IS NOT NULL) "
                            "AND (? = '' OR (s.state = ? AND (s.state NOT IN ('pending', 'allowed') "
                            "OR s.expires_at > ?))) ORDER BY s.number DESC LIMIT ?", "sissii",
                            app_id, before, state, state, now, (gint64) limit);
}

/**
 * hub_sign_in_repository_count_since:
 * @database: the database
 * @superhub_id: a person
 * @since: a time
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many requests that an admin has to decide the person made since then, or -1 on an error
 */
gint64
hub_sign_in_repository_count_since (HubDatabase *database, const char *superhub_id, gint64 since, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM console_sign_ins WHERE superhub_id = ? AND created_at > ? "
                                "AND (state IN ('pending', 'denied') OR decided_by IS NOT NULL)", "si",
                                superhub_id, since) ? count : -1;
}

/**
 * hub_sign_in_repository_set_state:
 * @database: the database, in a transaction
 * @row: a request as it was read; its expires_at, decided_by and decided_at are written
 * @state: its new state
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_sign_in_repository_set_state (HubDatabase *database, const HubSignInRow *row, const char *state, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE console_sign_ins SET state = ?, expires_at = ?, decided_by = ?, "
                               "decided_at = ? WHERE id = ?", "sisis", state, row->expires_at, row->decided_by,
                               row->decided_at, row->id);
}

/**
 * hub_sign_in_repository_end_of_person:
 * @database: the database
 * @app_id: a program
 * @superhub_id: a person
 * @now: the time
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; none of the person's requests can be used any more
 */
gboolean
hub_sign_in_repository_end_of_person (HubDatabase *database, const char *app_id, const char *superhub_id,
                                      gint64 now, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE console_sign_ins SET state = 'ended', decided_at = ? WHERE app_id = ? "
                               "AND superhub_id = ? AND state IN ('pending', 'allowed')", "iss",
                               now, app_id, superhub_id);
}
