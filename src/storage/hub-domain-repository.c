/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-domain-repository.h"

/**
 * hub_domain_repository_list:
 * @database: the database
 * @app_id: the program
 * @use: what the domains are for: "request"
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (nullable): the domains, in the order in which they were given
 */
char **
hub_domain_repository_list (HubDatabase *database, const char *app_id, const char *use, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error,
                                  "SELECT domain FROM server_domains WHERE app_id = ? AND domain_use = ? "
                                  "ORDER BY place", "ss", app_id, use);
  return hub_statement_read_texts (statement, error);
}

/**
 * hub_domain_repository_replace:
 * @database: the database, in a transaction
 * @app_id: the program
 * @use: what the domains are for
 * @domains: (array zero-terminated=1): all of them, without repetitions
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the list is now this one
 */
gboolean
hub_domain_repository_replace (HubDatabase *database, const char *app_id, const char *use,
                               const char *const *domains, GError **error)
{
  if (!hub_database_execute (database, NULL, error,
                             "DELETE FROM server_domains WHERE app_id = ? AND domain_use = ?", "ss", app_id, use))
    return FALSE;
  for (gint64 i = 0; domains[i] != NULL; i++)
    if (!hub_database_execute (database, NULL, error,
                               "INSERT INTO server_domains (app_id, domain_use, domain, place) VALUES (?, ?, ?, ?)",
                               "sssi", app_id, use, domains[i], i))
      return FALSE;
  return TRUE;
}

/**
 * hub_domain_repository_add_edit:
 * @database: the database, in the transaction of the change
 * @app_id: the program
 * @kind: "domains" or "links"
 * @edited_by: who
 * @edited_at: when
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the change was counted
 */
gboolean
hub_domain_repository_add_edit (HubDatabase *database, const char *app_id, const char *kind,
                                const char *edited_by, gint64 edited_at, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO setting_edits (app_id, kind, edited_by, edited_at) VALUES (?, ?, ?, ?)",
                               "sssi", app_id, kind, edited_by, edited_at);
}

/**
 * hub_domain_repository_count_edits:
 * @database: the database
 * @app_id: the program
 * @kind: "domains" or "links"
 * @since: only those after this time
 * @first: (out): when the first of them was, 0 for none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many changes there were, or -1 on an error
 */
gint64
hub_domain_repository_count_edits (HubDatabase *database, const char *app_id, const char *kind,
                                   gint64 since, gint64 *first, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  statement = hub_database_query (database, error,
                                  "SELECT count (*), coalesce (min (edited_at), 0) FROM setting_edits "
                                  "WHERE app_id = ? AND kind = ? AND edited_at > ?", "ssi", app_id, kind, since);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return -1;
  *first = hub_statement_get_int (statement, 1);
  return hub_statement_get_int (statement, 0);
}
