/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-host-private.h"

#include <gdk/gdk.h>

#include "hub-json.h"

static GdkClipboard *
get_clipboard (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  return display != NULL ? gdk_display_get_clipboard (display) : NULL;
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  /* An empty clipboard, or one that holds a picture, reads as "": as on phones. */
  json_object_set_string_member (object, "data", text != NULL ? text : "");
  json_node_take_object (node, object);
  hub_host_return_value (task, node);
}

/* `clipboard/get`: takes the task. */
void
hub_host_clipboard_get (GTask *task)
{
  GdkClipboard *clipboard = get_clipboard ();

  if (clipboard == NULL)
    hub_host_return_failure (task, "no display");
  else
    gdk_clipboard_read_text_async (clipboard, g_task_get_cancellable (task), on_text, task);
}

/* `clipboard/set`: takes the task. */
void
hub_host_clipboard_set (JsonObject *arguments, GTask *task)
{
  GdkClipboard *clipboard = get_clipboard ();
  const char *data = hub_json_get_string (arguments, "data", NULL);

  if (clipboard == NULL)
    hub_host_return_failure (task, "no display");
  else if (data == NULL)
    hub_host_return_failure (task, "parameter error: data should be a String");
  else
    {
      gdk_clipboard_set_text (clipboard, data);
      hub_host_return_value (task, NULL);
    }
}
