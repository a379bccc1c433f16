/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-postgresql.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-postgresql-connection.h"
#include "hub-postgresql-dump.h"
#include "hub-postgresql-sql.h"

#define TYPE_OF_TEXT 25
#define TYPE_OF_BIGINT 20
#define MAX_VALUES 64
/* More different statements than the platform has; beyond it they are forgotten and prepared again. */
#define MAX_PREPARED 1000

/* The one right to write: transactions of all processes on a database happen one after the other. */
#define BEGIN "BEGIN; SELECT pg_advisory_xact_lock (5914782301157)"

#define HUB_TYPE_POSTGRESQL (hub_postgresql_get_type ())
G_DECLARE_FINAL_TYPE (HubPostgresql, hub_postgresql, HUB, POSTGRESQL, HubDatabase)
#define HUB_TYPE_POSTGRESQL_STATEMENT (hub_postgresql_statement_get_type ())
G_DECLARE_FINAL_TYPE (HubPostgresqlStatement, hub_postgresql_statement, HUB, POSTGRESQL_STATEMENT, HubStatement)

struct _HubPostgresql
{
  HubDatabase              parent_instance;
  HubPostgresqlConnection *connection;
  GHashTable              *prepared;      /* SQL with the types of its values → name */
  guint                    names;         /* counts those given */
  guint                    generation;    /* of the connection that knows them */
  HubPostgresqlStatement  *receiving;     /* (unowned) (nullable): whose rows are still coming */
  gboolean                 in_transaction;
  gint64                   changes;
};

struct _HubPostgresqlStatement
{
  HubStatement   parent_instance;
  HubPostgresql *database;
  char          *sql;
  char          *values[MAX_VALUES];      /* as text, (nullable) */
  Oid            types[MAX_VALUES];
  guint          n_values;
  gboolean       started;
  GQueue         rows;                    /* of PGresult: received, not read yet */
  PGresult      *row;                     /* (nullable): on which it stands */
  GError        *failure;                 /* (nullable): comes after the rows */
};

G_DEFINE_FINAL_TYPE (HubPostgresql, hub_postgresql, HUB_TYPE_DATABASE)
G_DEFINE_FINAL_TYPE (HubPostgresqlStatement, hub_postgresql_statement, HUB_TYPE_STATEMENT)

static void
set_value (HubPostgresqlStatement *self, guint index, Oid type, char *text)
{
  g_assert (index < MAX_VALUES);
  g_free (self->values[index]);
  self->values[index] = text;
  self->types[index] = type;
  self->n_values = MAX (self->n_values, index + 1);
}

static void
hub_postgresql_statement_bind_text (HubStatement *statement, guint index, const char *text)
{
  set_value (HUB_POSTGRESQL_STATEMENT (statement), index, TYPE_OF_TEXT, g_strdup (text));
}

