/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sqlite.h"

#include "config.h"

#include <string.h>
#include <sqlite3.h>
#include <glib/gi18n-lib.h>

#include "hub-error.h"

#define BUSY_TIMEOUT_MS 10000
/* More different statements than the platform has; beyond it they are forgotten and prepared again. */
#define MAX_PREPARED 500

#define HUB_TYPE_SQLITE (hub_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (HubSqlite, hub_sqlite, HUB, SQLITE, HubDatabase)
#define HUB_TYPE_SQLITE_STATEMENT (hub_sqlite_statement_get_type ())
G_DECLARE_FINAL_TYPE (HubSqliteStatement, hub_sqlite_statement, HUB, SQLITE_STATEMENT, HubStatement)

struct _HubSqlite
{
  HubDatabase  parent_instance;
  sqlite3     *handle;
  char        *path;
  GHashTable  *prepared;    /* SQL, owned by the statement → sqlite3_stmt that nobody uses now */
  gboolean     in_transaction;
  gboolean     failed;      /* a statement of the open transaction */
};

struct _HubSqliteStatement
{
  HubStatement  parent_instance;
  HubSqlite    *database;
  sqlite3_stmt *handle;
};

G_DEFINE_FINAL_TYPE (HubSqlite, hub_sqlite, HUB_TYPE_DATABASE)
G_DEFINE_FINAL_TYPE (HubSqliteStatement, hub_sqlite_statement, HUB_TYPE_STATEMENT)

/* SQLite's own words, turned into a sentence that says what to do. */
static void
set_sqlite_error (HubSqlite *self, int result, GError **error)
{
  const char *detail = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);

  switch (result & 0xff)
    {
    case SQLITE_CONSTRAINT:
      hub_set_error (error, HUB_ERROR_CONFLICT, "storage.conflict",
                     _("The database refuses the change: %s"), detail);
      break;
    case SQLITE_FULL:
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.full",
                     _("The disk that holds %s is full; make room and try again. "
                       "Nothing was changed."), self->path);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.read_only",
                     _("The database %s cannot be opened or written; check its owner, its "
                       "permissions and the disk (%s)"), self->path, detail);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.corrupt",
                     _("The database %s is damaged; stop the platform and restore it from a backup "
                       "(%s)"), self->path, detail);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.busy",
                     _("Another program holds the database %s; try again in a moment"), self->path);
      break;
    default:
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed",
                     _("The database %s failed: %s. Check the disk."), self->path, detail);
      break;
    }
}

/* What follows a statement that failed stands on something that did not happen. PostgreSQL takes no further statement in
 * such a transaction, so neither does SQLite. */
static gboolean
is_whole (HubSqlite *self, GError **error)
{
  if (!self->failed)
    return TRUE;
  hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed",
                 _("The database %s failed: %s. Check the disk."), self->path,
                 _("an earlier part of the change did"));
  return FALSE;
}

static void
set_failed (HubSqlite *self, int result, GError **error)
{
  self->failed = self->in_transaction;
  set_sqlite_error (self, result, error);
}

static void
hub_sqlite_statement_bind_text (HubStatement *statement, guint index, const char *text)
{
  HubSqliteStatement *self = HUB_SQLITE_STATEMENT (statement);
  int result;

  if (text == NULL)
    result = sqlite3_bind_null (self->handle, index + 1);
  else
    result = sqlite3_bind_text (self->handle, index + 1, text, -1, SQLITE_TRANSIENT);
  g_assert (result == SQLITE_OK || result == SQLITE_NOMEM || result == SQLITE_TOOBIG);
}

static void
hub_sqlite_statement_bind_int (HubStatement *statement, guint index, gint64 number)
{
  HubSqliteStatement *self = HUB_SQLITE_STATEMENT (statement);
  int result = sqlite3_bind_int64 (self->handle, index + 1, number);

  g_assert (result == SQLITE_OK || result == SQLITE_NOMEM);
}

