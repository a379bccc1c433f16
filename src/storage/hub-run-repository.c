/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-run-repository.h"

/**
 * hub_run_row_free:
 * @row: (transfer full): a row
 */
void
hub_run_row_free (HubRunRow *row)
{
  g_free (row->token_hash);
  g_free (row->kind);
  g_free (row->app_id);
  g_free (row->superhub_id);
  g_free (row->package);
  g_free (row);
}

static HubRunRow *
read_row (HubStatement *statement)
{
  HubRunRow *row = g_new0 (HubRunRow, 1);

  row->token_hash = hub_statement_dup_text (statement, 0);
  row->kind = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->superhub_id = hub_statement_dup_text (statement, 3);
  row->package = hub_statement_dup_text (statement, 4);
  row->expires_at = hub_statement_get_int (statement, 5);
  row->key_slot = hub_statement_get_int (statement, 6);
  return row;
}

/**
 * hub_run_repository_insert:
 * @database: the database
 * @row: a program that starts
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was added
 */
gboolean
hub_run_repository_insert (HubDatabase *database, const HubRunRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO runs (token_hash, kind, app_id, superhub_id, package, "
                               "expires_at, key_slot) VALUES (?, ?, ?, ?, ?, ?, ?)", "sssssii",
                               row->token_hash, row->kind, row->app_id, row->superhub_id,
                               row->package, row->expires_at, row->key_slot);
}

/**
 * hub_run_repository_find:
 * @database: the database
 * @token_hash: the hash of a token
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_run_repository_find (HubDatabase *database, const char *token_hash, HubRunRow **found,
                         GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT token_hash, kind, app_id, superhub_id, package, "
                            "expires_at, key_slot FROM runs WHERE token_hash = ?", "s", token_hash);
}

/**
 * hub_run_repository_delete_of_person:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_run_repository_delete_of_person (HubDatabase *database, const char *app_id,
                                     const char *superhub_id, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM runs WHERE app_id = ? AND superhub_id = ?", "ss",
                               app_id, superhub_id);
}

/**
 * hub_run_repository_delete_of_account:
 * @database: the database
 * @superhub_id: a person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; nothing runs for the person any more
 */
gboolean
hub_run_repository_delete_of_account (HubDatabase *database, const char *superhub_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM runs WHERE superhub_id = ?", "s", superhub_id);
}

/**
 * hub_run_repository_delete_previews:
 * @database: a database
 * @app_id: a program
 * @superhub_id: whose previews of it have ended
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether none of the person's previews of the program runs any more
 */
gboolean
hub_run_repository_delete_previews (HubDatabase *database, const char *app_id, const char *superhub_id,
                                    GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM runs WHERE app_id = ? AND superhub_id = ? "
                               "AND kind = 'preview'", "ss", app_id, superhub_id);
}

/**
 * hub_run_repository_delete_previews_of_slot:
 * @database: a database
 * @app_id: a program
 * @superhub_id: whose preview of it has ended
 * @key_slot: 0 for the one the person made, else for that made by an upload key of theirs
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether that preview runs nowhere any more
 */
gboolean
hub_run_repository_delete_previews_of_slot (HubDatabase *database, const char *app_id,
                                            const char *superhub_id, gint64 key_slot, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM runs WHERE app_id = ? AND superhub_id = ? AND key_slot = ? "
                               "AND kind = 'preview'", "ssi", app_id, superhub_id, key_slot);
}

/**
 * hub_run_repository_delete_reviews:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Ends what reviewers run of a version in review.
 *
 * Returns: whether none runs any more
 */
gboolean
hub_run_repository_delete_reviews (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM runs WHERE app_id = ? AND kind = 'review'", "s",
                               app_id);
}

/**
 * hub_run_repository_delete_expired:
 * @database: the database
 * @before: delete those that expired before this
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_run_repository_delete_expired (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM runs WHERE expires_at < ?", "i",
                               before);
}

/**
 * hub_run_repository_delete_of_app:
 * @database: the database
 * @app_id: a program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Ends what runs of a program on any phone.
 *
 * Returns: whether the database answered
 */
gboolean
hub_run_repository_delete_of_app (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM runs WHERE app_id = ?", "s", app_id);
}
