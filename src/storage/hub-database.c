/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-database.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-postgresql.h"
#include "hub-sqlite.h"

G_DEFINE_ABSTRACT_TYPE (HubStatement, hub_statement, G_TYPE_OBJECT)
G_DEFINE_ABSTRACT_TYPE (HubDatabase, hub_database, G_TYPE_OBJECT)

static void
hub_statement_class_init (HubStatementClass *klass)
{
}

static void
hub_statement_init (HubStatement *self)
{
}

static void
hub_database_class_init (HubDatabaseClass *klass)
{
}

static void
hub_database_init (HubDatabase *self)
{
}

/**
 * hub_statement_step:
 * @self: a statement with all its values bound
 * @row: (out): whether it stands on a row now; %FALSE at the end
 * @error: (out) (optional): %HUB_ERROR_STORAGE; %HUB_ERROR_CONFLICT, "storage.conflict", where a
 *   constraint of the database refuses the change
 *
 * Goes to the next row.
 *
 * Returns: whether the database answered
 */
gboolean
hub_statement_step (HubStatement *self, gboolean *row, GError **error)
{
  *row = FALSE;
  return HUB_STATEMENT_GET_CLASS (self)->step (self, row, error);
}

/**
 * hub_statement_get_text:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, until the next step; %NULL for SQL's NULL
 */
const char *
hub_statement_get_text (HubStatement *self, guint column)
{
  return HUB_STATEMENT_GET_CLASS (self)->get_text (self, column);
}

/**
 * hub_statement_dup_text:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a copy of the text
 */
char *
hub_statement_dup_text (HubStatement *self, guint column)
{
  return g_strdup (hub_statement_get_text (self, column));
}

/**
 * hub_statement_get_int:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the number; 0 for SQL's NULL
 */
gint64
hub_statement_get_int (HubStatement *self, guint column)
{
  return HUB_STATEMENT_GET_CLASS (self)->get_int (self, column);
}

/**
 * hub_statement_read_text:
 * @self: a statement that stands on a row
 *
 * The #HubRowReader of rows that are one text.
 *
 * Returns: (transfer full) (nullable): the text of the row's first column
 */
gpointer
hub_statement_read_text (HubStatement *self)
{
  return hub_statement_dup_text (self, 0);
}

/**
 * hub_statement_read_all:
 * @self: (nullable): a statement not stepped yet; %NULL where preparing it failed, with @error set
 * @read_row: makes an object of each row
 * @free_row: frees one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the rows' objects, in the statement's order
 */
