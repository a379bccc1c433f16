/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-present.h"
#include "hub-push-service.h"

/* Without token and key: who set them knows them. */
static JsonNode *
present (const HubPush *push)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "enabled", push != NULL);
  if (push != NULL)
    {
      json_object_set_string_member (object, "url", push->url);
      json_object_set_string_member (object, "mode", push->mode);
      json_object_set_string_member (object, "format", push->format);
      json_object_set_string_member (object, "set_by", push->set_by);
      hub_present_set_time (object, "set_at", push->set_at);
    }
  return hub_present_object (object);
}

static void
get_message_push (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPush) push = NULL;
  gboolean read = hub_push_repository_find (request->platform->database, hub_request_get (request, "app_id"), &push, &error);

  hub_request_finish (request, read ? present (push) : NULL, error);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPush) push = hub_push_service_set_finish (result, &error);

  hub_request_finish (request, push != NULL ? present (push) : NULL, error);
  hub_request_resume (request);
}

static void
set_message_push (HubRequest *request)
{
  HubPush *push = g_new0 (HubPush, 1);

  push->app_id = g_strdup (hub_request_get (request, "app_id"));
  push->url = g_strdup (hub_request_get (request, "url"));
  push->token = g_strdup (hub_request_get (request, "token"));
  push->aes_key = g_strdup (hub_request_get (request, "encoding_aes_key"));
  push->mode = g_strdup (hub_json_get_string (request->values, "mode", "safe"));
  push->format = g_strdup (hub_json_get_string (request->values, "format", "json"));
  push->set_by = g_strdup (request->actor->superhub_id);
  push->set_at = hub_clock_now (request->platform->clock);
  hub_request_suspend (request);
  hub_push_service_set_async (request->platform, request->actor, push, on_set, request);
}

static void
delete_message_push (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_push_service_delete (request->platform, request->actor, hub_request_get (request, "app_id"), &error);

  hub_request_finish_done (request, done, error);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean delivered = hub_push_service_test_finish (result, &error);

  hub_handlers_finish_test (user_data, delivered, error);
}

static void
test_message_push (HubRequest *request)
{
  hub_request_suspend (request);
  hub_push_service_test_async (request->platform, request->actor, hub_request_get (request, "app_id"), on_tested, request);
}

static JsonObject *
present_message (const HubPushMessage *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "msg_id", message->number);
  json_object_set_string_member (object, "event", message->event);
  json_object_set_string_member (object, "subject", message->subject);
  json_object_set_string_member (object, "state", message->state);
  json_object_set_int_member (object, "attempts", message->attempts);
  json_object_set_string_member (object, "outcome", message->outcome);
  hub_present_set_time (object, "created_at", message->created_at);
  return object;
}

static void
list_push_messages (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  gint64 before = hub_request_get_cursor (request, G_MAXINT64);
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  messages = hub_push_repository_list_messages (request->platform->database, hub_request_get (request, "app_id"), before,
                                                limit, &error);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const HubPushMessage *message = g_ptr_array_index (messages, i);

      json_array_add_object_element (items, present_message (message));
      last = message->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

const HubOperation hub_push_handlers[] = {
  { "getMessagePush", get_message_push },
  { "setMessagePush", set_message_push },
  { "deleteMessagePush", delete_message_push },
  { "testMessagePush", test_message_push },
  { "listPushMessages", list_push_messages },
  { NULL, NULL },
};
