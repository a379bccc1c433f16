/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-present.h"
#include "hub-webhook-service.h"

static const char *
state_of (const HubWebhook *webhook)
{
  if (webhook->disabled_at != 0)
    return "disabled";
  return webhook->failing_since != 0 ? "failing" : "active";
}

/* Without the secret: who set it knows it. */
static JsonNode *
present (const HubWebhook *webhook)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "enabled", webhook != NULL);
  if (webhook != NULL)
    {
      json_object_set_string_member (object, "url", webhook->url);
      json_object_set_string_member (object, "state", state_of (webhook));
      json_object_set_string_member (object, "outcome", webhook->outcome);
      hub_present_add_time (object, "failing_since", webhook->failing_since);
      hub_present_add_time (object, "disabled_at", webhook->disabled_at);
      hub_present_add_time (object, "delivered_at", webhook->delivered_at);
      json_object_set_string_member (object, "set_by", webhook->set_by);
      hub_present_set_time (object, "set_at", webhook->set_at);
    }
  return hub_present_object (object);
}

static void
get_webhook (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubWebhook) webhook = NULL;
  gboolean read = hub_webhook_repository_find (request->platform->database, hub_request_get (request, "app_id"), &webhook, &error);

  hub_request_finish (request, read ? present (webhook) : NULL, error);
}

static void
set_webhook (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *app_id = hub_request_get (request, "app_id");
  g_autoptr (HubWebhook) webhook = NULL;
  const HubWebhook wanted = {
    .app_id = (char *) app_id,
    .url = (char *) hub_request_get (request, "url"),
    .secret = (char *) hub_request_get (request, "secret"),
    .set_by = request->actor->superhub_id,
    .set_at = hub_clock_now (request->platform->clock),
  };
  gboolean set = hub_webhook_service_set (request->platform, request->actor, &wanted, &error)
                 && hub_webhook_repository_find (request->platform->database, app_id, &webhook, &error);

  hub_request_finish (request, set ? present (webhook) : NULL, error);
}

static void
delete_webhook (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_webhook_service_delete (request->platform, request->actor, hub_request_get (request, "app_id"), &error);

  hub_request_finish_done (request, done, error);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean delivered = hub_webhook_service_test_finish (result, &error);

  hub_handlers_finish_test (user_data, delivered, error);
}

static void
test_webhook (HubRequest *request)
{
  hub_request_suspend (request);
  hub_webhook_service_test_async (request->platform, request->actor, hub_request_get (request, "app_id"), on_tested, request);
}

static JsonObject *
present_delivery (const HubWebhookDelivery *delivery)
{
  JsonObject *object = json_object_new ();
  g_autofree char *notification = g_strdup_printf ("%" G_GINT64_FORMAT, delivery->notification);
  gboolean delivered = g_str_equal (delivery->state, "delivered");

  json_object_set_string_member (object, "id", delivery->id);
  json_object_set_string_member (object, "notification", notification);
  json_object_set_string_member (object, "kind", delivery->kind);
  json_object_set_string_member (object, "state", delivery->state);
  json_object_set_int_member (object, "attempts", delivery->attempts);
  json_object_set_string_member (object, "outcome", delivery->outcome);
  hub_present_set_time (object, "created_at", delivery->created_at);
  hub_present_add_time (object, "delivered_at", delivery->delivered_at);
  hub_present_add_time (object, "next_at", delivered ? 0 : delivery->due_at);
  return object;
}

static void
list_webhook_deliveries (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 before = hub_request_get_cursor (request, G_MAXINT64);
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  rows = hub_webhook_repository_list (request->platform->database, hub_request_get (request, "app_id"), before, limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubWebhookDelivery *delivery = g_ptr_array_index (rows, i);

      json_array_add_object_element (items, present_delivery (delivery));
      last = delivery->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

const HubOperation hub_webhook_handlers[] = {
  { "getWebhook", get_webhook },
  { "setWebhook", set_webhook },
  { "deleteWebhook", delete_webhook },
  { "testWebhook", test_webhook },
  { "listWebhookDeliveries", list_webhook_deliveries },
  { NULL, NULL },
};
