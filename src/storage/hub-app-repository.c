/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-app-repository.h"

#define SELECT_APP \
  "SELECT a.app_id, a.name, m.superhub_id, r.version, a.suspended, a.removed, a.created_at, " \
  "a.suspended_by_platform, a.owner_reason, a.platform_reason " \
  "FROM apps a JOIN members m ON m.app_id = a.app_id AND m.kind = 'admin' " \
  "LEFT JOIN releases r ON r.app_id = a.app_id AND r.state = 'online' "

/**
 * hub_app_free:
 * @app: (transfer full): a program
 */
void
hub_app_free (HubApp *app)
{
  g_free (app->app_id);
  g_free (app->name);
  g_free (app->admin);
  g_free (app->online_version);
  g_free (app->owner_reason);
  g_free (app->platform_reason);
  g_free (app);
}

static HubApp *
read_app (HubStatement *statement)
{
  HubApp *app = g_new0 (HubApp, 1);

  app->app_id = hub_statement_dup_text (statement, 0);
  app->name = hub_statement_dup_text (statement, 1);
  app->admin = hub_statement_dup_text (statement, 2);
  app->online_version = hub_statement_dup_text (statement, 3);
  app->suspended_by_owner = hub_statement_get_int (statement, 4) != 0;
  app->suspended_by_platform = hub_statement_get_int (statement, 7) != 0;
  app->suspended = app->suspended_by_owner || app->suspended_by_platform;
  app->owner_reason = hub_statement_dup_text (statement, 8);
  app->platform_reason = hub_statement_dup_text (statement, 9);
  app->removed = hub_statement_get_int (statement, 5) != 0;
  app->created_at = hub_statement_get_int (statement, 6);
  return app;
}

/**
 * hub_app_repository_insert:
 * @database: the database
 * @app: a new program; its admin is a member to be added in the same transaction
 * @error: (out) (optional): "storage.conflict" where the id is taken
 *
 * Returns: whether it was added
 */
gboolean
hub_app_repository_insert (HubDatabase *database, const HubApp *app, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO apps (app_id, name, created_by, created_at) "
                               "VALUES (?, ?, ?, ?)", "sssi",
                               app->app_id, app->name, app->admin, app->created_at);
}

/**
 * hub_app_repository_find:
 * @database: the database
 * @app_id: an id, which may not exist
 * @app: (out) (transfer full) (nullable): the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_app_repository_find (HubDatabase *database, const char *app_id, HubApp **app, GError **error)
{
  return hub_database_find (database, (HubRowReader) read_app, (gpointer *) app, error,
                            SELECT_APP "WHERE a.app_id = ?", "s", app_id);
}

/**
 * hub_app_repository_list:
 * @database: the database
 * @superhub_id: a member's
 * @after: the id after which to begin, "" for the first
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer container) (element-type HubApp) (nullable): the programs the person is a
 *   member of, removed ones not, by id
 */
GPtrArray *
hub_app_repository_list (HubDatabase *database, const char *superhub_id, const char *after,
                         guint limit, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_app, (GDestroyNotify) hub_app_free, error,
                            SELECT_APP
                            "JOIN members mine ON mine.app_id = a.app_id "
                            "AND mine.superhub_id = ? "
                            "WHERE a.removed = 0 AND a.app_id > ? ORDER BY a.app_id LIMIT ?",
                            "ssi", superhub_id, after, (gint64) limit);
}

/**
 * hub_app_repository_suspend:
 * @database: the database
 * @app_id: the program
 * @by_platform: whose flag: the platform operator's, or the owner's
 * @suspended: whether it is set
 * @reason: for the people who see the notice; "" for none
 * @changed: (out): whether the flag stood differently
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_app_repository_suspend (HubDatabase *database, const char *app_id, gboolean by_platform, gboolean suspended,
                            const char *reason, gboolean *changed, GError **error)
{
  gint64 count = 0;
  gint64 flag = suspended ? 1 : 0;
  const char *sql = by_platform
    ? "UPDATE apps SET suspended_by_platform = ?, platform_reason = ? "
      "WHERE app_id = ? AND removed = 0 AND suspended_by_platform <> ?"
    : "UPDATE apps SET suspended = ?, owner_reason = ? WHERE app_id = ? AND removed = 0 AND suspended <> ?";

  if (!hub_database_execute (database, &count, error, sql, "issi", flag, reason, app_id, flag))
    return FALSE;
  *changed = count == 1;
  return TRUE;
}

/**
 * hub_app_repository_remove:
 * @database: the database
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Marks a program as gone for good; its rows stay, for the audit trail.
 *
 * Returns: whether the database answered
 */
gboolean
hub_app_repository_remove (HubDatabase *database, const char *app_id, GError **error)
{
  return hub_database_execute (database, NULL, error, "UPDATE apps SET removed = 1 WHERE app_id = ?", "s", app_id);
}

/**
 * hub_app_repository_list_online:
 * @database: the database
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: (transfer full) (element-type HubApp) (nullable): all programs that have an online version and are not
 *   removed; some may be suspended; in no order
 */
GPtrArray *
hub_app_repository_list_online (HubDatabase *database, GError **error)
{
  return hub_database_list (database, (HubRowReader) read_app, (GDestroyNotify) hub_app_free, error,
                            SELECT_APP "WHERE a.removed = 0 AND r.version IS NOT NULL", "");
}
