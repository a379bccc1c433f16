/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *hub_paths_find_data    (const char *name,
                              GError    **error);
char *hub_paths_find_helper  (const char *name,
                              GError    **error);
char *hub_paths_find_program (const char *name,
                              GError    **error);
char *hub_paths_user_data    (void);
char *hub_paths_user_cache   (void);
char *hub_paths_user_config  (void);
char *hub_paths_locale       (void);

G_END_DECLS
