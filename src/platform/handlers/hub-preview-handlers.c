/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-present.h"
#include "hub-preview-service.h"

static JsonNode *
present_link (HubRequest *request, const HubPreviewLink *link)
{
  JsonObject *object = json_object_new ();
  g_autofree char *base_url = hub_request_base_url (request);
  g_autofree char *url = g_strconcat (base_url, "/p/", link->token, NULL);

  json_object_set_string_member (object, "token", link->token);
  json_object_set_string_member (object, "url", url);
  hub_present_set_time (object, "expires_at", link->expires_at);
  hub_present_set_time (object, "server_time", hub_clock_now (request->platform->clock));
  json_object_set_string_member (object, "package", hub_request_get (request, "package"));
  return hub_present_object (object);
}

static void
create_preview (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPreviewLink) link = NULL;

  link = hub_preview_service_create (request->platform, request->actor,
                                     hub_request_get (request, "app_id"),
                                     hub_request_get (request, "package"),
                                     hub_json_get_object (request->values, "condition"), &error);
  hub_request_finish (request, link != NULL ? present_link (request, link) : NULL, error);
}

static void
delete_preview (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_preview_service_end (request->platform, request->actor,
                                  hub_request_get (request, "app_id"),
                                  hub_request_get (request, "token"), &error);
  hub_request_finish_done (request, done, error);
}

const HubOperation hub_preview_handlers[] = {
  { "createPreview", create_preview },
  { "deletePreview", delete_preview },
  { NULL, NULL },
};
