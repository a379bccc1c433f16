/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-client-events.h"
#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

/* How long it may take until all that was missed is told. */
#define PATIENCE_SECONDS 30

typedef struct
{
  HubCli    *cli;
  gboolean   follow;
  JsonArray *items;    /* what is printed at the end, of a run that does not follow */
} Listening;

static void
print_line (Listening *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  if (self->follow)
    {
      g_autofree char *text = hub_json_to_string (node, FALSE);

      g_print ("%s\n", text);
    }
  else
    json_array_add_element (self->items, json_node_copy (node));
}

static void
on_event (HubClientEvents *events, JsonObject *event, gpointer user_data)
{
  Listening *self = user_data;
  g_autofree char *when = hub_cli_time (hub_json_get_string (event, "at", ""));

  if (self->cli->json)
    print_line (self, event);
  else
    hub_cli_print (self->cli, "%s  %s  %s  %s  %s", when, hub_json_get_string (event, "app_id", ""),
                   hub_json_get_string (event, "actor", ""), hub_json_get_string (event, "action", ""),
                   hub_json_get_string (event, "target", ""));
}

static void
on_notification (HubClientEvents *events, JsonObject *row, gpointer user_data)
{
  Listening *self = user_data;
  g_autofree char *when = hub_cli_time (hub_json_get_string (row, "created_at", ""));

  if (self->cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "type", "notification");
      json_object_set_object_member (object, "notification", json_object_ref (row));
      print_line (self, object);
    }
  else
    hub_cli_print (self->cli, "%s  %s  %s", when, hub_json_get_string (row, "app_id", ""),
                   hub_json_get_string (row, "text", ""));
}

static void
on_resync (HubClientEvents *events, gpointer user_data)
{
  Listening *self = user_data;
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", "resync");
  if (self->cli->json)
    print_line (self, object);
  hub_cli_note (self->cli, _("More has happened than can be told; “superhub audit list” has all of it"));
}

static void
on_state_changed (HubClientEvents *events, gpointer user_data)
{
  Listening *self = user_data;

  if (!self->follow)
    return;
  if (hub_client_events_get_state (events) == HUB_CLIENT_EVENTS_LIVE)
    hub_cli_note (self->cli, _("Listening; Ctrl-C ends it"));
  else if (hub_client_events_get_state (events) == HUB_CLIENT_EVENTS_CONNECTING)
    hub_cli_note (self->cli, _("Connecting"));
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_main_context_wakeup (NULL);
}

static gboolean
on_patience_ends (gpointer user_data)
{
  guint *source = user_data;

  *source = 0;
  return G_SOURCE_REMOVE;
}

/* Until all was told, or until the user has had enough. */
static gboolean
listen_until_end (Listening *self, HubClientEvents *events, GError **error)
{
  HubClientEventsState state;
  gulong handler = g_signal_connect (self->cli->cancellable, "cancelled", G_CALLBACK (on_cancelled), NULL);

  guint patience = self->follow ? 0 : g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_ends, &patience);

  hub_client_events_start (events);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      state = hub_client_events_get_state (events);
    }
  while (!g_cancellable_is_cancelled (self->cli->cancellable) && state != HUB_CLIENT_EVENTS_SIGNED_OUT
         && (self->follow || (state != HUB_CLIENT_EVENTS_LIVE && patience != 0)));
  g_clear_handle_id (&patience, g_source_remove);
  g_signal_handler_disconnect (self->cli->cancellable, handler);
  if (state == HUB_CLIENT_EVENTS_SIGNED_OUT)
    {
      hub_set_error (error, HUB_ERROR_UNAUTHENTICATED, "auth.token_expired", _("The sign-in has ended; sign in again"));
      return FALSE;
    }
  if (!self->follow && state != HUB_CLIENT_EVENTS_LIVE && !g_cancellable_is_cancelled (self->cli->cancellable))
    {
      hub_set_error (error, HUB_ERROR_UNREACHABLE, "platform.unreachable",
                     _("The platform at %s does not let anybody listen; check its address and whether it runs"),
                     hub_client_get_server (self->cli->client));
      return FALSE;
    }
  return self->follow || !g_cancellable_set_error_if_cancelled (self->cli->cancellable, error);
}

static void
take_result (Listening *self, HubClientEvents *events)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (!self->follow)
    json_object_set_array_member (object, "items", json_array_ref (self->items));
  if (hub_client_events_get_cursor (events) != NULL)
    json_object_set_string_member (object, "cursor", hub_client_events_get_cursor (events));
  json_node_take_object (node, object);
  hub_cli_take_result (self->cli, node);
  hub_cli_note (self->cli, _("Go on from here with --after %s"), hub_client_events_get_cursor (events));
}

static gboolean
run_events (HubCli *cli, GError **error)
{
  g_autoptr (JsonArray) items = json_array_new ();
  Listening self = { cli, hub_cli_has_option (cli, "follow"), items };
  const char *after = hub_cli_get_option (cli, "after");
  g_autoptr (HubClientEvents) events = NULL;

  if (after != NULL && !g_regex_match_simple ("^[0-9]{1,18}[.][0-9]{1,18}$", after, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_cursor",
                     _("“%s” is no place among the events; give --after what an earlier run ended with"), after);
      return FALSE;
    }
  if (!hub_cli_connect (cli, error))
    return FALSE;
  events = hub_client_events_new (cli->client);
  hub_client_events_set_cursor (events, after);
  g_signal_connect (events, "event", G_CALLBACK (on_event), &self);
  g_signal_connect (events, "notification", G_CALLBACK (on_notification), &self);
  g_signal_connect (events, "resync", G_CALLBACK (on_resync), &self);
  g_signal_connect (events, "state-changed", G_CALLBACK (on_state_changed), &self);
  if (!listen_until_end (&self, events, error))
    return FALSE;
  if (hub_client_events_get_cursor (events) != NULL)
    take_result (&self, events);
  g_signal_handlers_disconnect_by_data (events, &self);
  hub_client_events_stop (events);
  return TRUE;
}

static const HubCliOption options[] = {
  { "follow", 'f', NULL, N_("Go on listening until Ctrl-C") },
  { "after", 0, "PLACE", N_("Begin after this place, with which an earlier run ended") },
  { NULL },
};

const HubCliCommand hub_command_events = {
  .name = "events",
  .arguments = "[--follow] [--after PLACE]",
  .summary = N_("Listen to what happens in your programs"),
  .description = N_("Prints what others and you do in the programs you work on, and what the platform tells you, while it happens. "
                    "With --json each event is one line."),
  .options = options,
  .examples = "superhub events --follow\nsuperhub events --follow --json | jq .action",
  .run = run_events,
};
