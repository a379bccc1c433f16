/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shell tells the host: contract 2 of docs/architecture.md. */
#include "hub-simulator-private.h"

#include "config.h"

#include "hub-json.h"

#define MAX_CONSOLE 5000
/* A message that is larger is a program's mistake; it is not parsed. */
#define MAX_MESSAGE (8 * 1024 * 1024)

static void
append (HubSimulator *self, HubConsoleMessage *message)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->console));

  if (n >= MAX_CONSOLE)
    g_list_store_splice (self->console, 0, n - MAX_CONSOLE + 1, NULL, 0);
  g_list_store_append (self->console, message);
  g_object_unref (message);
}

/* Adds a line of the simulator's own. */
void
hub_simulator_log (HubSimulator *self, const char *level, const char *text)
{
  append (self, hub_console_message_new (level, text, NULL, 0, 0, NULL));
}

static guint
get_position (JsonObject *object, const char *member)
{
  return CLAMP (hub_json_get_int (object, member, 0), 0, G_MAXINT);
}

static void
on_console (HubSimulator *self, JsonObject *message)
{
  append (self, hub_console_message_new (hub_json_get_string (message, "level", "log"),
                                         hub_json_get_string (message, "text", ""),
                                         hub_json_get_string (message, "file", NULL),
                                         get_position (message, "line"),
                                         get_position (message, "column"),
                                         hub_json_get_string (message, "stack", NULL)));
}

static void
on_error (HubSimulator *self, JsonObject *message)
{
  const char *text = hub_json_get_string (message, "message", "");
  const char *file = hub_json_get_string (message, "file", NULL);
  const char *stack = hub_json_get_string (message, "stack", NULL);

  append (self, hub_console_message_new ("error", text, file, get_position (message, "line"),
                                         get_position (message, "column"), stack));
  /* Others are the console's and the shell's: the page they happened on can still be seen. And of
   * several the first is the cause. */
  if (!g_str_equal (hub_json_get_string (message, "phase", "run"), "start")
      || self->state == HUB_SIMULATOR_START_FAILED)
    return;
  g_free (self->failure_file);
  g_free (self->failure_stack);
  self->failure_file = g_strdup (file);
  self->failure_line = get_position (message, "line");
  self->failure_column = get_position (message, "column");
  self->failure_stack = g_strdup (stack);
  hub_simulator_fail (self, HUB_SIMULATOR_START_FAILED, text);
}

static void
on_ready (HubSimulator *self, JsonObject *message)
{
  self->ready = TRUE;
  hub_simulator_saw_life (self);
  hub_simulator_set_state (self, HUB_SIMULATOR_RUNNING);
  /* What became known while the shell was loading. */
  hub_simulator_tell_update (self);
  g_signal_emit_by_name (self, "ready");
}

static void
dispatch (HubSimulator *self, JsonObject *message)
{
  const char *type = hub_json_get_string (message, "type", "");

  if (g_str_equal (type, "console"))
    on_console (self, message);
  else if (g_str_equal (type, "error"))
    on_error (self, message);
  else if (g_str_equal (type, "ready"))
    on_ready (self, message);
  else if (g_str_equal (type, "alive"))
    hub_simulator_saw_life (self);
  else if (g_str_equal (type, "start"))
    hub_host_reset (self->host);
  else if (g_str_equal (type, "page"))
    {
      hub_simulator_saw_life (self);
      hub_simulator_set_page (self, hub_json_get_string (message, "path", NULL),
                              hub_json_get_string (message, "query", ""));
    }
}

/* Takes a message of the shell: JSON text, or an object that becomes it. */
void
hub_simulator_handle_message (HubSimulator *self, JSCValue *value)
{
  g_autofree char *text = jsc_value_is_string (value) ? jsc_value_to_string (value)
                                                      : jsc_value_to_json (value, 0);
  g_autoptr (JsonNode) node = NULL;

  /* What a program says while it is being ended is of no interest. */
  if (text == NULL || strlen (text) > MAX_MESSAGE || self->state == HUB_SIMULATOR_EMPTY)
    return;
  node = hub_json_parse (text, -1, "message", NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      g_signal_emit_by_name (self, "message", json_node_get_object (node));
      dispatch (self, json_node_get_object (node));
    }
}

/**
 * hub_simulator_get_console:
 * @self: a simulator
 *
 * Returns: (transfer none): of #HubConsoleMessage, oldest first, the last 5,000
 */
GListModel *
hub_simulator_get_console (HubSimulator *self)
{
  return G_LIST_MODEL (self->console);
}

/**
 * hub_simulator_clear_console:
 * @self: a simulator
 *
 * Removes all messages.
 */
void
hub_simulator_clear_console (HubSimulator *self)
{
  g_list_store_remove_all (self->console);
}
