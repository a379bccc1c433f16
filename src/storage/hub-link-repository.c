/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link-repository.h"

#define SELECT_RULE \
  "SELECT r.number, r.id, r.app_id, r.host, r.prefix, r.page, r.open_version, r.published, r.made_by, r.made_at, " \
  "coalesce (r.published_at, 0) FROM link_rules r JOIN apps a ON a.app_id = r.app_id "

/**
 * hub_link_rule_free:
 * @row: (transfer full): a rule
 */
void
hub_link_rule_free (HubLinkRule *row)
{
  g_free (row->id);
  g_free (row->app_id);
  g_free (row->host);
  g_free (row->prefix);
  g_free (row->page);
  g_free (row->open_version);
  g_free (row->made_by);
  g_strfreev (row->debug_urls);
  g_free (row);
}

static HubLinkRule *
read_row (HubStatement *statement)
{
  HubLinkRule *row = g_new0 (HubLinkRule, 1);

  row->number = hub_statement_get_int (statement, 0);
  row->id = hub_statement_dup_text (statement, 1);
  row->app_id = hub_statement_dup_text (statement, 2);
  row->host = hub_statement_dup_text (statement, 3);
  row->prefix = hub_statement_dup_text (statement, 4);
  row->page = hub_statement_dup_text (statement, 5);
  row->open_version = hub_statement_dup_text (statement, 6);
  row->published = hub_statement_get_int (statement, 7) != 0;
  row->made_by = hub_statement_dup_text (statement, 8);
  row->made_at = hub_statement_get_int (statement, 9);
  row->published_at = hub_statement_get_int (statement, 10);
  return row;
}

static gboolean
read_debug_urls (HubDatabase *database, HubLinkRule *rule, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error, "SELECT url FROM link_debug_urls WHERE rule_id = ? ORDER BY place",
                                  "s", rule->id);
  rule->debug_urls = hub_statement_read_texts (statement, error);
  return rule->debug_urls != NULL;
}

static GPtrArray *
read_all (HubDatabase *database, HubStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rules = NULL;

  if (statement == NULL)
    return NULL;
  rules = hub_statement_read_all (statement, (HubRowReader) read_row, (GDestroyNotify) hub_link_rule_free, error);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (!read_debug_urls (database, g_ptr_array_index (rules, i), error))
      return NULL;
  return g_steal_pointer (&rules);
}

static gboolean
put_debug_urls (HubDatabase *database, const HubLinkRule *row, GError **error)
{
  if (!hub_database_execute (database, NULL, error, "DELETE FROM link_debug_urls WHERE rule_id = ?", "s", row->id))
    return FALSE;
  for (gint64 i = 0; row->debug_urls[i] != NULL; i++)
    if (!hub_database_execute (database, NULL, error,
                               "INSERT INTO link_debug_urls (rule_id, place, url) VALUES (?, ?, ?) "
                               "ON CONFLICT (rule_id, url) DO NOTHING", "sis", row->id, i, row->debug_urls[i]))
      return FALSE;
  return TRUE;
}

/**
 * hub_link_repository_insert:
 * @database: the database, in a transaction
 * @row: a rule that is not published
 * @error: (out) (optional): "storage.conflict" where the program has an unpublished rule with this prefix
 *
 * Returns: whether it was added
 */
gboolean
hub_link_repository_insert (HubDatabase *database, const HubLinkRule *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO link_rules (id, app_id, host, prefix, page, open_version, made_by, made_at) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sssssssi", row->id, row->app_id, row->host,
                               row->prefix, row->page, row->open_version, row->made_by, row->made_at)
         && put_debug_urls (database, row, error);
}

/**
 * hub_link_repository_change:
 * @database: the database, in a transaction
 * @row: a rule that is not published
 * @error: (out) (optional): as hub_link_repository_insert()
 *
 * Returns: whether the rule with this id is now so
 */
gboolean
hub_link_repository_change (HubDatabase *database, const HubLinkRule *row, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "UPDATE link_rules SET host = ?, prefix = ?, page = ?, open_version = ? "
                               "WHERE id = ? AND published = 0", "sssss", row->host, row->prefix, row->page,
                               row->open_version, row->id)
         && put_debug_urls (database, row, error);
}

