/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-adoption-repository.h"

/**
 * hub_adoption_row_free:
 * @row: (transfer full): a row
 */
void
hub_adoption_row_free (HubAdoptionRow *row)
{
  g_free (row->release_id);
  g_free (row->version);
  g_free (row);
}

static HubAdoptionRow *
read_row (HubStatement *statement)
{
  HubAdoptionRow *row = g_new0 (HubAdoptionRow, 1);

  row->hour = hub_statement_get_int (statement, 0);
  row->release_id = hub_statement_dup_text (statement, 1);
  row->version = hub_statement_dup_text (statement, 2);
  row->checks = hub_statement_get_int (statement, 3);
  return row;
}

/**
 * hub_adoption_repository_add:
 * @database: the database
 * @app_id: the program
 * @release_id: what was asked for; an id that is none of its releases is not counted
 * @hour: when, in hours since 1970
 * @checks: how often
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Adds to what other processes have counted.
 *
 * Returns: whether the database answered
 */
gboolean
hub_adoption_repository_add (HubDatabase *database, const char *app_id, const char *release_id, gint64 hour,
                             gint64 checks, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO adoption (app_id, hour, release_id, checks) "
                               "SELECT d.app_id, ?, d.id, ? FROM (SELECT app_id, id FROM releases WHERE id = ? "
                               "UNION SELECT app_id, id FROM phased_releases WHERE id = ?) d WHERE d.app_id = ? "
                               "ON CONFLICT (app_id, hour, release_id) DO UPDATE SET checks = adoption.checks + excluded.checks",
                               "iisss", hour, checks, release_id, release_id, app_id);
}

/**
 * hub_adoption_repository_list:
 * @database: the database
 * @app_id: the program
 * @from: the first hour, in hours since 1970
 * @to: the hour after the last one
 * @hours: how many hours are added up to one row: 1, 24
 * @limit: at most so many rows
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubAdoptionRow) (nullable): by time and version
 */
GPtrArray *
hub_adoption_repository_list (HubDatabase *database, const char *app_id, gint64 from, gint64 to, guint hours, guint limit,
                              GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_adoption_row_free, error,
                            "SELECT d.since, d.release_id, coalesce (r.version, p.version), d.checks FROM "
                            "(SELECT hour - hour % ? AS since, release_id, CAST (sum (checks) AS BIGINT) AS checks FROM adoption "
                            "WHERE app_id = ? AND hour >= ? AND hour < ? GROUP BY since, release_id) d "
                            "LEFT JOIN releases r ON r.id = d.release_id "
                            "LEFT JOIN phased_releases p ON p.id = d.release_id "
                            "ORDER BY d.since, d.release_id LIMIT ?", "isiii",
                            (gint64) hours, app_id, from, to, (gint64) limit);
}

/**
 * hub_adoption_repository_list_packages:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): of the packages that are or were online, in phases or for
 *   everybody, the release that each came with last; the newest 2,000
 */
GHashTable *
hub_adoption_repository_list_packages (HubDatabase *database, const char *app_id, GError **error)
{
  g_autoptr (GHashTable) packages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (HubStatement) statement = NULL;
  gboolean row = TRUE;

  statement = hub_database_query (database, error,
                                  "SELECT package, id, released_at FROM releases WHERE app_id = ? UNION ALL "
                                  "SELECT package, id, released_at FROM phased_releases WHERE app_id = ? "
                                  "ORDER BY released_at DESC LIMIT 2000", "ss", app_id, app_id);
  if (statement == NULL)
    return NULL;
  while (row)
    {
      g_autofree char *package = NULL;

      if (!hub_statement_step (statement, &row, error))
        return NULL;
      package = row ? hub_statement_dup_text (statement, 0) : NULL;
      if (row && !g_hash_table_contains (packages, package))
        g_hash_table_insert (packages, g_steal_pointer (&package), hub_statement_dup_text (statement, 1));
    }
  return g_steal_pointer (&packages);
}

/**
 * hub_adoption_repository_delete:
 * @database: the database
 * @before: an hour, in hours since 1970
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Forgets what is older.
 *
 * Returns: whether the database answered
 */
gboolean
hub_adoption_repository_delete (HubDatabase *database, gint64 before, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM adoption WHERE hour < ?", "i", before);
}
