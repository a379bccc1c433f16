/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-preview-repository.h"

/**
 * hub_preview_row_free:
 * @row: (transfer full): a row
 */
void
hub_preview_row_free (HubPreviewRow *row)
{
  g_free (row->token_hash);
  g_free (row->app_id);
  g_free (row->superhub_id);
  g_free (row->package);
  g_free (row->condition);
  g_free (row);
}

static HubPreviewRow *
read_row (HubStatement *statement)
{
  HubPreviewRow *row = g_new0 (HubPreviewRow, 1);

  row->token_hash = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->superhub_id = hub_statement_dup_text (statement, 2);
  row->package = hub_statement_dup_text (statement, 3);
  row->condition = hub_statement_dup_text (statement, 4);
  row->created_at = hub_statement_get_int (statement, 5);
  row->expires_at = hub_statement_get_int (statement, 6);
  row->ended_at = hub_statement_get_int (statement, 7);
  row->key_slot = hub_statement_get_int (statement, 8);
  return row;
}

/**
 * hub_preview_repository_insert:
 * @database: the database
 * @row: a new link
 * @error: (out) (optional): "storage.conflict" where the person has an open one for the program
 *
 * Returns: whether it was added
 */
gboolean
hub_preview_repository_insert (HubDatabase *database, const HubPreviewRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO previews (token_hash, app_id, superhub_id, package, "
                               "condition, created_at, expires_at, key_slot) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sssssiii", row->token_hash, row->app_id, row->superhub_id,
                               row->package, row->condition, row->created_at, row->expires_at,
                               row->key_slot);
}

/**
 * hub_preview_repository_find:
 * @database: the database
 * @token_hash: the hash of a token
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_preview_repository_find (HubDatabase *database, const char *token_hash, HubPreviewRow **found,
                             GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT token_hash, app_id, superhub_id, package, condition, "
                            "created_at, expires_at, ended_at, key_slot FROM previews "
                            "WHERE token_hash = ?", "s", token_hash);
}

/**
 * hub_preview_repository_end:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @ended_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; the person's open links of the program have ended
 */
gboolean
hub_preview_repository_end (HubDatabase *database, const char *app_id, const char *superhub_id,
                            gint64 ended_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE previews SET ended_at = ? WHERE app_id = ? "
                               "AND superhub_id = ? AND ended_at IS NULL", "iss",
                               ended_at, app_id, superhub_id);
}

/**
 * hub_preview_repository_end_slot:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @key_slot: 0 for the link made by the person, else for that made by an upload key of theirs
 * @ended_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; the open link of the slot has ended
 */
gboolean
hub_preview_repository_end_slot (HubDatabase *database, const char *app_id, const char *superhub_id,
                                 gint64 key_slot, gint64 ended_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE previews SET ended_at = ? WHERE app_id = ? "
                               "AND superhub_id = ? AND key_slot = ? AND ended_at IS NULL", "issi",
                               ended_at, app_id, superhub_id, key_slot);
}

/**
 * hub_preview_repository_end_one:
 * @database: the database
 * @token_hash: the hash of a link's token
 * @ended_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_preview_repository_end_one (HubDatabase *database, const char *token_hash, gint64 ended_at,
                                GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE previews SET ended_at = ? WHERE token_hash = ? "
                               "AND ended_at IS NULL", "is", ended_at, token_hash);
}

/**
 * hub_preview_repository_find_last_end:
 * @database: the database
 * @last: (out): when the last of the links that nobody has ended ends by itself; 0 where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_preview_repository_find_last_end (HubDatabase *database, gint64 *last, GError **error)
{
  return hub_database_find_int (database, last, error,
                                "SELECT COALESCE (MAX (expires_at), 0) FROM previews "
                                "WHERE ended_at IS NULL", "");
}

/**
 * hub_preview_repository_delete_before:
 * @database: the database
 * @before: forget links that ended before this
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_preview_repository_delete_before (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM previews WHERE ended_at < ? OR expires_at < ?", "ii", before, before);
}