static void
hub_postgresql_statement_bind_int (HubStatement *statement, guint index, gint64 number)
{
  set_value (HUB_POSTGRESQL_STATEMENT (statement), index, TYPE_OF_BIGINT,
             g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

/* Receives the next row of the statement that has the connection, or its end. */
static void
receive_one (HubPostgresqlStatement *self)
{
  HubPostgresql *database = self->database;
  PGresult *result;

  if (!hub_postgresql_connection_receive (database->connection, &result,
                                          self->failure == NULL ? &self->failure : NULL)
      || result == NULL)
    {
      database->receiving = NULL;
      return;
    }
  if (PQresultStatus (result) == PGRES_SINGLE_TUPLE)
    {
      g_queue_push_tail (&self->rows, result);
      return;
    }
  if (PQresultStatus (result) == PGRES_FATAL_ERROR && self->failure == NULL)
    hub_postgresql_connection_set_error (database->connection, result, &self->failure);
  if (PQresultStatus (result) == PGRES_COMMAND_OK)
    database->changes = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  PQclear (result);
}

/* Another statement needs the connection: the one under way takes in the rest of its rows. */
static void
make_free (HubPostgresql *self)
{
  while (self->receiving != NULL)
    receive_one (self->receiving);
}

static void
forget_prepared (HubPostgresql *self)
{
  g_hash_table_remove_all (self->prepared);
  self->generation = self->connection->generation;
  self->connection->stale = FALSE;
}

static gboolean
set_lost_in_transaction (HubPostgresql *self, GError **error)
{
  hub_set_error (error, HUB_ERROR_STORAGE, "storage.unreachable",
                 _("The connection to the database %s was lost in the middle of a change. Nothing was changed; "
                   "try again"), self->connection->place);
  return FALSE;
}

/* A connection on which a statement may begin. In a transaction there is the transaction's, or none. */
static gboolean
prepare_connection (HubPostgresql *self, GError **error)
{
  make_free (self);
  if (self->in_transaction && self->connection->handle == NULL)
    return set_lost_in_transaction (self, error);
  if (!self->in_transaction && !hub_postgresql_connection_ensure (self->connection, error))
    return FALSE;
  if (self->generation != self->connection->generation || self->connection->stale)
    forget_prepared (self);
  return TRUE;
}

/* Once for each statement, so that the server plans it once. */
static const char *
find_prepared (HubPostgresqlStatement *self, GError **error)
{
  HubPostgresql *database = self->database;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *name = NULL;
  const char *known;

  for (guint i = 0; i < self->n_values; i++)
    g_string_append_c (key, self->types[i] == TYPE_OF_TEXT ? 's' : 'i');
  g_string_append_printf (key, " %s", self->sql);
  known = g_hash_table_lookup (database->prepared, key->str);
  if (known != NULL)
    return known;
  if (g_hash_table_size (database->prepared) >= MAX_PREPARED)
    {
      if (!hub_postgresql_connection_run (database->connection, "DEALLOCATE ALL", NULL, error))
        return NULL;
      forget_prepared (database);
    }
  name = g_strdup_printf ("s%u", database->names++);
  /* What cannot be sent is a lost connection: receiving from it says so. */
  PQsendPrepare (database->connection->handle, name, self->sql, self->n_values, self->types);
  if (!hub_postgresql_connection_finish (database->connection, NULL, error))
    return NULL;
  known = name;
  g_hash_table_insert (database->prepared, g_strdup (key->str), g_steal_pointer (&name));
  return known;
}

static gboolean
send_it (HubPostgresqlStatement *self, GError **error)
{
  HubPostgresql *database = self->database;
  const char *name;

  if (!prepare_connection (database, error))
    return FALSE;
  name = find_prepared (self, error);
  if (name == NULL)
    return FALSE;
  PQsendQueryPrepared (database->connection->handle, name, self->n_values, (const char *const *) self->values, NULL,
                       NULL, 0);
  PQsetSingleRowMode (database->connection->handle);
  database->changes = 0;
  database->receiving = self;
  receive_one (self);
  if (self->failure == NULL)
    return TRUE;
  make_free (database);
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

/* Reading may be done twice, so a server that was away for a moment, or tables that changed, are not noticed; a change is
 * never repeated. */
static gboolean
may_repeat (HubPostgresqlStatement *self)
{
  HubPostgresqlConnection *connection = self->database->connection;

  return !self->database->in_transaction && g_str_has_prefix (self->sql, "SELECT")
         && (connection->handle == NULL || connection->stale);
}

static gboolean
start (HubPostgresqlStatement *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  self->started = TRUE;
  if (send_it (self, &first))
    return TRUE;
  if (may_repeat (self))
    return send_it (self, error);
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static gboolean
hub_postgresql_statement_step (HubStatement *statement, gboolean *row, GError **error)
{
  HubPostgresqlStatement *self = HUB_POSTGRESQL_STATEMENT (statement);

  g_clear_pointer (&self->row, PQclear);
  if (!self->started && !start (self, error))
    return FALSE;
  while (g_queue_is_empty (&self->rows) && self->database->receiving == self)
    receive_one (self);
  self->row = g_queue_pop_head (&self->rows);
  *row = self->row != NULL;
  if (self->row != NULL || self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

static const char *
hub_postgresql_statement_get_text (HubStatement *statement, guint column)
{
  HubPostgresqlStatement *self = HUB_POSTGRESQL_STATEMENT (statement);

  return self->row == NULL || PQgetisnull (self->row, 0, column) ? NULL : PQgetvalue (self->row, 0, column);
}

static gint64
hub_postgresql_statement_get_int (HubStatement *statement, guint column)
{
  const char *text = hub_postgresql_statement_get_text (statement, column);

  if (text == NULL)
    return 0;
  return text[0] == 't' ? 1 : g_ascii_strtoll (text, NULL, 10);
}

static void
hub_postgresql_statement_finalize (GObject *object)
{
  HubPostgresqlStatement *self = HUB_POSTGRESQL_STATEMENT (object);

  while (self->database->receiving == self)
    {
      receive_one (self);
      g_queue_clear_full (&self->rows, (GDestroyNotify) PQclear);
    }
  g_queue_clear_full (&self->rows, (GDestroyNotify) PQclear);
  g_clear_pointer (&self->row, PQclear);
  g_clear_error (&self->failure);
  for (guint i = 0; i < self->n_values; i++)
    g_free (self->values[i]);
  g_free (self->sql);
  g_clear_object (&self->database);
  G_OBJECT_CLASS (hub_postgresql_statement_parent_class)->finalize (object);
}

static void
hub_postgresql_statement_class_init (HubPostgresqlStatementClass *klass)
{
  HubStatementClass *statement_class = HUB_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_postgresql_statement_finalize;
  statement_class->bind_text = hub_postgresql_statement_bind_text;
  statement_class->bind_int = hub_postgresql_statement_bind_int;
  statement_class->step = hub_postgresql_statement_step;
  statement_class->get_text = hub_postgresql_statement_get_text;
  statement_class->get_int = hub_postgresql_statement_get_int;
}

static void
hub_postgresql_statement_init (HubPostgresqlStatement *self)
{
  g_queue_init (&self->rows);
}

static HubStatement *
hub_postgresql_prepare (HubDatabase *database, const char *sql, GError **error)
{
  HubPostgresqlStatement *statement = g_object_new (HUB_TYPE_POSTGRESQL_STATEMENT, NULL);

  statement->database = g_object_ref (HUB_POSTGRESQL (database));
  statement->sql = hub_postgresql_number_placeholders (sql);
  return HUB_STATEMENT (statement);
}

static gboolean
hub_postgresql_run_script (HubDatabase *database, const char *sql, GError **error)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);

  /* A script may change tables that prepared statements were planned for. */
  if (!prepare_connection (self, error) || !hub_postgresql_connection_run (self->connection, sql, NULL, error)
      || !hub_postgresql_connection_run (self->connection, "DEALLOCATE ALL", NULL, error))
    return FALSE;
  forget_prepared (self);
  return TRUE;
}

static gint64
hub_postgresql_get_changes (HubDatabase *database)
{
  return HUB_POSTGRESQL (database)->changes;
}

static gboolean
try_begin (HubPostgresql *self, GError **error)
{
  if (!prepare_connection (self, error))
    return FALSE;
  if (hub_postgresql_connection_run (self->connection, BEGIN, NULL, error))
    return TRUE;
  if (self->connection->handle != NULL)
    hub_postgresql_connection_run (self->connection, "ROLLBACK", NULL, NULL);
  return FALSE;
}

static gboolean
hub_postgresql_begin (HubDatabase *database, GError **error)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);
  g_autoptr (GError) first = NULL;

  g_return_val_if_fail (!self->in_transaction, FALSE);
  self->in_transaction = try_begin (self, &first);
  /* Nothing has happened in it yet. */
  if (!self->in_transaction && self->connection->handle == NULL)
    {
      g_clear_error (&first);
      self->in_transaction = try_begin (self, &first);
    }
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return self->in_transaction;
}

static gboolean
hub_postgresql_commit (HubDatabase *database, GError **error)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);
  g_autofree char *tag = NULL;

  if (!prepare_connection (self, error))
    return FALSE;
  if (!hub_postgresql_connection_run (self->connection, "COMMIT", &tag, error))
    {
      if (self->connection->handle == NULL)
        {
          g_clear_error (error);
          hub_set_error (error, HUB_ERROR_STORAGE, "storage.unreachable",
                         _("The connection to the database %s was lost while a change was written; look whether it "
                           "was done before you try again"), self->connection->place);
        }
      return FALSE;
    }
  self->in_transaction = FALSE;
  if (g_strcmp0 (tag, "COMMIT") == 0)
    return TRUE;
  /* A statement had failed: PostgreSQL answers a COMMIT with a ROLLBACK then. */
  hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed",
                 _("The database %s failed: %s. Check the disk."), self->connection->place, tag);
  return FALSE;
}