/**
 * hub_link_repository_publish:
 * @database: the database, in a transaction
 * @row: a rule that is not published
 * @now: the time
 * @error: (out) (optional): "storage.conflict" where another program has published a rule with this prefix
 *
 * Publishes the rule in the place of the program's published one with the same prefix.
 *
 * Returns: whether it is published
 */
gboolean
hub_link_repository_publish (HubDatabase *database, const HubLinkRule *row, gint64 now, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "DELETE FROM link_rules WHERE app_id = ? AND prefix = ? AND published = 1", "ss",
                               row->app_id, row->prefix)
         && hub_database_execute (database, NULL, error,
                                  "UPDATE link_rules SET published = 1, published_at = ? WHERE id = ?", "is", now, row->id);
}

/**
 * hub_link_repository_delete:
 * @database: the database
 * @app_id: the program
 * @id: of a rule
 * @deleted: (out): whether there was one
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_link_repository_delete (HubDatabase *database, const char *app_id, const char *id, gboolean *deleted, GError **error)
{
  gint64 changed = 0;

  if (!hub_database_execute (database, &changed, error, "DELETE FROM link_rules WHERE app_id = ? AND id = ?", "ss", app_id, id))
    return FALSE;
  *deleted = changed > 0;
  return TRUE;
}

/**
 * hub_link_repository_find:
 * @database: the database
 * @app_id: the program
 * @id: of a rule
 * @found: (out) (transfer full) (nullable): the rule, or %NULL where there is none
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_link_repository_find (HubDatabase *database, const char *app_id, const char *id, HubLinkRule **found, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  *found = NULL;
  statement = hub_database_query (database, error, SELECT_RULE "WHERE r.app_id = ? AND r.id = ?", "ss", app_id, id);
  rules = read_all (database, statement, error);
  if (rules == NULL)
    return FALSE;
  if (rules->len > 0)
    *found = g_ptr_array_steal_index (rules, 0);
  return TRUE;
}

/**
 * hub_link_repository_list:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubLinkRule) (nullable): its rules, the oldest first
 */
GPtrArray *
hub_link_repository_list (HubDatabase *database, const char *app_id, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error, SELECT_RULE "WHERE r.app_id = ? ORDER BY r.number", "s", app_id);
  return read_all (database, statement, error);
}

/**
 * hub_link_repository_list_of_host:
 * @database: the database
 * @host: a link's, with its port
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubLinkRule) (nullable): the rules of all programs that were not removed
 */
GPtrArray *
hub_link_repository_list_of_host (HubDatabase *database, const char *host, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;

  statement = hub_database_query (database, error, SELECT_RULE "WHERE r.host = ? AND a.removed = 0 ORDER BY r.number",
                                  "s", host);
  return read_all (database, statement, error);
}

/**
 * hub_link_repository_get_file:
 * @database: the database
 * @app_id: the program
 * @name: (out) (transfer full) (nullable): what its verification file is called; %NULL where it has none yet
 * @content: (out) (transfer full) (nullable): what stands in it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_link_repository_get_file (HubDatabase *database, const char *app_id, char **name, char **content, GError **error)
{
  g_autoptr (HubStatement) statement = NULL;
  gboolean row;

  *name = *content = NULL;
  statement = hub_database_query (database, error, "SELECT name, content FROM link_files WHERE app_id = ?", "s", app_id);
  if (statement == NULL || !hub_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *name = hub_statement_dup_text (statement, 0);
      *content = hub_statement_dup_text (statement, 1);
    }
  return TRUE;
}

/**
 * hub_link_repository_put_file:
 * @database: the database
 * @app_id: the program
 * @name: what its verification file is called
 * @content: what stands in it
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the program has a file now; the one it had stays
 */
gboolean
hub_link_repository_put_file (HubDatabase *database, const char *app_id, const char *name, const char *content, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO link_files (app_id, name, content) VALUES (?, ?, ?) "
                               "ON CONFLICT (app_id) DO NOTHING", "sss", app_id, name, content);
}
