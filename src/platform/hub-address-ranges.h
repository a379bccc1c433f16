/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HUB_MAX_ADDRESS_RANGES 50

char     *hub_address_ranges_join     (const char *const  *ranges,
                                       GError            **error);
gboolean  hub_address_ranges_contain  (const char         *joined,
                                       const char         *address);

G_END_DECLS
