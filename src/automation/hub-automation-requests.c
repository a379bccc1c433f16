/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clients ask for: most of it is the program's to answer, a few things are the host's. */
#include "hub-automation-private.h"

#include "config.h"

#include "hub-json.h"

static JsonObject *
params_of (JsonNode *node)
{
  return hub_json_get_object (json_node_get_object (node), "params");
}

static void
take_event_sources (HubAutomationRequest *request)
{
  g_autoptr (JsonNode) node = NULL;
  const char *name;

  if (g_str_equal (request->method, "App.enableLog"))
    request->client->logs = TRUE;
  if (!g_str_equal (request->method, "App.addBinding"))
    return;
  node = hub_json_parse (request->text, -1, "message", NULL);
  name = hub_json_get_string (params_of (node), "name", NULL);
  if (name != NULL)
    g_hash_table_add (request->client->bindings, g_strdup (name));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubAutomationRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hub_simulator_automate_finish (HUB_SIMULATOR (source), result, &error);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (error == NULL)
    hub_automation_request_answer (request, g_steal_pointer (&node));
  else if (g_str_equal (request->method, "App.enableLog"))
    /* The client does not wait for this answer: an error would end the whole test. */
    hub_automation_request_answer (request, NULL);
  else
    hub_automation_request_refuse (request, error->message);
  if (request->automation != NULL)
    g_ptr_array_remove (request->automation->running, request);
  hub_automation_request_unref (request);
}

static void
ask_program (HubAutomation *self, HubAutomationRequest *request)
{
  g_ptr_array_add (self->running, hub_automation_request_ref (request));
  hub_simulator_automate_async (self->simulator, request->text, NULL, on_answer,
                                hub_automation_request_ref (request));
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubAutomationRequest *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = hub_simulator_snapshot_finish (HUB_SIMULATOR (source), result, &error);

  if (texture == NULL)
    hub_automation_request_refuse (request, error->message);
  else
    {
      g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
      g_autofree char *data = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
      JsonObject *answer = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_string_member (answer, "data", data);
      json_node_take_object (node, answer);
      hub_automation_request_answer (request, node);
    }
  hub_automation_request_unref (request);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubAutomationRequest *request = user_data;
  g_autofree char *text = hub_simulator_automate_finish (HUB_SIMULATOR (source), result, NULL);

  /* A program that cannot say whether it stands still is pictured as it is. */
  hub_simulator_snapshot_async (HUB_SIMULATOR (source), NULL, on_picture, request);
}

static void
capture_screenshot (HubAutomation *self, HubAutomationRequest *request)
{
  hub_simulator_automate_async (self->simulator, "{\"method\":\"Shell.settle\"}", NULL, on_settled,
                                hub_automation_request_ref (request));
}

/* The tester is the local platform's one account, which the simulator signs programs in with. */
static void
get_test_accounts (HubAutomation *self, HubAutomationRequest *request)
{
  hub_automation_request_answer (
    request, json_from_string ("{\"accounts\":[{\"nickName\":\"Local tester\",\"openid\":\"local\"}]}", NULL));
}

static gboolean
close_project (gpointer user_data)
{
  g_signal_emit_by_name (user_data, "closed");
  return G_SOURCE_REMOVE;
}

static void
tool_close (HubAutomation *self, HubAutomationRequest *request)
{
  hub_automation_request_answer (request, NULL);
  /* After the answer is on its way. */
  g_idle_add_full (G_PRIORITY_LOW, close_project, g_object_ref (self), g_object_unref);
}

static const struct
{
  const char *method;
  void (*answer) (HubAutomation *self, HubAutomationRequest *request);
  const char *refusal;
} host_methods[] = {
  { "App.captureScreenshot", capture_screenshot, NULL },
  { "Tool.getTestAccounts", get_test_accounts, NULL },
  { "Tool.close", tool_close, NULL },
  { "Tool.stopAudits", NULL, "the simulator makes no audits" },
  { "Tool.getTicket", NULL, "the simulator has no tickets: it needs no sign-in" },
  { "Tool.setTicket", NULL, "the simulator has no tickets: it needs no sign-in" },
  { "Tool.refreshTicket", NULL, "the simulator has no tickets: it needs no sign-in" },
  { "Tool.enableRemoteDebug", NULL, "the simulator has no remote debugging; superhub preview shows the program on a phone" },
};

