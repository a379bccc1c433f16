/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-program-storage.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

#include "hub-error.h"
#include "hub-paths.h"

/**
 * HubProgramStorage:
 *
 * What a program keeps with `wx.setStorage`: one small SQLite file per program below the person's
 * data folder, opened when it is first used. Several windows may run the same program. Values are
 * opaque text (JSON). For one thread.
 */
struct _HubProgramStorage
{
  GObject parent_instance;

  char    *id;
  char    *path;
  sqlite3 *database;
};

G_DEFINE_FINAL_TYPE (HubProgramStorage, hub_program_storage, G_TYPE_OBJECT)

/* `size` stands before `value`, so that summing the sizes does not read the values. */
static const char schema[] =
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = NORMAL;"
  "CREATE TABLE IF NOT EXISTS item"
  " (key TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;";

static void
hub_program_storage_finalize (GObject *object)
{
  HubProgramStorage *self = HUB_PROGRAM_STORAGE (object);

  g_clear_pointer (&self->database, sqlite3_close);
  g_free (self->id);
  g_free (self->path);
  G_OBJECT_CLASS (hub_program_storage_parent_class)->finalize (object);
}

static void
hub_program_storage_class_init (HubProgramStorageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_program_storage_finalize;
}

static void
hub_program_storage_init (HubProgramStorage *self)
{
}

/**
 * hub_program_storage_name:
 * @id: which program: its app id, or its folder
 *
 * Returns: (transfer full): what its files are called: a name people recognise in the folder, and a hash, so that
 *   no two ids share one
 */
char *
hub_program_storage_name (const char *id)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  g_autofree char *base = g_path_get_basename (id);

  g_strcanon (base, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", '_');
  return g_strdup_printf ("%.40s-%.16s", base, hash);
}

/**
 * hub_program_storage_new:
 * @id: which program: its app id, or its folder
 * @folder: (nullable): where the files stand; %NULL for the person's own
 *
 * Returns: (transfer full): the storage of that program; nothing is opened yet
 */
HubProgramStorage *
hub_program_storage_new (const char *id, const char *folder)
{
  HubProgramStorage *self = g_object_new (HUB_TYPE_PROGRAM_STORAGE, NULL);
  g_autofree char *data = hub_paths_user_data ();
  g_autofree char *own = g_build_filename (data, "simulator", NULL);
  g_autofree char *base = hub_program_storage_name (id);
  g_autofree char *name = g_strconcat (base, ".sqlite", NULL);

  self->id = g_strdup (id);
  self->path = g_build_filename (folder != NULL ? folder : own, name, NULL);
  return self;
}

static gboolean
fail (HubProgramStorage *self, GError **error)
{
  int code = self->database != NULL ? sqlite3_errcode (self->database) : SQLITE_CANTOPEN;

  if (code == SQLITE_FULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The disk is full; the program's storage (%s) was not changed"), self->path);
  else
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed", _("The program's storage (%s): %s"),
                   self->path,
                   self->database != NULL ? sqlite3_errmsg (self->database) : g_strerror (errno));
  return FALSE;
}

static gboolean
ensure_open (HubProgramStorage *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (self->database != NULL)
    return TRUE;
  folder = g_path_get_dirname (self->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (self, error);
  if (sqlite3_open (self->path, &self->database) == SQLITE_OK)
    {
      sqlite3_busy_timeout (self->database, 2000);
      if (sqlite3_exec (self->database, schema, NULL, NULL, NULL) == SQLITE_OK)
        return TRUE;
    }
  fail (self, error);
  g_clear_pointer (&self->database, sqlite3_close);
  return FALSE;
}

static sqlite3_stmt *
prepare (HubProgramStorage *self, const char *sql, const char *key, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (!ensure_open (self, error))
    return NULL;
  if (sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      fail (self, error);
      return NULL;
    }
  if (key != NULL)
    sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  return statement;
}

/* Runs a statement without rows and frees it. */
static gboolean
run (HubProgramStorage *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/**
 * hub_program_storage_get:
 * @self: a storage
 * @key: the item's name
 * @value: (out) (transfer full) (nullable): its value, %NULL where there is no such item
 * @error: (out) (optional): "storage.failed"
 *
 * Returns: %FALSE when the storage could not be read
 */
gboolean
hub_program_storage_get (HubProgramStorage *self, const char *key, char **value, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "SELECT value FROM item WHERE key = ?1", key, error);
  int code;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else if (code != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The size of everything but @key. */
static gboolean
size_of_others (HubProgramStorage *self, const char *key, gsize *size, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "SELECT ifnull (sum (size), 0) FROM item WHERE key IS NOT ?1",
                                     key, error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *size = sqlite3_column_int64 (statement, 0);
  else
    fail (self, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

/**
 * hub_program_storage_set:
 * @self: a storage
 * @key: the item's name
 * @value: its value
 * @error: (out) (optional): %HUB_ERROR_TOO_LARGE, "storage.item_too_large" or "storage.full";
 *   "storage.failed"
 *
 * Writes an item; when this returns, it survives the end of the process.
 *
 * Returns: whether it was written; where not, the old value stands
 */
gboolean
hub_program_storage_set (HubProgramStorage *self, const char *key, const char *value, GError **error)
{
  gsize size = strlen (key) + strlen (value);
  gsize others = 0;
  sqlite3_stmt *statement;

  if (size > HUB_PROGRAM_STORAGE_MAX_ITEM)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "storage.item_too_large",
                     "entry size limit reached: one item holds at most 1 MB");
      return FALSE;
    }
  if (!size_of_others (self, key, &others, error))
    return FALSE;
  if (others + size > HUB_PROGRAM_STORAGE_MAX_TOTAL)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "storage.full",
                     "exceed storage max size: a program's storage holds at most 10 MB");
      return FALSE;
    }
  statement = prepare (self, "REPLACE INTO item (key, size, value) VALUES (?1, ?2, ?3)", key, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, size);
  sqlite3_bind_text (statement, 3, value, -1, SQLITE_STATIC);
  return run (self, statement, error);
}

/**
 * hub_program_storage_remove:
 * @self: a storage
 * @key: the item's name; one that is not there is no error
 * @error: (out) (optional): "storage.failed"
 *
 * Returns: whether the item is gone
 */
gboolean
hub_program_storage_remove (HubProgramStorage *self, const char *key, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "DELETE FROM item WHERE key = ?1", key, error);

  return statement != NULL && run (self, statement, error);
}

/**
 * hub_program_storage_clear:
 * @self: a storage
 * @error: (out) (optional): "storage.failed"
 *
 * Returns: whether all items are gone
 */
gboolean
hub_program_storage_clear (HubProgramStorage *self, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "DELETE FROM item", NULL, error);

  return statement != NULL && run (self, statement, error);
}

/**
 * hub_program_storage_info:
 * @self: a storage
 * @keys: (out) (transfer full): the names of all items
 * @size: (out): their size with their names, in bytes
 * @error: (out) (optional): "storage.failed"
 *
 * Returns: %FALSE when the storage could not be read
 */
gboolean
hub_program_storage_info (HubProgramStorage *self, GStrv *keys, gsize *size, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  sqlite3_stmt *statement = prepare (self, "SELECT key, size FROM item ORDER BY key", NULL, error);
  int code;

  *size = 0;
  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_strv_builder_add (names, (const char *) sqlite3_column_text (statement, 0));
      *size += sqlite3_column_int64 (statement, 1);
    }
  if (code != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    return FALSE;
  *keys = g_strv_builder_end (names);
  return TRUE;
}
