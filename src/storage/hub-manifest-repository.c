/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-manifest-repository.h"

#define MAX_OWNERS 32
#define MAX_KEYS 64

/**
 * hub_manifest_row_free:
 * @row: (transfer full): a row
 */
void
hub_manifest_row_free (HubManifestRow *row)
{
  g_free (row->content);
  g_free (row);
}

static HubManifestRow *
read_row (HubStatement *statement)
{
  HubManifestRow *row = g_new0 (HubManifestRow, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->content = hub_statement_dup_text (statement, 1);
  row->changed_at = hub_statement_get_int (statement, 2);
  return row;
}

/**
 * hub_manifest_repository_find:
 * @database: the database
 * @app_id: the program
 * @found: (out) (transfer full) (nullable): the row, or %NULL where nothing was ever said
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_manifest_repository_find (HubDatabase *database, const char *app_id, HubManifestRow **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT number, content, changed_at FROM manifests WHERE app_id = ?", "s", app_id);
}

/**
 * hub_manifest_repository_put:
 * @database: the database, in a transaction
 * @app_id: the program
 * @content: what is said from now on
 * @changed_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Writes it down under the next number.
 *
 * Returns: whether it was written
 */
gboolean
hub_manifest_repository_put (HubDatabase *database, const char *app_id, const char *content, gint64 changed_at,
                             GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO manifests (app_id, number, content, changed_at) VALUES (?, 1, ?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET number = manifests.number + 1, "
                               "content = excluded.content, changed_at = excluded.changed_at",
                               "ssi", app_id, content, changed_at);
}

/**
 * hub_manifest_repository_last_change:
 * @database: the database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: the number of the audit log's last row, 0 where it is empty, -1 on an error
 */
gint64
hub_manifest_repository_last_change (HubDatabase *database, GError **error)
{
  gint64 number;

  return hub_database_find_int (database, &number, error, "SELECT coalesce (max (number), 0) FROM audit", "") ? number : -1;
}

/**
 * hub_manifest_repository_changed:
 * @database: the database
 * @number: (inout): the last row of the audit log that was seen
 * @limit: at most so many rows
 * @app_ids: (element-type utf8): where the programs that were changed since are added; "" for the signing key
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Everything that changes anything is in the audit log, so who has seen its last row knows the latest.
 *
 * Returns: whether the database answered
 */
gboolean
hub_manifest_repository_changed (HubDatabase *database, gint64 *number, guint limit, GPtrArray *app_ids, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  statement = hub_database_query (database, error,
                                  "SELECT number, app_id, action, outcome FROM audit WHERE number > ? ORDER BY number LIMIT ?",
                                  "ii", *number, (gint64) limit);
  if (statement == NULL)
    return FALSE;
  do
    {
      const char *app_id;

      if (!hub_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      *number = hub_statement_get_int (statement, 0);
      app_id = hub_statement_get_text (statement, 1);
      if (g_strcmp0 (hub_statement_get_text (statement, 3), "done") == 0
          && (app_id[0] != '\0' || g_strcmp0 (hub_statement_get_text (statement, 2), HUB_ROTATE_SIGNING_KEY) == 0))
        g_ptr_array_add (app_ids, g_strdup (app_id));
    }
  while (row);
  return TRUE;
}

/**
 * hub_manifest_repository_owners:
 * @database: the database
 * @sha256: the hash of a package
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of programs, some of them where there are many
 */
GPtrArray *
hub_manifest_repository_owners (HubDatabase *database, const char *sha256, GError **error)
{
  return hub_database_list (database, hub_statement_read_text, g_free, error,
                            "SELECT app_id FROM packages WHERE sha256 = ? LIMIT ?", "si", sha256,
                            (gint64) MAX_OWNERS);
}

/**
 * hub_manifest_repository_releasers:
 * @database: the database
 * @sha256: the hash of a package
 * @members: also those that have shown it to nobody but members yet, in a phased release at 0 %
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of the programs that have or had it online, some of them
 *   where there are many
 */
GPtrArray *
hub_manifest_repository_releasers (HubDatabase *database, const char *sha256, gboolean members, GError **error)
{
  return hub_database_list (database, hub_statement_read_text, g_free, error,
                            "SELECT app_id FROM releases WHERE package = ? UNION "
                            "SELECT app_id FROM phased_releases WHERE package = ? AND share > ? LIMIT ?",
                            "ssii", sha256, sha256, (gint64) (members ? -1 : 0), (gint64) MAX_OWNERS);
}

/**
 * hub_signing_key_row_free:
 * @row: (transfer full): a row
 */
void
hub_signing_key_row_free (HubSigningKeyRow *row)
{
  g_free (row->id);
  g_free (row->public_key);
  g_free (row->secret_key);
  g_free (row->endorsed_by);
  g_free (row->endorsement);
  g_free (row);
}

static gpointer
read_key (HubStatement *statement)
{
  HubSigningKeyRow *row = g_new0 (HubSigningKeyRow, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->public_key = hub_statement_dup_text (statement, 1);
  row->secret_key = hub_statement_dup_text (statement, 2);
  row->endorsed_by = hub_statement_dup_text (statement, 3);
  row->endorsement = hub_statement_dup_text (statement, 4);
  row->created_at = hub_statement_get_int (statement, 5);
  return row;
}

/**
 * hub_signing_key_repository_list:
 * @database: the database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubSigningKeyRow) (nullable): the keys, the one to sign with first
 */
GPtrArray *
hub_signing_key_repository_list (HubDatabase *database, GError **error)
{
  return hub_database_list (database, read_key, (GDestroyNotify) hub_signing_key_row_free, error,
                            "SELECT id, public_key, secret_key, endorsed_by, endorsement, created_at "
                            "FROM signing_keys ORDER BY number DESC LIMIT ?", "i", (gint64) MAX_KEYS);
}

/**
 * hub_signing_key_repository_insert:
 * @database: the database, in a transaction
 * @row: the key to sign with from now on
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_signing_key_repository_insert (HubDatabase *database, const HubSigningKeyRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO signing_keys (id, public_key, secret_key, endorsed_by, endorsement, "
                               "created_at) VALUES (?, ?, ?, ?, ?, ?)", "sssssi",
                               row->id, row->public_key, row->secret_key, row->endorsed_by, row->endorsement,
                               row->created_at);
}
