/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session-repository.h"

#define SELECT_SESSION \
  "SELECT token_hash, superhub_id, scope, app_id, address, label, created_at, confirmed_at, used_at, " \
  "expires_at, guest FROM sessions "

/**
 * hub_session_row_free:
 * @session: (transfer full): a session
 */
void
hub_session_row_free (HubSessionRow *session)
{
  g_free (session->token_hash);
  g_free (session->superhub_id);
  g_free (session->scope);
  g_free (session->app_id);
  g_free (session->address);
  g_free (session->label);
  g_free (session);
}

static HubSessionRow *
read_row (HubStatement *statement)
{
  HubSessionRow *session = g_new0 (HubSessionRow, 1);

  session->token_hash = hub_statement_dup_text (statement, 0);
  session->superhub_id = hub_statement_dup_text (statement, 1);
  session->scope = hub_statement_dup_text (statement, 2);
  session->app_id = hub_statement_dup_text (statement, 3);
  session->address = hub_statement_dup_text (statement, 4);
  session->label = hub_statement_dup_text (statement, 5);
  session->created_at = hub_statement_get_int (statement, 6);
  session->confirmed_at = hub_statement_get_int (statement, 7);
  session->used_at = hub_statement_get_int (statement, 8);
  session->expires_at = hub_statement_get_int (statement, 9);
  session->guest = hub_statement_get_int (statement, 10) != 0;
  return session;
}

/**
 * hub_session_repository_insert:
 * @database: the database
 * @session: a new session
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was added
 */
gboolean
hub_session_repository_insert (HubDatabase *database, const HubSessionRow *session, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO sessions (token_hash, superhub_id, scope, app_id, address, label, "
                               "created_at, confirmed_at, used_at, expires_at, guest) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ssssssiiiii",
                               session->token_hash, session->superhub_id, session->scope, session->app_id,
                               session->address != NULL ? session->address : "",
                               session->label != NULL ? session->label : "", session->created_at,
                               session->confirmed_at, session->created_at, session->expires_at,
                               (gint64) session->guest);
}

/**
 * hub_session_repository_find:
 * @database: the database
 * @token_hash: the SHA-256 of a token
 * @session: (out) (transfer full) (nullable): the session, also an expired one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_find (HubDatabase *database, const char *token_hash, HubSessionRow **session,
                             GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) session, error,
                            SELECT_SESSION "WHERE token_hash = ?", "s", token_hash);
}

/**
 * hub_session_repository_list:
 * @database: the database
 * @superhub_id: whose
 * @after: the id after which to begin, "" for the first
 * @now: those that have ended by then are left out
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubSessionRow) (nullable): the person's sign-ins, by id
 */
GPtrArray *
hub_session_repository_list (HubDatabase *database, const char *superhub_id, const char *after, gint64 now,
                             guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_session_row_free, error,
                            SELECT_SESSION "WHERE superhub_id = ? AND substr (token_hash, 1, 16) > ? AND expires_at > ? "
                            "ORDER BY token_hash LIMIT ?", "ssii", superhub_id, after, now,
                            (gint64) limit);
}

/**
 * hub_session_row_id:
 * @session: a sign-in
 *
 * Returns: (transfer full): the name by which people tell it from others: the first 16 digits of its token's hash
 */
char *
hub_session_row_id (const HubSessionRow *session)
{
  return g_strndup (session->token_hash, 16);
}

/**
 * hub_session_repository_delete_by_id:
 * @database: the database
 * @superhub_id: whose
 * @id: of a sign-in
 * @deleted: (out): 0 where the person has no such sign-in
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_delete_by_id (HubDatabase *database, const char *superhub_id, const char *id,
                                     gint64 *deleted, GError **error)
{
  return hub_database_execute (database, deleted, error,
                               "DELETE FROM sessions WHERE superhub_id = ? AND substr (token_hash, 1, 16) = ?", "ss",
                               superhub_id, id);
}

/**
 * hub_session_repository_touch:
 * @database: the database
 * @token_hash: whose
 * @used_at: when it was used
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_touch (HubDatabase *database, const char *token_hash, gint64 used_at, GError **error)
{
  return hub_database_execute (database, NULL, error, "UPDATE sessions SET used_at = ? WHERE token_hash = ?",
                               "is", used_at, token_hash);
}

/**
 * hub_session_repository_delete_others:
 * @database: the database
 * @superhub_id: whose
 * @token_hash: the one that stays; "" for none
 * @deleted: (out) (optional): how many have ended
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_delete_others (HubDatabase *database, const char *superhub_id, const char *token_hash,
                                      gint64 *deleted, GError **error)
{
  return hub_database_execute (database, deleted, error,
                               "DELETE FROM sessions WHERE superhub_id = ? AND token_hash <> ?", "ss",
                               superhub_id, token_hash);
}

/**
 * hub_session_repository_delete_of_app:
 * @database: the database
 * @app_id: a program
 * @superhub_id: a person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Ends the person's sign-ins to the program's console.
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_delete_of_app (HubDatabase *database, const char *app_id, const char *superhub_id,
                                      GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM sessions WHERE app_id = ? AND superhub_id = ?", "ss", app_id,
                               superhub_id);
}

/**
 * hub_session_repository_confirm:
 * @database: the database
 * @token_hash: whose
 * @confirmed_at: when the password was given
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_confirm (HubDatabase *database, const char *token_hash, gint64 confirmed_at,
                                GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE sessions SET confirmed_at = ? WHERE token_hash = ?", "is",
                               confirmed_at, token_hash);
}

/**
 * hub_session_repository_delete:
 * @database: the database
 * @token_hash: whose
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_delete (HubDatabase *database, const char *token_hash, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM sessions WHERE token_hash = ?", "s", token_hash);
}

/**
 * hub_session_repository_delete_expired:
 * @database: the database
 * @before: delete those that expired before this
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_session_repository_delete_expired (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM sessions WHERE expires_at < ?", "i", before);
}
