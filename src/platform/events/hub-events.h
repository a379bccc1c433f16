/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-request.h"

G_BEGIN_DECLS

HubEvents *hub_events_new    (HubPlatform  *platform);
void       hub_events_free   (HubEvents    *self);
gboolean   hub_events_open   (HubEvents    *self,
                              HubRequest   *request,
                              GError      **error);
void       hub_events_stop   (HubEvents    *self);
guint      hub_events_count  (HubEvents    *self);
char      *hub_events_dup_token (SoupMessageHeaders *headers);

/* What a client offers beside HUB_EVENTS_PROTOCOL where it cannot send an Authorization header. */
#define HUB_EVENTS_PROTOCOL "superhub.events.v1"
#define HUB_EVENTS_TOKEN "superhub.token."

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubEvents, hub_events_free)

G_END_DECLS
