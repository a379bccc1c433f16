/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *hub_settings_new           (void);
char     **hub_settings_list_recent   (GSettings  *settings);
void       hub_settings_add_recent    (GSettings  *settings,
                                       const char *folder);
void       hub_settings_remove_recent (GSettings  *settings,
                                       const char *folder);

G_END_DECLS
