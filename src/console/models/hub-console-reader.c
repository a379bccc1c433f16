/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-reader.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-json.h"

/* What a person can look through; a platform that goes on giving pages is not followed further. */
#define MAX_PAGES 60
#define PAGE_RECORDS 200

typedef struct
{
  char *operation;
  JsonObject *parameters;
  JsonArray *records;
  guint pages;
  HubConsoleReaderPage page;          /* (nullable) */
  gpointer page_data;
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->operation);
  json_object_unref (reading->parameters);
  json_array_unref (reading->records);
  g_free (reading);
}

static void read_page (GTask *task);

static void
page_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonArray) owned = NULL;
  GError *error = NULL;
  Reading *reading = g_task_get_task_data (task);
  JsonObject *object;
  JsonArray *items;
  const char *next;

  answer = hub_client_call_finish (HUB_CLIENT (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  object = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  items = object != NULL ? hub_json_get_array (object, "items") : NULL;
  if (items == NULL)
    {
      g_task_return_error (task, hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer",
                                                _("The platform’s answer to “%s” has no items."),
                                                reading->operation));
      return;
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    json_array_add_element (reading->records, json_array_dup_element (items, i));

  next = hub_json_get_string (object, "next", NULL);
  if (next != NULL && ++reading->pages < MAX_PAGES)
    {
      if (reading->page != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        reading->page (items, reading->page_data);
      json_object_set_string_member (reading->parameters, "cursor", next);
      read_page (task);
      return;
    }
  g_task_return_pointer (task, json_array_ref (reading->records), (GDestroyNotify) json_array_unref);
}

static void
read_page (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  hub_client_call_async (g_task_get_source_object (task), reading->operation, reading->parameters,
                         g_task_get_cancellable (task), page_answered, g_object_ref (task));
}

/**
 * hub_console_reader_read_async:
 * @client: a client
 * @operation: an operation that answers pages of "items" with a cursor "next"
 * @parameters: (nullable): its parameters
 * @cancellable: (nullable): a cancellable
 * @page: (nullable): called in the main thread with each page but the last, unless the reading was cancelled
 * @callback: called in the main thread
 * @user_data: for @page and @callback
 *
 * Reads all pages of a list, at most 12,000 records.
 */
void
hub_console_reader_read_async (HubClient *client, const char *operation, JsonObject *parameters,
                               GCancellable *cancellable, HubConsoleReaderPage page, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_task_set_source_tag (task, hub_console_reader_read_async);
  reading->operation = g_strdup (operation);
  reading->parameters = json_object_new ();
  reading->records = json_array_new ();
  reading->page = page;
  reading->page_data = user_data;
  if (parameters != NULL)
    {
      json_object_iter_init (&iter, parameters);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (reading->parameters, name, json_node_copy (value));
    }
  json_object_set_int_member (reading->parameters, "limit", PAGE_RECORDS);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  read_page (task);
}

/**
 * hub_console_reader_read_finish:
 * @result: what the callback got
 * @error: (out) (optional): the client's error, or "platform.bad_answer"
 *
 * Returns: (transfer full) (nullable): the records
 */
JsonArray *
hub_console_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
