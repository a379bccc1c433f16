/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-manifests.h"
#include "hub-opening.h"
#include "hub-present.h"

/* Where it starts: nothing where the link says nothing. */
static void
set_start (JsonObject *object, const HubOpening *opening)
{
  g_autoptr (JsonNode) node = opening->condition != NULL ? hub_json_parse (opening->condition, -1, "condition", NULL) : NULL;
  JsonObject *start = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *path = hub_json_get_string (start, "path", "");
  gint64 scene = hub_json_get_int (start, "scene", 0);

  json_object_set_string_member (object, "path", path[0] == '/' ? path + 1 : path);
  json_object_set_string_member (object, "query", hub_json_get_string (start, "query", ""));
  if (scene > 0)
    json_object_set_int_member (object, "scene", scene);
  else
    json_object_set_null_member (object, "scene");
}

/* What a client needs to run it: the bytes are fetched by their hash, the servers it may ask are those of the program now. */
static JsonNode *
present_opening (HubRequest *request, const HubOpening *opening, GError **error)
{
  g_autoptr (JsonObject) domains = hub_manifests_describe_domains (request->platform, opening->app_id, error);
  JsonObject *object = NULL;

  if (domains != NULL)
    object = hub_manifests_describe_version (request->platform, opening->app_id, opening->version, opening->package, error);
  if (object == NULL)
    return NULL;
  json_object_set_string_member (object, "kind", opening->kind);
  json_object_set_string_member (object, "app_id", opening->app_id);
  json_object_set_string_member (object, "name", opening->name);
  json_object_set_boolean_member (object, "member", opening->member);
  set_start (object, opening);
  json_object_set_object_member (object, "domains", g_steal_pointer (&domains));
  hub_present_set_time (object, "expires_at", opening->expires_at);
  return hub_present_object (object);
}

/* The audit log tells the program's people who was refused. */
static void
name_program (HubRequest *request, const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link, "/", -1);

  if (g_str_has_prefix (link, "/d/") || g_str_has_prefix (link, "/t/"))
    json_object_set_string_member (request->values, "app_id", parts[2]);
}

static void
open_version (HubRequest *request)
{
  const char *link = hub_request_get (request, "link");
  g_autoptr (GError) error = NULL;
  g_autoptr (HubOpening) opening = NULL;
  JsonNode *answer = NULL;

  name_program (request, link);
  opening = hub_opening_find (request->platform, request->actor, link, &error);
  if (opening != NULL)
    answer = present_opening (request, opening, &error);
  hub_request_finish (request, answer, error);
}

const HubOperation hub_opening_handlers[] = {
  { "openVersion", open_version },
  { NULL, NULL },
};
