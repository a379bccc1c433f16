/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-domain-service.h"
#include "hub-present.h"

static void
get_server_domain (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *domains = hub_domain_service_get (request->platform, hub_request_get (request, "app_id"), &error);

  hub_request_finish (request, domains != NULL ? hub_present_object (domains) : NULL, error);
}

static void
modify_server_domain (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *domains;

  domains = hub_domain_service_modify (request->platform, request->actor, hub_request_get (request, "app_id"),
                                       hub_request_get (request, "action"), request->values, &error);
  hub_request_finish (request, domains != NULL ? hub_present_object (domains) : NULL, error);
}

const HubOperation hub_domain_handlers[] = {
  { "getServerDomain", get_server_domain },
  { "modifyServerDomain", modify_server_domain },
  { NULL, NULL },
};
