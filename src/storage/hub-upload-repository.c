/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-upload-repository.h"

#define SELECT_UPLOAD \
  "SELECT id, app_id, superhub_id, key_slot, size, sha256, created_at, expires_at FROM uploads "

/**
 * hub_upload_free:
 * @row: (transfer full): a row
 */
void
hub_upload_free (HubUpload *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->superhub_id);
  g_free (row->sha256);
  g_free (row);
}

static HubUpload *
read_row (HubStatement *statement)
{
  HubUpload *row = g_new0 (HubUpload, 1);

  row->id = hub_statement_dup_text (statement, 0);
  row->app_id = hub_statement_dup_text (statement, 1);
  row->superhub_id = hub_statement_dup_text (statement, 2);
  row->key_slot = hub_statement_get_int (statement, 3);
  row->size = hub_statement_get_int (statement, 4);
  row->sha256 = hub_statement_dup_text (statement, 5);
  row->created_at = hub_statement_get_int (statement, 6);
  row->expires_at = hub_statement_get_int (statement, 7);
  return row;
}

/**
 * hub_upload_repository_insert:
 * @database: the database
 * @row: an upload that begins
 * @error: (out) (optional): "storage.conflict" where the same uploader has begun the same package
 *
 * Returns: whether it was added
 */
gboolean
hub_upload_repository_insert (HubDatabase *database, const HubUpload *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO uploads (id, app_id, superhub_id, key_slot, size, sha256, "
                               "created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sssiisii",
                               row->id, row->app_id, row->superhub_id, row->key_slot, row->size,
                               row->sha256, row->created_at, row->expires_at);
}

/**
 * hub_upload_repository_find:
 * @database: the database
 * @id: of an upload
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_repository_find (HubDatabase *database, const char *id, HubUpload **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_UPLOAD "WHERE id = ?", "s", id);
}

/**
 * hub_upload_repository_find_same:
 * @database: the database
 * @wanted: program, uploader and hash
 * @found: (out) (transfer full) (nullable): the upload that was begun for them
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_repository_find_same (HubDatabase *database, const HubUpload *wanted, HubUpload **found,
                                 GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            SELECT_UPLOAD "WHERE app_id = ? AND superhub_id = ? "
                            "AND key_slot = ? AND sha256 = ?", "ssis", wanted->app_id,
                            wanted->superhub_id, wanted->key_slot, wanted->sha256);
}

/**
 * hub_upload_repository_count:
 * @database: the database
 * @superhub_id: a person
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many uploads the person and their keys have begun, in all programs, or -1 on an error
 */
gint64
hub_upload_repository_count (HubDatabase *database, const char *superhub_id, GError **error)
{
  gint64 count;

  return hub_database_find_int (database, &count, error,
                                "SELECT count(*) FROM uploads WHERE superhub_id = ?", "s",
                                superhub_id) ? count : -1;
}

/**
 * hub_upload_repository_delete:
 * @database: the database
 * @id: of an upload
 * @deleted: (out): whether it was there
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_upload_repository_delete (HubDatabase *database, const char *id, gboolean *deleted, GError **error)
{
  gint64 changed = 0;
  gboolean good = hub_database_execute (database, &changed, error, "DELETE FROM uploads WHERE id = ?", "s", id);

  *deleted = changed > 0;
  return good;
}

/**
 * hub_upload_repository_list_expired:
 * @database: the database
 * @now: the time
 * @limit: how many at most
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubUpload) (nullable): uploads whose time is over
 */
GPtrArray *
hub_upload_repository_list_expired (HubDatabase *database, gint64 now, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_upload_free, error,
                            SELECT_UPLOAD "WHERE expires_at <= ? LIMIT ?", "ii", now,
                            (gint64) limit);
}
