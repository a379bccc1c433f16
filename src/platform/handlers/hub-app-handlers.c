/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-app-service.h"
#include "hub-audit-repository.h"
#include "hub-present.h"

static void
create_app (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubMember) member = NULL;
  g_autoptr (HubApp) app = NULL;

  app = hub_app_service_create (request->platform, request->actor, hub_request_get (request, "name"),
                                &error);
  if (app != NULL)
    hub_member_repository_find (request->platform->database, app->app_id,
                                request->actor->superhub_id, &member, NULL);
  hub_request_finish (request, app != NULL ? hub_present_app (app, member) : NULL, error);
}

/* Who removed it and when is in the audit log, from which nothing goes. */
static gboolean
present_removal (HubRequest *request, const HubApp *app, JsonNode *body, GError **error)
{
  const HubAuditFilter filter = { .app_id = app->app_id, .action = "removeApp", .outcome = "done" };
  g_autoptr (GPtrArray) rows = hub_audit_repository_list (request->platform->database, &filter, 1, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    {
      const HubAuditRow *row = g_ptr_array_index (rows, 0);

      json_object_set_string_member (json_node_get_object (body), "removed_by", row->actor);
      hub_present_set_time (json_node_get_object (body), "removed_at", row->at);
    }
  return TRUE;
}

static void
get_app (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubMember) member = NULL;
  g_autoptr (HubApp) app = NULL;
  g_autoptr (JsonNode) body = NULL;

  app = hub_app_service_get_mine (request->platform, request->actor,
                                  hub_request_get (request, "app_id"), &member, &error);
  if (app != NULL)
    body = hub_present_app (app, member);
  if (app != NULL && app->removed && !present_removal (request, app, body, &error))
    g_clear_pointer (&body, json_node_unref);
  hub_request_finish (request, g_steal_pointer (&body), error);
}

static JsonArray *
present_apps (HubRequest *request, GPtrArray *apps, GError **error)
{
  g_autoptr (JsonArray) items = json_array_new ();

  for (guint i = 0; i < apps->len; i++)
    {
      const HubApp *app = g_ptr_array_index (apps, i);
      g_autoptr (HubMember) member = NULL;

      if (!hub_member_repository_find (request->platform->database, app->app_id,
                                       request->actor->superhub_id, &member, error))
        return NULL;
      json_array_add_element (items, hub_present_app (app, member));
    }
  return g_steal_pointer (&items);
}

static void
list_apps (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) apps = NULL;
  const char *after = hub_request_get (request, "cursor");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = NULL;

  apps = hub_app_repository_list (request->platform->database, request->actor->superhub_id,
                                  after != NULL ? after : "", limit, &error);
  if (apps != NULL)
    items = present_apps (request, apps, &error);
  hub_request_finish_list (request, items, limit,
                           apps != NULL && apps->len > 0
                           ? ((HubApp *) g_ptr_array_index (apps, apps->len - 1))->app_id : NULL,
                           error);
}

const HubOperation hub_app_handlers[] = {
  { "createApp", create_app },
  { "getApp", get_app },
  { "listApps", list_apps },
  { NULL, NULL },
};