static gboolean
hub_sqlite_statement_step (HubStatement *statement, gboolean *row, GError **error)
{
  HubSqliteStatement *self = HUB_SQLITE_STATEMENT (statement);
  int result;

  if (!is_whole (self->database, error))
    return FALSE;
  result = sqlite3_step (self->handle);
  *row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  set_failed (self->database, result, error);
  return FALSE;
}

static const char *
hub_sqlite_statement_get_text (HubStatement *statement, guint column)
{
  return (const char *) sqlite3_column_text (HUB_SQLITE_STATEMENT (statement)->handle, column);
}

static gint64
hub_sqlite_statement_get_int (HubStatement *statement, guint column)
{
  return sqlite3_column_int64 (HUB_SQLITE_STATEMENT (statement)->handle, column);
}

static void
forget (gpointer handle)
{
  sqlite3_finalize (handle);
}

/* To prepare a statement costs more than to run it, so it is kept for the next time. Some pragmas act while they are
 * prepared, and have to be each time. */
static void
keep (HubSqlite *self, sqlite3_stmt *handle)
{
  const char *sql = sqlite3_sql (handle);

  if (sql == NULL || g_ascii_strncasecmp (sql, "PRAGMA", strlen ("PRAGMA")) == 0)
    {
      sqlite3_finalize (handle);
      return;
    }
  sqlite3_reset (handle);
  sqlite3_clear_bindings (handle);
  if (g_hash_table_size (self->prepared) >= MAX_PREPARED)
    g_hash_table_remove_all (self->prepared);
  g_hash_table_replace (self->prepared, (gpointer) sql, handle);
}

static void
hub_sqlite_statement_finalize (GObject *object)
{
  HubSqliteStatement *self = HUB_SQLITE_STATEMENT (object);

  keep (self->database, g_steal_pointer (&self->handle));
  g_clear_object (&self->database);
  G_OBJECT_CLASS (hub_sqlite_statement_parent_class)->finalize (object);
}

static void
hub_sqlite_statement_class_init (HubSqliteStatementClass *klass)
{
  HubStatementClass *statement_class = HUB_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_sqlite_statement_finalize;
  statement_class->bind_text = hub_sqlite_statement_bind_text;
  statement_class->bind_int = hub_sqlite_statement_bind_int;
  statement_class->step = hub_sqlite_statement_step;
  statement_class->get_text = hub_sqlite_statement_get_text;
  statement_class->get_int = hub_sqlite_statement_get_int;
}

static void
hub_sqlite_statement_init (HubSqliteStatement *self)
{
}

static HubStatement *
hub_sqlite_prepare (HubDatabase *database, const char *sql, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);
  sqlite3_stmt *handle = NULL;
  HubSqliteStatement *statement;
  int result = SQLITE_OK;

  if (!g_hash_table_steal_extended (self->prepared, sql, NULL, (gpointer *) &handle))
    result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (result != SQLITE_OK)
    {
      set_failed (self, result, error);
      return NULL;
    }
  statement = g_object_new (HUB_TYPE_SQLITE_STATEMENT, NULL);
  statement->database = g_object_ref (self);
  statement->handle = handle;
  return HUB_STATEMENT (statement);
}

static gboolean
hub_sqlite_run_script (HubDatabase *database, const char *sql, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);
  int result;

  if (!is_whole (self, error))
    return FALSE;
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  set_failed (self, result, error);
  return FALSE;
}

static gint64
hub_sqlite_get_changes (HubDatabase *database)
{
  return sqlite3_changes64 (HUB_SQLITE (database)->handle);
}

static gboolean
hub_sqlite_begin (HubDatabase *database, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);

  g_return_val_if_fail (!self->in_transaction, FALSE);
  self->in_transaction = hub_sqlite_run_script (database, "BEGIN IMMEDIATE", error);
  return self->in_transaction;
}

