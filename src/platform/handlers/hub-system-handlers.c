/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include "hub-present.h"

static void
get_health (HubRequest *request)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "status", "ok");
  json_object_set_string_member (object, "version", PACKAGE_VERSION);
  hub_request_finish (request, hub_present_object (object), NULL);
}

static void
get_open_api (HubRequest *request)
{
  hub_request_finish (request, json_node_copy (hub_router_get_document (request->router)), NULL);
}

const HubOperation hub_system_handlers[] = {
  { "getHealth", get_health },
  { "getOpenApi", get_open_api },
  { NULL, NULL },
};
