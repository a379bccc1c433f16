/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-answer-repository.h"

/**
 * hub_answer_row_free:
 * @row: (transfer full): a row
 */
void
hub_answer_row_free (HubAnswerRow *row)
{
  g_free (row->actor);
  g_free (row->operation);
  g_free (row->request_key);
  g_free (row->body_hash);
  g_free (row->claim);
  g_free (row->answer);
  g_free (row);
}

static HubAnswerRow *
read_row (HubStatement *statement)
{
  HubAnswerRow *row = g_new0 (HubAnswerRow, 1);

  row->actor = hub_statement_dup_text (statement, 0);
  row->operation = hub_statement_dup_text (statement, 1);
  row->request_key = hub_statement_dup_text (statement, 2);
  row->body_hash = hub_statement_dup_text (statement, 3);
  row->claim = hub_statement_dup_text (statement, 4);
  row->done = hub_statement_get_int (statement, 5) != 0;
  row->status = hub_statement_get_int (statement, 6);
  row->answer = hub_statement_dup_text (statement, 7);
  row->created_at = hub_statement_get_int (statement, 8);
  return row;
}

/**
 * hub_answer_repository_find:
 * @database: the database
 * @actor: who asked
 * @operation: the operation's id
 * @request_key: the Idempotency-Key
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_answer_repository_find (HubDatabase *database, const char *actor, const char *operation,
                            const char *request_key, HubAnswerRow **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT actor, operation, request_key, body_hash, claim, done, status, "
                            "answer, created_at FROM answers WHERE actor = ? AND operation = ? "
                            "AND request_key = ?", "sss", actor, operation, request_key);
}

/**
 * hub_answer_repository_claim:
 * @database: the database, in the transaction that has looked
 * @row: who works on what
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written, also over a claim that was there
 */
gboolean
hub_answer_repository_claim (HubDatabase *database, const HubAnswerRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO answers (actor, operation, request_key, body_hash, claim, "
                               "created_at) VALUES (?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (actor, operation, request_key) DO UPDATE SET "
                               "claim = excluded.claim, created_at = excluded.created_at", "sssssi",
                               row->actor, row->operation, row->request_key, row->body_hash, row->claim,
                               row->created_at);
}

/**
 * hub_answer_repository_mark_done:
 * @database: the database, in the transaction of the change
 * @claim: the claim under which it is made
 * @marked: (out): whether the claim still holds
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_answer_repository_mark_done (HubDatabase *database, const char *claim, gboolean *marked, GError **error)
{
  gint64 changed = 0;
  gboolean good = hub_database_execute (database, &changed, error,
                                        "UPDATE answers SET done = 1 WHERE claim = ?", "s", claim);

  *marked = changed > 0;
  return good;
}

/**
 * hub_answer_repository_keep:
 * @database: the database
 * @claim: a claim
 * @status: of HTTP
 * @answer: the body
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_answer_repository_keep (HubDatabase *database, const char *claim, gint64 status, const char *answer,
                            GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE answers SET done = 1, status = ?, answer = ? WHERE claim = ?", "iss",
                               status, answer, claim);
}

/**
 * hub_answer_repository_give_up:
 * @database: the database
 * @claim: a claim under which nothing was changed
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; the key may be used again
 */
gboolean
hub_answer_repository_give_up (HubDatabase *database, const char *claim, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM answers WHERE claim = ? AND done = 0", "s", claim);
}

/**
 * hub_answer_repository_delete_before:
 * @database: the database
 * @before: forget what was asked before this
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_answer_repository_delete_before (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM answers WHERE created_at < ?", "i",
                               before);
}
