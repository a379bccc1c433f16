/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "hub-app-service.h"
#include "hub-code-service.h"
#include "hub-developer-version-repository.h"
#include "hub-json.h"
#include "hub-refusals.h"

/* The launch scene of somebody who scanned a mini program code. */
#define SCENE_CODE 1047

/* What the page gets: options.scene is encoded once, as it is where mini programs come from. */
static char *
make_condition (const HubCode *code)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *scene = g_uri_escape_string (code->scene, "!'()*", FALSE);
  g_autofree char *query = g_strconcat ("scene=", scene, NULL);

  json_object_set_string_member (object, "path", code->page);
  json_object_set_string_member (object, "query", query);
  json_object_set_int_member (object, "scene", SCENE_CODE);
  json_node_take_object (node, object);
  return hub_json_to_string (node, FALSE);
}

/* Of the one who opens it. */
static HubDeveloperVersion *
find_developer (HubRequest *request, const char *app_id, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;

  if (!hub_app_service_require (request->platform, request->actor, app_id, "developer", error))
    return NULL;
  versions = hub_developer_version_repository_list (request->platform->database, app_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const HubDeveloperVersion *version = g_ptr_array_index (versions, i);

      if (version->key_slot == 0 && g_str_equal (version->developer, request->actor->superhub_id))
        return g_ptr_array_steal_index (versions, i);
    }
  if (versions != NULL)
    hub_refuse (error, "version.not_found", "no developer version");
  return NULL;
}

static void
open_developer (HubRequest *request, const char *app_id, const char *path, const char *condition)
{
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_phone_sign_in (request))
    {
      hub_phone_ask_sign_in (request, path);
      return;
    }
  version = find_developer (request, app_id, &error);
  if (version != NULL)
    app = hub_app_service_get (request->platform, app_id, &error);
  if (app == NULL)
    {
      if (hub_refusals_of_error (error)->kind == HUB_ERROR_DENIED)
        hub_platform_log_refused (request->platform, request->actor, "openDeveloperVersion", app_id, "",
                                  hub_refusals_of_error (error)->code);
      hub_page_send_error (request, error, path);
      return;
    }
  hub_phone_start (request, "test", app_id, version->package, app->name, condition);
}

static void
open_version (HubRequest *request, const HubCode *code, const char *path)
{
  g_autofree char *condition = make_condition (code);

  if (g_str_equal (code->env_version, "trial"))
    hub_phone_open_test (request, code->app_id, path, condition);
  else if (g_str_equal (code->env_version, "develop"))
    open_developer (request, code->app_id, path, condition);
  else
    hub_phone_open_online (request, code->app_id, path, condition);
}

/**
 * hub_phone_open_code:
 * @request: for `/c/ID`
 * @id: a code's id; with a dash behind it, for those who come back from signing in, and were counted before
 */
void
hub_phone_open_code (HubRequest *request, const char *id)
{
  gboolean again = g_str_has_suffix (id, "-");
  g_autofree char *plain = g_strndup (id, strlen (id) - (again ? 1 : 0));
  g_autofree char *path = g_strconcat ("/c/", plain, "-", NULL);
  g_autoptr (HubCode) code = NULL;
  g_autoptr (GError) error = NULL;

  if (!hub_code_repository_find (request->platform->database, plain, &code, &error))
    {
      hub_page_send_error (request, error, "/");
      return;
    }
  if (code == NULL)
    {
      hub_page_send_notice (request, 404, "quiet", "unknown", NULL);
      return;
    }
  if (!again && g_str_equal (soup_server_message_get_method (request->message), "GET"))
    hub_code_service_count_scan (request->platform, code);
  open_version (request, code, path);
}
