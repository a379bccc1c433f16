/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session-repository.h"

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
  g_free (session);
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
                               "INSERT INTO sessions (token_hash, superhub_id, scope, created_at, "
                               "confirmed_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)", "sssiii",
                               session->token_hash, session->superhub_id, session->scope,
                               session->created_at, session->confirmed_at, session->expires_at);
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
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *session = NULL;
  statement = hub_database_query (database, error,
                                  "SELECT token_hash, superhub_id, scope, created_at, confirmed_at, "
                                  "expires_at FROM sessions WHERE token_hash = ?", "s", token_hash);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *session = g_new0 (HubSessionRow, 1);
      (*session)->token_hash = hub_statement_dup_text (statement, 0);
      (*session)->superhub_id = hub_statement_dup_text (statement, 1);
      (*session)->scope = hub_statement_dup_text (statement, 2);
      (*session)->created_at = hub_statement_get_int (statement, 3);
      (*session)->confirmed_at = hub_statement_get_int (statement, 4);
      (*session)->expires_at = hub_statement_get_int (statement, 5);
    }
  return TRUE;
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