static gboolean
hub_sqlite_commit (HubDatabase *database, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);

  self->in_transaction = !hub_sqlite_run_script (database, "COMMIT", error);
  return !self->in_transaction;
}

static void
hub_sqlite_rollback (HubDatabase *database)
{
  HubSqlite *self = HUB_SQLITE (database);

  /* A full disk makes SQLite roll back by itself. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->in_transaction = FALSE;
  self->failed = FALSE;
}

static gboolean
hub_sqlite_enforce_references (HubDatabase *database, gboolean enforce, GError **error)
{
  return hub_sqlite_run_script (database, enforce ? "PRAGMA foreign_keys = ON"
                                                  : "PRAGMA foreign_keys = OFF", error);
}

static gboolean
hub_sqlite_check_references (HubDatabase *database, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);
  g_autoptr (HubStatement) statement = hub_sqlite_prepare (database, "PRAGMA foreign_key_check", error);
  gboolean row;

  if (statement == NULL || !hub_sqlite_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.corrupt",
                   _("The database %s is damaged: a row of %s refers to one of %s that does not exist; restore it from "
                     "a backup"), self->path, hub_sqlite_statement_get_text (statement, 0),
                   hub_sqlite_statement_get_text (statement, 2));
  return !row;
}

/* In one step, which reads one state of the database; a reader of the write-ahead log holds up no writer. */
static char *
hub_sqlite_backup (HubDatabase *database, const char *folder, GError **error)
{
  HubSqlite *self = HUB_SQLITE (database);
  g_autofree char *path = g_build_filename (folder, "platform.db", NULL);
  g_autoptr (HubSqlite) copy = g_object_new (HUB_TYPE_SQLITE, NULL);
  sqlite3_backup *backup = NULL;
  int result;

  copy->path = g_strdup (path);
  result = sqlite3_open_v2 (path, &copy->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  else if (result == SQLITE_OK)
    result = sqlite3_errcode (copy->handle);
  if (result == SQLITE_OK)
    return g_path_get_basename (path);
  set_sqlite_error (copy, result, error);
  return NULL;
}

static void
hub_sqlite_finalize (GObject *object)
{
  HubSqlite *self = HUB_SQLITE (object);

  g_clear_pointer (&self->prepared, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (hub_sqlite_parent_class)->finalize (object);
}

static void
hub_sqlite_class_init (HubSqliteClass *klass)
{
  HubDatabaseClass *database_class = HUB_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_sqlite_finalize;
  database_class->engine = "sqlite";
  database_class->prepare = hub_sqlite_prepare;
  database_class->run_script = hub_sqlite_run_script;
  database_class->get_changes = hub_sqlite_get_changes;
  database_class->begin = hub_sqlite_begin;
  database_class->commit = hub_sqlite_commit;
  database_class->rollback = hub_sqlite_rollback;
  database_class->enforce_references = hub_sqlite_enforce_references;
  database_class->check_references = hub_sqlite_check_references;
  database_class->backup = hub_sqlite_backup;
}

static void
hub_sqlite_init (HubSqlite *self)
{
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, forget);
}

/**
 * hub_sqlite_open:
 * @path: the file; made when it does not exist
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Opens an SQLite database in which a commit that returned is on the disk (write-ahead log,
 * synchronous in full), and which enforces foreign keys.
 *
 * Returns: (transfer full) (nullable): the database
 */
HubDatabase *
hub_sqlite_open (const char *path, GError **error)
{
  g_autoptr (HubSqlite) self = g_object_new (HUB_TYPE_SQLITE, NULL);
  int result;

  self->path = g_strdup (path);
  result = sqlite3_open_v2 (path, &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      set_sqlite_error (self, result, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!hub_sqlite_run_script (HUB_DATABASE (self),
                              "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA trusted_schema = OFF;", error))
    return NULL;
  return HUB_DATABASE (g_steal_pointer (&self));
}
