/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-upload-key-repository.h"

#define COLUMNS \
  "k.id, k.app_id, k.slot, k.name, k.public_key, k.ip_ranges, k.created_by, k.created_at, " \
  "k.last_used_at, k.last_used_from, k.revoked_at"
#define N_COLUMNS 11

/**
 * hub_upload_key_free:
 * @key: (transfer full): a key
 */
void
hub_upload_key_free (HubUploadKey *key)
{
  g_free (key->id);
  g_free (key->app_id);
  g_free (key->name);
  g_free (key->public_key);
  g_free (key->ip_ranges);
  g_free (key->created_by);
  g_free (key->last_used_from);
  g_free (key);
}

/**
 * hub_key_token_free:
 * @token: (transfer full): a token
 */
void
hub_key_token_free (HubKeyToken *token)
{
  g_clear_pointer (&token->key, hub_upload_key_free);
  g_free (token);
}

static HubUploadKey *
read_row (HubStatement *statement)
{
  HubUploadKey *key = g_new0 (HubUploadKey, 1);

  key->id = hub_statement_dup_text (statement, 0);
  key->app_id = hub_statement_dup_text (statement, 1);
  key->slot = hub_statement_get_int (statement, 2);
  key->name = hub_statement_dup_text (statement, 3);
  key->public_key = hub_statement_dup_text (statement, 4);
  key->ip_ranges = hub_statement_dup_text (statement, 5);
  key->created_by = hub_statement_dup_text (statement, 6);
  key->created_at = hub_statement_get_int (statement, 7);
  key->last_used_at = hub_statement_get_int (statement, 8);
  key->last_used_from = hub_statement_dup_text (statement, 9);
  key->revoked_at = hub_statement_get_int (statement, 10);
  return key;
}

/**
 * hub_upload_key_repository_insert:
 * @database: the database
 * @key: a new key
 * @error: (out) (optional): "storage.conflict" where its slot has a key
 *
 * Returns: whether it was added
 */
gboolean
hub_upload_key_repository_insert (HubDatabase *database, const HubUploadKey *key, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO upload_keys (id, app_id, slot, name, public_key, "
                               "ip_ranges, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               "ssissssi", key->id, key->app_id, key->slot, key->name, key->public_key,
                               key->ip_ranges, key->created_by, key->created_at);
}

/**
 * hub_upload_key_repository_find:
 * @database: the database
 * @id: of a key
 * @found: (out) (transfer full) (nullable): the key, also a revoked one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_key_repository_find (HubDatabase *database, const char *id, HubUploadKey **found,
                                GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT " COLUMNS " FROM upload_keys k WHERE k.id = ?", "s", id);
}

/**
 * hub_upload_key_repository_find_slot:
 * @database: the database
 * @app_id: the program
 * @slot: 1 to 30
 * @found: (out) (transfer full) (nullable): the key that is good there
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_key_repository_find_slot (HubDatabase *database, const char *app_id, gint64 slot,
                                     HubUploadKey **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT " COLUMNS " FROM upload_keys k WHERE k.app_id = ? "
                            "AND k.slot = ? AND k.revoked_at = 0", "si", app_id, slot);
}

/**
 * hub_upload_key_repository_list:
 * @database: the database
 * @app_id: the program
 * @after_slot: begin behind this slot; 0 for the first page
 * @limit: how many at most
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubUploadKey) (nullable): the keys that are good, by slot
 */
GPtrArray *
hub_upload_key_repository_list (HubDatabase *database, const char *app_id, gint64 after_slot,
                                guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_upload_key_free, error,
                            "SELECT " COLUMNS " FROM upload_keys k WHERE k.app_id = ? "
                            "AND k.revoked_at = 0 AND k.slot > ? ORDER BY k.slot LIMIT ?", "sii",
                            app_id, after_slot, (gint64) limit);
}

/**
 * hub_upload_key_repository_use:
 * @database: the database
 * @id: of a key
 * @used_at: when
 * @used_from: the address
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_key_repository_use (HubDatabase *database, const char *id, gint64 used_at,
                               const char *used_from, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE upload_keys SET last_used_at = ?, last_used_from = ? "
                               "WHERE id = ?", "iss", used_at, used_from, id);
}

/**
 * hub_upload_key_repository_revoke:
 * @database: the database
 * @id: of a key
 * @revoked_at: when
 * @revoked_by: by whom
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; the key and its tokens are good for nothing
 */