/* TRUE where the host itself answered. */
static gboolean
answer_as_host (HubAutomation *self, HubAutomationRequest *request, gboolean refusals)
{
  for (guint i = 0; i < G_N_ELEMENTS (host_methods); i++)
    {
      if (!g_str_equal (request->method, host_methods[i].method)
          || (host_methods[i].answer == NULL) != refusals)
        continue;
      if (refusals)
        hub_automation_request_refuse (request, host_methods[i].refusal);
      else
        host_methods[i].answer (self, request);
      return TRUE;
    }
  return FALSE;
}

static gboolean
needs_no_program (HubAutomation *self, HubAutomationRequest *request)
{
  if (g_str_equal (request->method, "Tool.close") || g_str_equal (request->method, "Tool.getTestAccounts"))
    return answer_as_host (self, request, FALSE);
  return answer_as_host (self, request, TRUE);
}

/* Why nothing can be asked of the program; NULL where it can, or will be. */
static char *
find_hindrance (HubAutomation *self)
{
  switch (hub_simulator_get_state (self->simulator))
    {
    case HUB_SIMULATOR_START_FAILED:
    case HUB_SIMULATOR_CRASHED:
    case HUB_SIMULATOR_UNAVAILABLE:
    case HUB_SIMULATOR_SILENT:
      return hub_simulator_get_overlay_text (self->simulator);
    case HUB_SIMULATOR_EMPTY:
      return hub_simulator_shows_problems (self->simulator) ? hub_simulator_get_overlay_text (self->simulator)
                                                            : NULL;
    case HUB_SIMULATOR_STARTING:
    case HUB_SIMULATOR_RUNNING:
    default:
      return NULL;
    }
}

/* Answers a request, now or when the program runs. */
void
hub_automation_handle (HubAutomation *self, HubAutomationRequest *request)
{
  g_autofree char *hindrance = NULL;

  take_event_sources (request);
  if (needs_no_program (self, request))
    return;
  hindrance = find_hindrance (self);
  if (hindrance != NULL && g_str_equal (request->method, "App.enableLog"))
    hub_automation_request_answer (request, NULL);
  else if (hindrance != NULL)
    hub_automation_request_refuse (request, hindrance);
  else if (hub_simulator_get_state (self->simulator) != HUB_SIMULATOR_RUNNING)
    g_ptr_array_add (self->waiting, hub_automation_request_ref (request));
  else if (!answer_as_host (self, request, FALSE))
    ask_program (self, request);
}

/* Answers what waited for the program's start, if that is over. */
void
hub_automation_go_on (HubAutomation *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_automation_request_unref);
  for (guint i = 0; i < waiting->len; i++)
    hub_automation_handle (self, g_ptr_array_index (waiting, i));
}

/* The program that was asked is gone. */
void
hub_automation_refuse_all (HubAutomation *self, const char *why)
{
  for (guint i = 0; i < self->running->len; i++)
    {
      HubAutomationRequest *request = g_ptr_array_index (self->running, i);

      if (g_str_equal (request->method, "App.enableLog"))
        hub_automation_request_answer (request, NULL);
      else
        hub_automation_request_refuse (request, why);
    }
}

static void
tell_program (HubAutomation *self, const char *method, const char *name)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *message = json_object_new ();
  JsonObject *params = json_object_new ();
  g_autofree char *text = NULL;

  if (name != NULL)
    json_object_set_string_member (params, "name", name);
  json_object_set_string_member (message, "method", method);
  json_object_set_object_member (message, "params", params);
  json_node_take_object (node, message);
  text = hub_json_to_string (node, FALSE);
  hub_simulator_automate_async (self->simulator, text, NULL, NULL, NULL);
}

/* A program that started anew does not know who listens, nor the functions clients exposed. */
void
hub_automation_introduce (HubAutomation *self)
{
  gboolean logs = FALSE;

  for (guint i = 0; i < self->clients->len; i++)
    {
      HubAutomationClient *client = g_ptr_array_index (self->clients, i);
      GHashTableIter iter;
      gpointer name;

      logs = logs || client->logs;
      g_hash_table_iter_init (&iter, client->bindings);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        tell_program (self, "App.addBinding", name);
    }
  if (logs)
    tell_program (self, "App.enableLog", NULL);
}
