/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-platform.h"

G_BEGIN_DECLS

/* The platform's HTTP server: the API and the pages for phones. */
#define HUB_TYPE_SERVER (hub_server_get_type ())
G_DECLARE_FINAL_TYPE (HubServer, hub_server, HUB, SERVER, GObject)

HubServer *hub_server_new          (HubPlatform  *platform,
                                    GError      **error);
HubServer *hub_server_new_for_phones (HubPlatform *platform);
void       hub_server_set_hosts    (HubServer         *self,
                                    const char *const *hosts);
gboolean   hub_server_listen       (HubServer    *self,
                                    const char   *address,
                                    guint16      *port,
                                    GError      **error);
void       hub_server_stop         (HubServer    *self);
void       hub_server_cut          (HubServer    *self);
guint      hub_server_get_active   (HubServer    *self);
gint64     hub_server_get_last_use (HubServer    *self);

G_END_DECLS
