/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The addresses by which other devices of a local network reach this machine. */
gboolean   hub_lan_is_private (GInetAddress *address);
GPtrArray *hub_lan_list       (void);

G_END_DECLS
