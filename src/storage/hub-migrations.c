/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-migrations.h"

#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-storage-resources.h"

#define FOLDER "/org/superhub/storage/migrations/"

/* In order, never changed once released: a database remembers which of them it has had. NAME.sql is for every
 * engine; where engines need different words, NAME.ENGINE.sql is there for each of them instead. */
static const char *const migrations[] = {
  "0001-initial",
  "0003-people",
  "0004-versions",
  "0005-review",
  "0005b-review-forms",
  "0006-phased-releases",
  "0007-delivery",
  "0008-settings",
  "0009-codes",
  "0009b-webhook",
  "0010-project-since",
  "0010b-retention",
  "0011-lookups",
  "0012-release-history",
  "0012-sign-in-origin",
  "0013-changes",
};

/**
 * hub_migrations_count:
 *
 * Returns: the version a database has after hub_migrations_run()
 */
guint
hub_migrations_count (void)
{
  return G_N_ELEMENTS (migrations);
}

/**
 * hub_migrations_get_version:
 * @database: a database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many migrations it has had, or -1 on an error
 */
gint64
hub_migrations_get_version (HubDatabase *database, GError **error)
{
  gint64 version;

  return hub_database_find_int (database, &version, error,
                                "SELECT coalesce (max (version), 0) FROM schema_versions", "") ? version : -1;
}

static char *
load (HubDatabase *database, const char *name, GError **error)
{
  g_autofree char *own = g_strconcat (FOLDER, name, ".", hub_database_get_engine (database), ".sql", NULL);
  g_autofree char *common = g_strconcat (FOLDER, name, ".sql", NULL);
  g_autoptr (GBytes) script = g_resource_lookup_data (hub_storage_get_resource (), own, 0, NULL);
  g_autofree char *text = NULL;

  if (script != NULL)
    return g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  script = g_resource_lookup_data (hub_storage_get_resource (), common, 0, error);
  if (script == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  return hub_database_translate_schema (database, text);
}

static gboolean
run_one (HubDatabase *database, const char *name, gint64 version, GError **error)
{
  g_autofree char *script = load (database, name, error);

  return script != NULL && hub_database_run_script (database, script, error)
         && hub_database_execute (database, NULL, error,
                                  "INSERT INTO schema_versions (version, name, applied_at) "
                                  "VALUES (?, ?, ?)", "isi", version, name, g_get_real_time ());
}

static gpointer
read_name (HubStatement *statement)
{
  return hub_statement_dup_text (statement, 0);
}

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (migrations); i++)
    if (g_str_equal (migrations[i], name))
      return TRUE;
  return FALSE;
}

/* Those that the database has had; an error where there is one among them that only a later version of the platform knows. */
static GPtrArray *
read_done (HubDatabase *database, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  g_autoptr (GPtrArray) done = NULL;

  statement = hub_database_query (database, error, "SELECT name FROM schema_versions ORDER BY version", "");
  done = hub_statement_read_all (statement, read_name, g_free, error);
  for (guint i = 0; done != NULL && i < done->len; i++)
    if (!is_known (g_ptr_array_index (done, i)))
      {
        hub_set_error (error, HUB_ERROR_STORAGE, "storage.too_new",
                       _("The database was written by a later version of the platform (it has had “%s”, which this one "
                         "does not know); install that version"), (char *) g_ptr_array_index (done, i));
        return NULL;
      }
  return g_steal_pointer (&done);
}

static gboolean
run_missing (HubDatabase *database, const char *last, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (database, error);
  g_autoptr (GPtrArray) done = NULL;
  gint64 version;

  if (transaction == NULL
      || !hub_database_run_script (database,
                                   "CREATE TABLE IF NOT EXISTS schema_versions ("
                                   "version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
                                   "applied_at BIGINT NOT NULL)", error))
    return FALSE;
  version = hub_migrations_get_version (database, error);
  done = version >= 0 ? read_done (database, error) : NULL;
  if (done == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (migrations) && strcmp (migrations[i], last) <= 0; i++)
    if (!g_ptr_array_find_with_equal_func (done, migrations[i], g_str_equal, NULL)
        && !run_one (database, migrations[i], ++version, error))
      return FALSE;
  return hub_database_check_references (database, error)
         && hub_transaction_commit (transaction, error);
}

/**
 * hub_migrations_run:
 * @database: a database, new or old
 * @error: (out) (optional): %HUB_ERROR_STORAGE; "storage.too_new" where a later version of the
 *   platform has changed the database
 *
 * Brings the tables up to date, in one transaction. A table that has to change its shape may be made anew under another
 * name, filled and renamed: references are checked at the end.
 *
 * Returns: whether the database is now at hub_migrations_count()
 */
gboolean
hub_migrations_run (HubDatabase *database, GError **error)
{
  return hub_migrations_run_until (database, migrations[G_N_ELEMENTS (migrations) - 1], error);
}

/**
 * hub_migrations_run_until:
 * @database: a database, new or old
 * @name: the last migration to run, without ".sql"
 * @error: (out) (optional): as hub_migrations_run()
 *
 * As hub_migrations_run(), for tests of what later migrations do with an earlier platform's rows.
 *
 * Returns: whether the database has had @name and those before it
 */
gboolean
hub_migrations_run_until (HubDatabase *database, const char *name, GError **error)
{
  gboolean done;

  if (!hub_database_enforce_references (database, FALSE, error))
    return FALSE;
  done = run_missing (database, name, error);
  return hub_database_enforce_references (database, TRUE, done ? error : NULL) && done;
}