GPtrArray *
hub_statement_read_all (HubStatement *self, HubRowReader read_row, GDestroyNotify free_row,
                        GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  gboolean row = TRUE;

  if (self == NULL)
    return NULL;
  while (row)
    {
      if (!hub_statement_step (self, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (rows, read_row (self));
    }
  return g_steal_pointer (&rows);
}

/**
 * hub_statement_read_texts:
 * @self: (nullable): as for hub_statement_read_all()
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): the texts of the first column, none of them NULL
 */
char **
hub_statement_read_texts (HubStatement *self, GError **error)
{
  g_autoptr (GPtrArray) texts = hub_statement_read_all (self, hub_statement_read_text, g_free, error);

  if (texts == NULL)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_steal (texts, NULL);
}

static void
bind_all (HubStatement *statement, const char *types, va_list args)
{
  HubStatementClass *klass = HUB_STATEMENT_GET_CLASS (statement);

  for (guint i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        klass->bind_text (statement, i, va_arg (args, const char *));
      else if (types[i] == 'i')
        klass->bind_int (statement, i, va_arg (args, gint64));
      else
        g_assert_not_reached ();
    }
}

/**
 * hub_database_open:
 * @address: "sqlite:PATH", "postgresql://USER@HOST/NAME" or "postgresql:" with libpq's connection string
 * @error: (out) (optional): %HUB_ERROR_STORAGE; %HUB_ERROR_INVALID, "storage.bad_address"
 *
 * Opens the database; an SQLite file is made when it does not exist. Its tables are the business of
 * hub_migrations_run(). Not thread-safe: one thread uses it.
 *
 * Returns: (transfer full) (nullable): the database
 */
HubDatabase *
hub_database_open (const char *address, GError **error)
{
  if (g_str_has_prefix (address, "sqlite:"))
    return hub_sqlite_open (address + strlen ("sqlite:"), error);
  if (g_str_has_prefix (address, "postgresql:"))
    return hub_postgresql_open (address, error);
  /* Whatever it is, it may hold a password. */
  hub_set_error (error, HUB_ERROR_INVALID, "storage.bad_address",
                 _("This is no database address; write sqlite:/path/to/file or postgresql://user@host/name"));
  return NULL;
}

static HubStatement *
query (HubDatabase *self, GError **error, const char *sql, const char *types, va_list args)
{
  HubStatement *statement = HUB_DATABASE_GET_CLASS (self)->prepare (self, sql, error);

  if (statement != NULL)
    bind_all (statement, types, args);
  return statement;
}

/* Whether the database answered; where it did, @row tells whether there is a first row, on which @statement stands. */
static gboolean
query_first (HubDatabase *self, HubStatement **statement, gboolean *row, GError **error, const char *sql,
             const char *types, va_list args)
{
  *statement = query (self, error, sql, types, args);
  return *statement != NULL && hub_statement_step (*statement, row, error);
}

/**
 * hub_database_query:
 * @self: a database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 * @sql: one statement
 * @types: one letter for each placeholder: "s" for a string (or %NULL), "i" for a #gint64
 * @...: the values
 *
 * Prepares and binds a statement whose rows are then read with hub_statement_step().
 *
 * Returns: (transfer full) (nullable): the statement
 */
HubStatement *
hub_database_query (HubDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  HubStatement *statement;
  va_list args;

  va_start (args, types);
  statement = query (self, error, sql, types, args);
  va_end (args);
  return statement;
}

/**
 * hub_database_find:
 * @self: a database
 * @read_row: makes an object of the row
 * @found: (out) (transfer full) (nullable): of the first row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 * @sql: one statement
 * @types: as in hub_database_query()
 * @...: the values
 *
 * Returns: whether the database answered
 */
gboolean
hub_database_find (HubDatabase *self, HubRowReader read_row, gpointer *found, GError **error, const char *sql,
                   const char *types, ...)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row, answered;
  va_list args;

  *found = NULL;
  va_start (args, types);
  answered = query_first (self, &statement, &row, error, sql, types, args);
  va_end (args);
  if (!answered)
    return FALSE;
  if (row)
    *found = read_row (statement);
  return TRUE;
}

/**
 * hub_database_list:
 * @self: a database
 * @read_row: makes an object of each row
 * @free_row: frees one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 * @sql: one statement
 * @types: as in hub_database_query()
 * @...: the values
 *
 * Returns: (transfer full) (nullable): the rows' objects, in the statement's order
 */
GPtrArray *
hub_database_list (HubDatabase *self, HubRowReader read_row, GDestroyNotify free_row, GError **error, const char *sql,
                   const char *types, ...)
{
  g_autoptr (HubStatement) statement = NULL;
  va_list args;

  va_start (args, types);
  statement = query (self, error, sql, types, args);
  va_end (args);
  return hub_statement_read_all (statement, read_row, free_row, error);
}

/**
 * hub_database_find_int:
 * @self: a database
 * @number: (out): the number in the first row's first column; 0 where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 * @sql: one statement
 * @types: as in hub_database_query()
 * @...: the values
 *
 * Returns: whether the database answered
 */
gboolean
hub_database_find_int (HubDatabase *self, gint64 *number, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row, answered;
  va_list args;

  *number = 0;
  va_start (args, types);
  answered = query_first (self, &statement, &row, error, sql, types, args);
  va_end (args);
  if (!answered)
    return FALSE;
  if (row)
    *number = hub_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * hub_database_execute:
 * @self: a database
 * @changed: (out) (optional): how many rows changed
 * @error: (out) (optional): as hub_statement_step()
 * @sql: one statement
 * @types: as in hub_database_query()
 * @...: the values
 *
 * Runs a statement to its end.
 *
 * Returns: whether it succeeded
 */
gboolean
hub_database_execute (HubDatabase *self, gint64 *changed, GError **error, const char *sql,
                      const char *types, ...)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row = TRUE;
  va_list args;

  va_start (args, types);
  statement = query (self, error, sql, types, args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  while (row)
    if (!HUB_STATEMENT_GET_CLASS (statement)->step (statement, &row, error))
      return FALSE;
  if (changed != NULL)
    *changed = HUB_DATABASE_GET_CLASS (self)->get_changes (self);
  return TRUE;
}

/**
 * hub_database_run_script:
 * @self: a database
 * @sql: any number of statements, without values
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether all succeeded
 */
gboolean
hub_database_run_script (HubDatabase *self, const char *sql, GError **error)
{
  return HUB_DATABASE_GET_CLASS (self)->run_script (self, sql, error);
}

/**
 * hub_database_get_engine:
 * @self: a database
 *
 * Returns: (transfer none): "sqlite" or "postgresql"; the name in the files of migrations that only it runs
 */
const char *
hub_database_get_engine (HubDatabase *self)
{
  return HUB_DATABASE_GET_CLASS (self)->engine;
}

/**
 * hub_database_translate_schema:
 * @self: a database
 * @sql: a migration for every engine
 *
 * Returns: (transfer full): the same in the engine's words
 */
char *
hub_database_translate_schema (HubDatabase *self, const char *sql)
{
  HubDatabaseClass *klass = HUB_DATABASE_GET_CLASS (self);

  return klass->translate_schema != NULL ? klass->translate_schema (sql) : g_strdup (sql);
}

/**
 * hub_database_backup:
 * @self: a database without an open transaction; others may go on working on it
 * @folder: where to put the copy
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Copies the database as it is at one moment: "platform.db", an SQLite file, or "platform.dump" for PostgreSQL's pg_restore.
 *
 * Returns: (transfer full) (nullable): the file's name in @folder
 */
char *
hub_database_backup (HubDatabase *self, const char *folder, GError **error)
{
  return HUB_DATABASE_GET_CLASS (self)->backup (self, folder, error);
}

/**
 * hub_database_enforce_references:
 * @self: a database without an open transaction
 * @enforce: whether a row may from now on only refer to rows that exist
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * For migrations only, which make tables anew that others refer to.
 *
 * Returns: whether it succeeded
 */
gboolean
hub_database_enforce_references (HubDatabase *self, gboolean enforce, GError **error)
{
  HubDatabaseClass *klass = HUB_DATABASE_GET_CLASS (self);

  return klass->enforce_references == NULL || klass->enforce_references (self, enforce, error);
}

/**
 * hub_database_check_references:
 * @self: a database
 * @error: (out) (optional): %HUB_ERROR_STORAGE, "storage.corrupt" where a row refers to none
 *
 * Returns: whether every row refers only to rows that exist
 */
gboolean
hub_database_check_references (HubDatabase *self, GError **error)
{
  HubDatabaseClass *klass = HUB_DATABASE_GET_CLASS (self);

  return klass->check_references == NULL || klass->check_references (self, error);
}

struct _HubTransaction
{
  HubDatabase *database;
  gboolean     open;
};

/**
 * hub_transaction_begin:
 * @database: a database without an open transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Begins a transaction that may write. After a statement of it has failed, nothing more is done in it: it is undone. The right to write is taken here, waiting while another
 * process holds it, so that nothing in the middle of the transaction fails for being too late.
 *
 * Returns: (transfer full) (nullable): the transaction
 */
HubTransaction *
hub_transaction_begin (HubDatabase *database, GError **error)
{
  HubTransaction *self;

  if (!HUB_DATABASE_GET_CLASS (database)->begin (database, error))
    return NULL;
  self = g_new0 (HubTransaction, 1);
  self->database = g_object_ref (database);
  self->open = TRUE;
  return self;
}

/**
 * hub_transaction_commit:
 * @self: an open transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE; nothing was written then
 *
 * When this returns %TRUE the changes are on the disk.
 *
 * Returns: whether it was written
 */
gboolean
hub_transaction_commit (HubTransaction *self, GError **error)
{
  g_return_val_if_fail (self->open, FALSE);

  if (!HUB_DATABASE_GET_CLASS (self->database)->commit (self->database, error))
    return FALSE;
  self->open = FALSE;
  return TRUE;
}

/**
 * hub_transaction_free:
 * @self: (transfer full): a transaction
 *
 * Undoes it unless it was committed.
 */
void
hub_transaction_free (HubTransaction *self)
{
  if (self->open)
    HUB_DATABASE_GET_CLASS (self->database)->rollback (self->database);
  g_object_unref (self->database);
  g_free (self);
}
