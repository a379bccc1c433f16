/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HUB_TYPE_CHECKED_ADDRESS (hub_checked_address_get_type ())
G_DECLARE_FINAL_TYPE (HubCheckedAddress, hub_checked_address, HUB, CHECKED_ADDRESS, GNetworkAddress)

gboolean            hub_address_is_public   (GInetAddress *address);
GSocketConnectable *hub_checked_address_new (const char   *host,
                                             guint16       port,
                                             gboolean      allow_private);

G_END_DECLS
