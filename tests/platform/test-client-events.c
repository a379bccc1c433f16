/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's side of live events: it comes back by itself, and tells everything once. */
#include "platform-fixture.h"

#include <signal.h>

#include "hub-client-events.h"
#include "hub-json.h"
#include "wait-for.h"

typedef struct
{
  HubClient       *client;
  HubClientEvents *events;
  GString         *told;        /* the actions, each with a space after it */
  guint            notifications;
  guint            resyncs;
} Ear;

static void
on_event (HubClientEvents *events, JsonObject *event, gpointer user_data)
{
  g_string_append_printf (((Ear *) user_data)->told, "%s ", hub_json_get_string (event, "action", ""));
}

static void
on_notification (HubClientEvents *events, JsonObject *row, gpointer user_data)
{
  g_assert_nonnull (hub_json_get_string (row, "text", NULL));
  ((Ear *) user_data)->notifications++;
}

static void
on_resync (HubClientEvents *events, gpointer user_data)
{
  ((Ear *) user_data)->resyncs++;
}

static void
ear_init (Ear *self, Platform *platform, const char *cursor)
{
  self->client = hub_client_new (platform->url);
  hub_client_set_token (self->client, platform->token);
  self->events = hub_client_events_new (self->client);
  self->told = g_string_new (NULL);
  hub_client_events_set_cursor (self->events, cursor);
  g_signal_connect (self->events, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->events, "notification", G_CALLBACK (on_notification), self);
  g_signal_connect (self->events, "resync", G_CALLBACK (on_resync), self);
  hub_client_events_start (self->events);
}

static void
ear_clear (Ear *self)
{
  hub_client_events_stop (self->events);
  g_clear_object (&self->events);
  g_clear_object (&self->client);
  g_string_free (self->told, TRUE);
}

#define STATE(ear) hub_client_events_get_state ((ear).events)

static void
test_comes_back (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *listen = NULL;
  g_autofree char *app_id = NULL;
  Ear ear = { NULL };

  platform_account (self, "anna");
  platform_account (self, "judge");
  platform_reviewer (self, "judge");
  platform_become (self, "anna");
  ear_init (&ear, self, NULL);
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_LIVE);
  app_id = platform_app (self, "Shop");
  WAIT_FOR (strcmp (ear.told->str, "createApp ") == 0);
  listen = g_strdup (self->url + strlen ("http://"));
  platform_kill (self);
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_CONNECTING);
  platform_start_again (self, (const char *const[]) { "--listen", listen, NULL });
  /* What is done before it is back is told then, once. */
  g_free (platform_put_online (self, app_id, "Hello", "1.0.0"));
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_LIVE && strstr (ear.told->str, "createRelease ") != NULL
            && ear.notifications > 0);
  g_assert_cmpuint (ear.notifications, ==, 1);
  g_assert_true (g_str_has_prefix (ear.told->str, "createApp uploadPackage "));
  g_assert_null (strstr (ear.told->str + 1, "createApp"));
  g_assert_cmpuint (ear.resyncs, ==, 0);
  ear_clear (&ear);
}

static void
test_signed_out (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  Ear ear = { NULL };

  platform_account (self, "anna");
  platform_become (self, "anna");
  ear_init (&ear, self, NULL);
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_LIVE);
  json_object_unref (platform_call (self, "DELETE", "/api/v1/sessions/current", NULL));
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_SIGNED_OUT);
  hub_client_events_start (ear.events);
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_SIGNED_OUT);
  platform_become (self, "anna");
  hub_client_set_token (ear.client, self->token);
  hub_client_events_start (ear.events);
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_LIVE);
  ear_clear (&ear);
}

static void
test_resync (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  Ear ear = { NULL };

  platform_account (self, "anna");
  platform_become (self, "anna");
  ear_init (&ear, self, "999999999.5");
  WAIT_FOR (STATE (ear) == HUB_CLIENT_EVENTS_LIVE);
  g_assert_cmpuint (ear.resyncs, ==, 1);
  g_free (platform_app (self, "Shop"));
  WAIT_FOR (strcmp (ear.told->str, "createApp ") == 0);
  ear_clear (&ear);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-events/comes-back", test_comes_back);
  g_test_add_func ("/client-events/signed-out", test_signed_out);
  g_test_add_func ("/client-events/resync", test_resync);
  return g_test_run ();
}