static void
hub_postgresql_rollback (HubDatabase *database)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);

  make_free (self);
  if (self->connection->handle != NULL && PQtransactionStatus (self->connection->handle) != PQTRANS_IDLE)
    hub_postgresql_connection_run (self->connection, "ROLLBACK", NULL, NULL);
  self->in_transaction = FALSE;
}

/* PostgreSQL changes tables in place, so references stay; but a migration may take its time. */
static gboolean
hub_postgresql_enforce_references (HubDatabase *database, gboolean enforce, GError **error)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);

  self->connection->patient = !enforce;
  return hub_postgresql_run_script (database,
                                    enforce ? "SET statement_timeout = '30s'; SET lock_timeout = '10s'"
                                            : "SET statement_timeout = 0; SET lock_timeout = 0", error);
}

static char *
hub_postgresql_backup (HubDatabase *database, const char *folder, GError **error)
{
  HubPostgresql *self = HUB_POSTGRESQL (database);
  g_autofree char *path = g_build_filename (folder, "platform.dump", NULL);

  return hub_postgresql_dump (self->connection->conninfo, path, error) ? g_path_get_basename (path) : NULL;
}

static void
hub_postgresql_finalize (GObject *object)
{
  HubPostgresql *self = HUB_POSTGRESQL (object);

  g_clear_pointer (&self->connection, hub_postgresql_connection_free);
  g_clear_pointer (&self->prepared, g_hash_table_unref);
  G_OBJECT_CLASS (hub_postgresql_parent_class)->finalize (object);
}

