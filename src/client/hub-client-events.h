/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CLIENT_EVENTS_STOPPED,      /* nobody asked for events, or hub_client_events_stop() */
  HUB_CLIENT_EVENTS_CONNECTING,   /* also between two tries */
  HUB_CLIENT_EVENTS_LIVE,         /* all that was missed has been told */
  HUB_CLIENT_EVENTS_SIGNED_OUT,   /* the sign-in has ended: sign in, and start again */
} HubClientEventsState;

/* Hears what happens in one's programs, and what one is told, while it happens; connects again by itself, and misses nothing.
 * Main thread. Signals:
 *   event (JsonObject *event)              something was done in a program: number, action, app_id, actor, target, at
 *   notification (JsonObject *row)         a notification, as listNotifications has them
 *   change (JsonObject *change)            something to look at again, which no log has: action, app_id, actor, target, at; not
 *                                          repeated after a break
 *   resync ()                              too much was missed: load anew what is shown
 *   state-changed ()                       hub_client_events_get_state() is another */
#define HUB_TYPE_CLIENT_EVENTS (hub_client_events_get_type ())
G_DECLARE_FINAL_TYPE (HubClientEvents, hub_client_events, HUB, CLIENT_EVENTS, GObject)

HubClientEvents      *hub_client_events_new        (HubClient       *client);
HubClientEvents      *hub_client_events_share      (HubClient       *client);
void                  hub_client_events_start      (HubClientEvents *self);
void                  hub_client_events_stop       (HubClientEvents *self);
HubClientEventsState  hub_client_events_get_state  (HubClientEvents *self);
void                  hub_client_events_set_cursor (HubClientEvents *self,
                                                    const char      *cursor);
const char           *hub_client_events_get_cursor (HubClientEvents *self);

G_END_DECLS
