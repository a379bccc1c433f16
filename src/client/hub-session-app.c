/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-project.h"

/* Characters a program's name may have on the platform. */
#define MAX_NAME 60

typedef struct
{
  HubClient  *client;
  HubProject *project;
} Ensure;

static void
ensure_free (gpointer data)
{
  Ensure *ensure = data;

  g_clear_object (&ensure->client);
  g_clear_object (&ensure->project);
  g_free (ensure);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ensure *ensure = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) app = hub_client_call_finish (ensure->client, result, &error);

  if (app == NULL
      || !hub_project_set_config_string (ensure->project, "appid",
                                         hub_json_get_string (json_node_get_object (app), "app_id", ""),
                                         &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&app), (GDestroyNotify) json_node_unref);
}

static void
create_app (GTask *task)
{
  Ensure *ensure = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *valid = g_utf8_make_valid (hub_project_get_name (ensure->project), -1);
  g_autofree char *name = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME));

  json_object_set_string_member (parameters, "name", name);
  hub_client_call_async (ensure->client, "createApp", parameters, g_task_get_cancellable (task),
                         on_created, g_object_ref (task));
}

/* Whether the caller is of the program's people and it is still there: a stranger may see an online program too. */
static gboolean
is_usable (JsonNode *app)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (app) ? json_node_get_object (app) : NULL;

  return !g_str_equal (hub_json_get_string (object, "my_kind", "none"), "none")
         && !g_str_equal (hub_json_get_string (object, "state", ""), "removed");
}

static void
on_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ensure *ensure = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) app = hub_client_call_finish (ensure->client, result, &error);

  if (app != NULL && is_usable (app))
    g_task_return_pointer (task, g_steal_pointer (&app), (GDestroyNotify) json_node_unref);
  else if (app != NULL || g_error_matches (error, HUB_ERROR, HUB_ERROR_NOT_FOUND)
           || g_error_matches (error, HUB_ERROR, HUB_ERROR_DENIED)
           || g_error_matches (error, HUB_ERROR, HUB_ERROR_INVALID))
    create_app (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hub_session_ensure_app_async:
 * @client: a client that is signed in
 * @project_folder: the project
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Makes sure that the project has a program on the platform: the one its `appid` names where the account is
 * one of its people, else a new one with the project's name, whose id is written to
 * project.config.json.
 */
void
hub_session_ensure_app_async (HubClient *client, const char *project_folder,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Ensure *ensure = g_new0 (Ensure, 1);
  g_autoptr (GError) error = NULL;
  const char *app_id;

  g_task_set_source_tag (task, hub_session_ensure_app_async);
  g_task_set_task_data (task, ensure, ensure_free);
  ensure->client = g_object_ref (client);
  ensure->project = hub_project_open (project_folder, &error);
  if (ensure->project == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  app_id = hub_project_get_app_id (ensure->project);
  if (app_id != NULL && app_id[0] != '\0')
    {
      g_autoptr (JsonObject) parameters = json_object_new ();

      json_object_set_string_member (parameters, "app_id", app_id);
      hub_client_call_async (client, "getApp", parameters, cancellable, on_got, g_object_ref (task));
    }
  else
    {
      create_app (task);
    }
}

/**
 * hub_session_ensure_app_finish:
 * @result: the result
 * @error: (out) (optional): the project's, the platform's, or the file system's
 *
 * Returns: (transfer full) (nullable): the program, as `getApp` answers
 */
JsonNode *
hub_session_ensure_app_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
