/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include <string.h>

#include "hub-language.h"
#include "hub-migrations.h"
#include "hub-present.h"
#include "hub-refusals.h"

static void
get_health (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  /* A process without its database answers, but serves nobody. */
  if (hub_migrations_get_version (request->platform->database, &error) < 0)
    {
      hub_request_refuse (request, error);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "status", "ok");
  json_object_set_string_member (object, "version", PACKAGE_VERSION);
  hub_request_finish (request, hub_present_object (object), NULL);
}

/* Numbers say much about a company: for programs on this machine, and not for what a proxy on it passes on. */
static gboolean
is_own_machine (HubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  GSocketAddress *address = soup_server_message_get_remote_address (request->message);

  return G_IS_INET_SOCKET_ADDRESS (address)
         && g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)))
         && soup_message_headers_get_one (headers, "X-Forwarded-For") == NULL
         && soup_message_headers_get_one (headers, "Forwarded") == NULL;
}

static void
get_metrics (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  char *text;

  if (!is_own_machine (request))
    {
      hub_refuse (&error, "request.not_found", _("The platform has no %s"), "/metrics");
      hub_request_refuse (request, error);
      return;
    }
  text = hub_metrics_to_text (request->platform->metrics);
  hub_request_reply (request, 200, NULL);
  soup_server_message_set_response (request->message, "text/plain; version=0.0.4", SOUP_MEMORY_TAKE, text, strlen (text));
}

static void
get_open_api (HubRequest *request)
{
  hub_request_finish (request, json_node_copy (hub_router_get_document (request->router)), NULL);
}

const HubOperation hub_system_handlers[] = {
  { "getHealth", get_health },
  { "getMetrics", get_metrics },
  { "getOpenApi", get_open_api },
  { NULL, NULL },
};
