/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-notification-service.h"
#include "hub-present.h"

static void
list_notifications (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const char *cursor = hub_request_get (request, "cursor");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  g_autofree char *last = NULL;

  rows = hub_notification_repository_list (request->platform->database, request->actor->superhub_id,
                                           cursor != NULL ? g_ascii_strtoll (cursor, NULL, 10)
                                                          : G_MAXINT64, limit, &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const HubNotification *row = g_ptr_array_index (rows, i);

      json_array_add_element (items, hub_present_notification (row));
      g_free (last);
      last = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
    }
  hub_request_finish_list (request, items, limit, last, error);
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
  { NULL, NULL },
};