static void
hub_postgresql_class_init (HubPostgresqlClass *klass)
{
  HubDatabaseClass *database_class = HUB_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_postgresql_finalize;
  database_class->engine = "postgresql";
  database_class->prepare = hub_postgresql_prepare;
  database_class->run_script = hub_postgresql_run_script;
  database_class->get_changes = hub_postgresql_get_changes;
  database_class->begin = hub_postgresql_begin;
  database_class->commit = hub_postgresql_commit;
  database_class->rollback = hub_postgresql_rollback;
  database_class->enforce_references = hub_postgresql_enforce_references;
  database_class->backup = hub_postgresql_backup;
  database_class->translate_schema = hub_postgresql_translate_schema;
}

static void
hub_postgresql_init (HubPostgresql *self)
{
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * hub_postgresql_open:
 * @address: "postgresql://…", or libpq's connection string after "postgresql:"
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Connects to a PostgreSQL database (15 or later) that exists. Its connection is made again by itself when it was lost;
 * a transaction that was under way then fails and is never repeated. Any number of processes may work on it.
 *
 * Returns: (transfer full) (nullable): the database
 */
HubDatabase *
hub_postgresql_open (const char *address, GError **error)
{
  g_autoptr (HubPostgresql) self = g_object_new (HUB_TYPE_POSTGRESQL, NULL);
  const char *conninfo = address;

  if (!g_str_has_prefix (address, "postgresql://"))
    conninfo = address + strlen ("postgresql:");
  self->connection = hub_postgresql_connection_new (conninfo);
  if (!hub_postgresql_connection_ensure (self->connection, error))
    return NULL;
  return HUB_DATABASE (g_steal_pointer (&self));
}
