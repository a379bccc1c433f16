/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-repository.h"

#define COLUMNS "number, id, app_id, env_version, page, scene, width, line_colour, is_hyaline, made_by, made_at, scans, scanned_at"

/**
 * hub_code_free:
 * @row: (transfer full): a row
 */
void
hub_code_free (HubCode *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->env_version);
  g_free (row->page);
  g_free (row->scene);
  g_free (row->made_by);
  g_free (row);
}

static HubCode *
read_row (HubStatement *statement)
{
  HubCode *row = g_new0 (HubCode, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->id = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->env_version = hub_statement_dup_text (statement, 3);
  row->page = hub_statement_dup_text (statement, 4);
  row->scene = hub_statement_dup_text (statement, 5);
  row->width = hub_statement_get_int (statement, 6);
  row->line_colour = hub_statement_get_int (statement, 7);
  row->is_hyaline = hub_statement_get_int (statement, 8) != 0;
  row->made_by = hub_statement_dup_text (statement, 9);
  row->made_at = hub_statement_get_int (statement, 10);
  row->scans = hub_statement_get_int (statement, 11);
  row->scanned_at = hub_statement_get_int (statement, 12);
  return row;
}

/**
 * hub_code_repository_put:
 * @database: the database, in a transaction
 * @row: a code; where the program has one for the same page, scene and version, that one gets these looks and keeps its id
 * @made: (out): whether there was none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is stored
 */
gboolean
hub_code_repository_put (HubDatabase *database, const HubCode *row, gboolean *made, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, &changed, error,
                             "UPDATE codes SET width = ?, line_colour = ?, is_hyaline = ? "
                             "WHERE app_id = ? AND env_version = ? AND page = ? AND scene = ?", "iiissss",
                             row->width, row->line_colour, (gint64) row->is_hyaline, row->app_id, row->env_version,
                             row->page, row->scene))
    return FALSE;
  *made = changed == 0;
  return changed > 0
         || hub_database_execute (database, NULL, error,
                                  "INSERT INTO codes (id, app_id, env_version, page, scene, width, line_colour, "
                                  "is_hyaline, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssssiiisi",
                                  row->id, row->app_id, row->env_version, row->page, row->scene, row->width,
                                  row->line_colour, (gint64) row->is_hyaline, row->made_by, row->made_at);
}

/**
 * hub_code_repository_find:
 * @database: the database
 * @id: a code's id
 * @found: (out) (transfer full) (nullable): the code
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_code_repository_find (HubDatabase *database, const char *id, HubCode **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT " COLUMNS " FROM codes WHERE id = ?", "s", id);
}

/**
 * hub_code_repository_find_same:
 * @database: the database
 * @wanted: a code of which program, version, page and scene count
 * @found: (out) (transfer full) (nullable): the one that the program has for them
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_code_repository_find_same (HubDatabase *database, const HubCode *wanted, HubCode **found, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_row, (gpointer *) found, error,
                            "SELECT " COLUMNS " FROM codes WHERE app_id = ? AND env_version = ? AND page = ? "
                            "AND scene = ?", "ssss", wanted->app_id, wanted->env_version, wanted->page,
                            wanted->scene);
}

/**
 * hub_code_repository_count:
 * @database: the database
 * @app_id: the program
 * @count: (out): how many codes it has
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_code_repository_count (HubDatabase *database, const char *app_id, gint64 *count, GError **error)
{
  g_autoptr (HubStatement) statement = hub_database_query (database, error, "SELECT count (*) FROM codes WHERE app_id = ?", "s",
                                                           app_id);
  gboolean row;

  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  *count = hub_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * hub_code_repository_list:
 * @database: the database
 * @app_id: the program
 * @before: the number before which to begin, %G_MAXINT64 for the newest
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubCode) (nullable): newest first
 */
GPtrArray *
hub_code_repository_list (HubDatabase *database, const char *app_id, gint64 before, guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_row, (GDestroyNotify) hub_code_free, error,
                            "SELECT " COLUMNS " FROM codes WHERE app_id = ? AND number < ? "
                            "ORDER BY number DESC LIMIT ?", "sii", app_id, before, (gint64) limit);
}

/**
 * hub_code_repository_add_scans:
 * @database: the database, in a transaction
 * @id: a code's id
 * @scans: how many more
 * @scanned_at: when the last of them was
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether they are added
 */
gboolean
hub_code_repository_add_scans (HubDatabase *database, const char *id, gint64 scans, gint64 scanned_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE codes SET scans = scans + ?, scanned_at = ? WHERE id = ?", "iis",
                               scans, scanned_at, id);
}

/**
 * hub_code_repository_put_logo:
 * @database: the database, in a transaction
 * @app_id: the program
 * @png: a picture, in base64
 * @set_by: who set it
 * @set_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it is the logo now
 */
gboolean
hub_code_repository_put_logo (HubDatabase *database, const char *app_id, const char *png, const char *set_by,
                              gint64 set_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO app_logos (app_id, png, set_by, set_at) VALUES (?, ?, ?, ?) "
                               "ON CONFLICT (app_id) DO UPDATE SET png = excluded.png, set_by = excluded.set_by, "
                               "set_at = excluded.set_at", "sssi", app_id, png, set_by, set_at);
}

/**
 * hub_code_repository_delete_logo:
 * @database: the database, in a transaction
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the program has none now
 */
gboolean
hub_code_repository_delete_logo (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "DELETE FROM app_logos WHERE app_id = ?", "s", app_id);
}

/**
 * hub_code_repository_find_logo:
 * @database: the database
 * @app_id: the program
 * @png: (out) (transfer full) (nullable): its logo, in base64
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_code_repository_find_logo (HubDatabase *database, const char *app_id, char **png, GError **error)
{
  return hub_database_find (database, hub_statement_read_text, (gpointer *) png, error,
                            "SELECT png FROM app_logos WHERE app_id = ?", "s", app_id);
}
