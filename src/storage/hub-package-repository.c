/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-repository.h"

/**
 * hub_package_row_free:
 * @row: (transfer full): a row
 */
void
hub_package_row_free (HubPackageRow *row)
{
  g_free (row->app_id);
  g_free (row->sha256);
  g_free (row->sizes);
  g_free (row->pages);
  g_free (row->uploaded_by);
  g_free (row);
}

static HubPackageRow *
read_row (HubStatement *statement)
{
  HubPackageRow *row = g_new0 (HubPackageRow, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->sha256 = hub_statement_dup_text (statement, 1);
  row->sizes = hub_statement_dup_text (statement, 2);
  row->pages = hub_statement_dup_text (statement, 3);
  row->uploaded_by = hub_statement_dup_text (statement, 4);
  row->created_at = hub_statement_get_int (statement, 5);
  row->sent_at = hub_statement_get_int (statement, 6);
  return row;
}

/**
 * hub_package_repository_insert:
 * @database: the database
 * @row: a package whose file is in its place
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is known now; of a package that was known before it is known that it
 *   came again
 */
gboolean
hub_package_repository_insert (HubDatabase *database, const HubPackageRow *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO packages (app_id, sha256, sizes, pages, uploaded_by, "
                               "created_at, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
                               "ON CONFLICT (app_id, sha256) DO UPDATE SET sent_at = excluded.sent_at",
                               "sssssii",
                               row->app_id, row->sha256, row->sizes, row->pages, row->uploaded_by,
                               row->created_at, row->sent_at);
}

/**
 * hub_package_repository_find:
 * @database: the database
 * @app_id: the program
 * @sha256: the hash of a package
 * @found: (out) (transfer full) (nullable): the row, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_package_repository_find (HubDatabase *database, const char *app_id, const char *sha256,
                             HubPackageRow **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT app_id, sha256, sizes, pages, uploaded_by, created_at, sent_at "
                            "FROM packages WHERE app_id = ? AND sha256 = ?", "ss", app_id, sha256);
}

/* Every table that names a package: nothing that one of them names is collected. */
static const char *const references[] = {
  "developer_versions",
  "phased_releases",
  "previews",
  "releases",
  "reviews",
  "runs",
  "test_versions",
  NULL,
};

/**
 * hub_package_repository_list_references:
 *
 * Returns: (transfer none) (array zero-terminated=1): the tables that name packages; a test compares them with the schema
 */
const char *const *
hub_package_repository_list_references (void)
{
  return references;
}

/* "NOT EXISTS (…) AND …" for each of them. */
static char *
unreferenced (void)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; references[i] != NULL; i++)
    g_string_append_printf (sql, "%sNOT EXISTS (SELECT 1 FROM %s r WHERE r.app_id = packages.app_id "
                            "AND r.package = packages.sha256)", i > 0 ? " AND " : "", references[i]);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * hub_package_repository_is_known:
 * @database: the database
 * @sha256: the hash of a package
 * @known: (out): whether any program has it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_package_repository_is_known (HubDatabase *database, const char *sha256, gboolean *known, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error, "SELECT 1 FROM packages WHERE sha256 = ? LIMIT 1", "s",
                                  sha256);
  return statement != NULL && hub_statement_step (statement, known, error);
}

static HubPackageRow *
read_sent (HubStatement *statement)
{
  HubPackageRow *row = g_new0 (HubPackageRow, 1);

  row->app_id = hub_statement_dup_text (statement, 0);
  row->sha256 = hub_statement_dup_text (statement, 1);
  row->sent_at = hub_statement_get_int (statement, 2);
  row->unreferenced = hub_statement_get_int (statement, 3) != 0;
  return row;
}

/**
 * hub_package_repository_list_sent:
 * @database: the database
 * @after: (nullable): the last one of the page before, in the order of sent_at, app_id and sha256
 * @before: only what was sent before this
 * @limit: how many at most
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * A page at a time, for there may be very many.
 *
 * Returns: (transfer container) (element-type HubPackageRow) (nullable): packages, with app_id, sha256, sent_at and whether
 *   nothing names them
 */
GPtrArray *
hub_package_repository_list_sent (HubDatabase *database, const HubPackageRow *after, gint64 before, guint limit,
                                  GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  g_autofree char *condition = unreferenced ();
  g_autofree char *sql = g_strconcat ("SELECT app_id, sha256, sent_at, CASE WHEN ", condition,
                                      " THEN 1 ELSE 0 END FROM packages WHERE sent_at < ? "
                                      "AND (sent_at, app_id, sha256) > (?, ?, ?) "
                                      "ORDER BY sent_at, app_id, sha256 LIMIT ?", NULL);

  statement = hub_database_query (database, error, sql, "iissi", before, after != NULL ? after->sent_at : (gint64) -1,
                                  after != NULL ? after->app_id : "", after != NULL ? after->sha256 : "",
                                  (gint64) limit);
  return hub_statement_read_all (statement, (HubRowReader) read_sent, (GDestroyNotify) hub_package_row_free,
                                 error);
}

/**
 * hub_package_repository_collect:
 * @database: the database, in a transaction
 * @app_id: the program
 * @sha256: the hash of one of its packages
 * @before: only where it was sent before this
 * @collected: (out): whether nothing named it, so that the program does not have it any more
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_package_repository_collect (HubDatabase *database, const char *app_id, const char *sha256, gint64 before,
                                gboolean *collected, GError **error)
{
  g_autofree char *condition = unreferenced ();
  g_autofree char *sql = g_strconcat ("DELETE FROM packages WHERE app_id = ? AND sha256 = ? AND sent_at < ? AND ",
                                      condition, NULL);
  gint64 changed = 0;
  gboolean good = hub_database_execute (database, &changed, error, sql, "ssi", app_id, sha256, before);

  *collected = changed > 0;
  return good;
}
