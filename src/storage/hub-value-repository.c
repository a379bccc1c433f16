/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-value-repository.h"

/**
 * hub_value_repository_get:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @key: a key
 * @value: (out) (transfer full) (nullable): the JSON text
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_value_repository_get (HubDatabase *database, const char *app_id, const char *superhub_id,
                          const char *key, char **value, GError **error)
{
  return hub_database_find (database, hub_statement_read_text, (gpointer *) value, error,
                            "SELECT value FROM stored_values WHERE app_id = ? "
                            "AND superhub_id = ? AND key = ?", "sss", app_id, superhub_id, key);
}

/**
 * hub_value_repository_set:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @key: a key
 * @value: the JSON text
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether it was written
 */
gboolean
hub_value_repository_set (HubDatabase *database, const char *app_id, const char *superhub_id,
                          const char *key, const char *value, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO stored_values (app_id, superhub_id, key, value, bytes) "
                               "VALUES (?, ?, ?, ?, ?) ON CONFLICT (app_id, superhub_id, key) "
                               "DO UPDATE SET value = excluded.value, bytes = excluded.bytes",
                               "ssssi", app_id, superhub_id, key, value,
                               (gint64) (strlen (key) + strlen (value)));
}

/**
 * hub_value_repository_delete:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @key: (nullable): a key; %NULL for all
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_value_repository_delete (HubDatabase *database, const char *app_id, const char *superhub_id,
                             const char *key, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM stored_values WHERE app_id = ? AND superhub_id = ? "
                               "AND (? IS NULL OR key = ?)", "ssss", app_id, superhub_id, key, key);
}

/**
 * hub_value_repository_list:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @bytes: (out): how much all take
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the keys, in order
 */
char **
hub_value_repository_list (HubDatabase *database, const char *app_id, const char *superhub_id,
                           gint64 *bytes, GError **error)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (HubStatement) statement = NULL;
  gboolean row = TRUE;

  *bytes = 0;
  statement = hub_database_query (database, error,
                                  "SELECT key, bytes FROM stored_values WHERE app_id = ? "
                                  "AND superhub_id = ? ORDER BY key", "ss", app_id, superhub_id);
  if (statement == NULL)
    return NULL;
  while (row)
    {
      if (!hub_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      g_strv_builder_add (keys, hub_statement_get_text (statement, 0));
      *bytes += hub_statement_get_int (statement, 1);
    }
  return g_strv_builder_end (keys);
}

/**
 * hub_value_repository_sum:
 * @database: the database
 * @app_id: the program
 * @superhub_id: the person
 * @except: a key not to count
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many bytes the others take, or -1 on an error
 */
gint64
hub_value_repository_sum (HubDatabase *database, const char *app_id, const char *superhub_id,
                          const char *except, GError **error)
{
  gint64 bytes;

  return hub_database_find_int (database, &bytes, error,
                                "SELECT coalesce (sum (bytes), 0) FROM stored_values "
                                "WHERE app_id = ? AND superhub_id = ? AND key <> ?", "sss",
                                app_id, superhub_id, except) ? bytes : -1;
}
