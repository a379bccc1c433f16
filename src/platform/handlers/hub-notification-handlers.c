/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-notification-service.h"
#include "hub-present.h"

static void
list_notifications (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  g_autofree char *last = NULL;
  JsonObject *page;
  gint64 unread;

  rows = hub_notification_repository_list (request->platform->database, request->actor->superhub_id,
                                           hub_request_get_cursor (request, G_MAXINT64), limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubNotification *row = g_ptr_array_index (rows, i);

      json_array_add_element (items, hub_present_notification (row));
      g_free (last);
      last = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
    }
  unread = rows != NULL ? hub_notification_repository_count_unread (request->platform->database,
                                                                    request->actor->superhub_id, &error) : -1;
  if (unread < 0)
    {
      json_array_unref (items);
      hub_request_refuse (request, error);
      return;
    }
  page = json_object_new ();
  if (json_array_get_length (items) >= limit && last != NULL)
    json_object_set_string_member (page, "next", last);
  else
    json_object_set_null_member (page, "next");
  json_object_set_array_member (page, "items", items);
  json_object_set_int_member (page, "unread", unread);
  hub_request_reply (request, request->route->status, hub_present_object (page));
}

static void
read_all_notifications (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_notification_service_read_all (request->platform, request->actor, &error);
  hub_request_finish_done (request, done, error);
}

static void
read_notification (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_notification_service_read (request->platform, request->actor,
                                        hub_request_get (request, "id"), &error);
  hub_request_finish_done (request, done, error);
}

const HubOperation hub_notification_handlers[] = {
  { "listNotifications", list_notifications },
  { "readNotification", read_notification },
  { "readAllNotifications", read_all_notifications },
  { NULL, NULL },
};
