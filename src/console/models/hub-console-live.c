/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens on the platform while somebody looks: the model hears of it, and reads anew what it concerns. */
#include "hub-console-model-private.h"

#include "hub-error.h"
#include "hub-json.h"

/* Several things that are done at once are read once. */
#define QUIET_MS 100

/* What an operation changes, by its name: of several that fit, all. Others change what only the pages' own queries read. */
static const struct
{
  const char *part;
  guint sections;
} changes[] = {
  { "Member", HUB_CONSOLE_SECTION_BIT (APP) | HUB_CONSOLE_SECTION_BIT (MEMBERS) },
  { "handOverApp", HUB_CONSOLE_SECTION_BIT (APP) | HUB_CONSOLE_SECTION_BIT (MEMBERS) },
  { "Version", HUB_CONSOLE_SECTION_BIT (VERSIONS) },
  { "Review", HUB_CONSOLE_SECTION_BIT (VERSIONS) | HUB_CONSOLE_SECTION_BIT (REVIEWS) },
  { "Release", HUB_CONSOLE_SECTION_BIT (APP) | HUB_CONSOLE_SECTION_BIT (VERSIONS) },
  { "setVisitStatus", HUB_CONSOLE_SECTION_BIT (APP) | HUB_CONSOLE_SECTION_BIT (VERSIONS) },
  { "removeApp", HUB_CONSOLE_SECTION_BIT (APP) | HUB_CONSOLE_SECTION_BIT (VERSIONS) },
  { "App", HUB_CONSOLE_SECTION_BIT (APP) },
  { "Notification", HUB_CONSOLE_SECTION_BIT (NOTIFICATIONS) },
};

static gboolean
quiet_ended (gpointer user_data)
{
  HubConsoleModel *self = user_data;
  guint sections = self->due;

  self->due_source = 0;
  self->due = 0;
  hub_console_model_reload_sections (self, sections);
  return G_SOURCE_REMOVE;
}

static void
read_soon (HubConsoleModel *self, guint sections)
{
  if (sections == 0)
    return;
  self->due |= sections;
  if (self->due_source == 0)
    self->due_source = g_timeout_add (QUIET_MS, quiet_ended, self);
}

/* @action was done in the program, by whomever. */
void
hub_console_model_note_event (HubConsoleModel *self, const char *action)
{
  /* A form that is filled in is nothing that the sections show. */
  gboolean of_form = strstr (action, "ReviewDraft") != NULL || strstr (action, "ReviewAttachment") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (changes) && !of_form; i++)
    if (strstr (action, changes[i].part) != NULL)
      read_soon (self, changes[i].sections);
  hub_console_model_emit_event (self, action);
}

/* @action was refused, perhaps because things are not as they are shown: what it concerns is read anew. */
void
hub_console_model_note_refusal (HubConsoleModel *self, const char *action, const GError *error)
{
  gboolean outdated = g_error_matches (error, HUB_ERROR, HUB_ERROR_NOT_FOUND)
                      || g_error_matches (error, HUB_ERROR, HUB_ERROR_CONFLICT);

  /* The bar tells of a sign-in that has ended. A permission that is gone locks the page with the next look, not over what was typed. */
  if (g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED))
    read_soon (self, HUB_CONSOLE_SECTION_BIT (APP));
  if (!outdated)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (strstr (action, changes[i].part) != NULL)
      read_soon (self, changes[i].sections);
  hub_console_model_emit_live_change (self, action);
}

static void
heard_event (HubClientEvents *events, JsonObject *event, HubConsoleModel *self)
{
  const char *action = hub_json_get_string (event, "action", "");

  if (g_strcmp0 (hub_json_get_string (event, "app_id", ""), self->app_id) == 0)
    {
      hub_console_model_note_event (self, action);
      return;
    }
  /* Of other programs reviewers hear what moves in their queue. */
  if (self->reviewer && strstr (action, "Review") != NULL)
    read_soon (self, HUB_CONSOLE_SECTION_BIT (REVIEWS));
  /* While there is no program, one asks about all. */
  if (self->app_id == NULL || (self->reviewer && strstr (action, "Review") != NULL))
    hub_console_model_emit_event (self, action);
}

/* Something of the program, or of the person: what was read on another computer. */
static void
heard_change (HubClientEvents *events, JsonObject *change, HubConsoleModel *self)
{
  const char *action = hub_json_get_string (change, "action", "");
  const char *app_id = hub_json_get_string (change, "app_id", "");

  if (*app_id == '\0' && strstr (action, "Notification") != NULL)
    read_soon (self, HUB_CONSOLE_SECTION_BIT (NOTIFICATIONS));
  else if (g_strcmp0 (app_id, self->app_id) == 0)
    hub_console_model_emit_live_change (self, action);
}

static void
heard_notification (HubClientEvents *events, JsonObject *row, HubConsoleModel *self)
{
  read_soon (self, HUB_CONSOLE_SECTION_BIT (NOTIFICATIONS));
  hub_console_model_emit_notification (self, row);
}

static void
heard_resync (HubClientEvents *events, HubConsoleModel *self)
{
  hub_console_model_reload (self, TRUE);
}

/* A socket that comes back tells what was missed; what was shown as unreachable is read anew. */
static void
state_changed (HubClientEvents *events, HubConsoleModel *self)
{
  HubClientEventsState state = hub_client_events_get_state (events);

  /* A platform that was away from the start never was live before, but what it did not answer waits. */
  if (state == HUB_CLIENT_EVENTS_LIVE && (self->was_offline || g_hash_table_size (self->troubles) > 0))
    hub_console_model_reload (self, TRUE);
  self->was_offline = state == HUB_CLIENT_EVENTS_CONNECTING;
  self->was_live |= state == HUB_CLIENT_EVENTS_LIVE;
  hub_console_model_emit_connection (self);
}

void
hub_console_model_stop_listening (HubConsoleModel *self)
{
  g_clear_handle_id (&self->due_source, g_source_remove);
  self->due = 0;
  if (self->live == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

void
hub_console_model_listen (HubConsoleModel *self)
{
  hub_console_model_stop_listening (self);
  self->was_offline = FALSE;
  self->was_live = FALSE;
  if (self->client == NULL)
    return;
  /* What tells of notifications hears by the same socket. */
  self->live = hub_client_events_share (self->client);
  self->was_live = hub_client_events_get_state (self->live) == HUB_CLIENT_EVENTS_LIVE;
  g_signal_connect (self->live, "event", G_CALLBACK (heard_event), self);
  g_signal_connect (self->live, "change", G_CALLBACK (heard_change), self);
  g_signal_connect (self->live, "notification", G_CALLBACK (heard_notification), self);
  g_signal_connect (self->live, "resync", G_CALLBACK (heard_resync), self);
  g_signal_connect (self->live, "state-changed", G_CALLBACK (state_changed), self);
}

/**
 * hub_console_model_get_connection:
 * @self: a model
 *
 * Returns: whether the model hears at once what happens on the platform
 */
HubClientEventsState
hub_console_model_get_connection (HubConsoleModel *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_MODEL (self), HUB_CLIENT_EVENTS_STOPPED);

  return self->live != NULL ? hub_client_events_get_state (self->live) : HUB_CLIENT_EVENTS_STOPPED;
}