gboolean
hub_upload_key_repository_revoke (HubDatabase *database, const char *id, gint64 revoked_at,
                                  const char *revoked_by, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE upload_keys SET revoked_at = ?, revoked_by = ? "
                               "WHERE id = ? AND revoked_at = 0", "iss", revoked_at, revoked_by, id)
         && hub_database_execute (database, NULL, error, "DELETE FROM key_tokens WHERE key_id = ?", "s",
                                  id);
}

/**
 * hub_upload_key_repository_revoke_of_person:
 * @database: the database
 * @app_id: the program
 * @superhub_id: who made the keys
 * @revoked_at: when
 * @revoked_by: by whom
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; the person's keys and their tokens are good for nothing
 */
gboolean
hub_upload_key_repository_revoke_of_person (HubDatabase *database, const char *app_id,
                                            const char *superhub_id, gint64 revoked_at,
                                            const char *revoked_by, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM key_tokens WHERE key_id IN (SELECT id FROM upload_keys "
                               "WHERE app_id = ? AND created_by = ?)", "ss", app_id, superhub_id)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE upload_keys SET revoked_at = ?, revoked_by = ? "
                                  "WHERE app_id = ? AND created_by = ? AND revoked_at = 0", "isss",
                                  revoked_at, revoked_by, app_id, superhub_id);
}

/**
 * hub_upload_key_repository_use_nonce:
 * @database: the database
 * @id: of a key
 * @nonce: what is used once
 * @expires_at: until when it is remembered
 * @fresh: (out): whether it was not used before
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_key_repository_use_nonce (HubDatabase *database, const char *id, const char *nonce,
                                     gint64 expires_at, gboolean *fresh, GError **error)
{
  gint64 changed = 0;
  gboolean done;

  done = hub_database_execute (database, &changed, error,
                               "INSERT INTO key_nonces (key_id, nonce, expires_at) VALUES (?, ?, ?) "
                               "ON CONFLICT (key_id, nonce) DO NOTHING", "ssi", id, nonce, expires_at);
  *fresh = changed > 0;
  return done;
}

/**
 * hub_upload_key_repository_add_token:
 * @database: the database
 * @id: of a key
 * @token_hash: the hash of its new token
 * @created_at: from when it is good
 * @expires_at: until when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was added
 */
gboolean
hub_upload_key_repository_add_token (HubDatabase *database, const char *id, const char *token_hash,
                                     gint64 created_at, gint64 expires_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO key_tokens (token_hash, key_id, created_at, expires_at) "
                               "VALUES (?, ?, ?, ?)", "ssii", token_hash, id, created_at, expires_at);
}

static HubKeyToken *
read_token (HubStatement *statement)
{
  HubKeyToken *row = g_new0 (HubKeyToken, 1);

  row->key = read_row (statement);
  row->expires_at = hub_statement_get_int (statement, N_COLUMNS);
  return row;
}

/**
 * hub_upload_key_repository_find_token:
 * @database: the database
 * @token_hash: the hash of a token
 * @found: (out) (transfer full) (nullable): the token, also an expired one, of a key that is good
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_key_repository_find_token (HubDatabase *database, const char *token_hash,
                                      HubKeyToken **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_token, (gpointer *) found, error,
                            "SELECT " COLUMNS ", t.expires_at FROM key_tokens t "
                            "JOIN upload_keys k ON k.id = t.key_id "
                            "WHERE t.token_hash = ? AND k.revoked_at = 0", "s", token_hash);
}

/**
 * hub_upload_key_repository_delete_expired:
 * @database: the database
 * @now: the time
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered; tokens and nonces whose time is over are forgotten
 */
gboolean
hub_upload_key_repository_delete_expired (HubDatabase *database, gint64 now, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM key_tokens WHERE expires_at < ?",
                               "i", now)
         && hub_database_execute (database, NULL, error,
                                  "DELETE FROM key_nonces WHERE expires_at < ?", "i", now);
}
