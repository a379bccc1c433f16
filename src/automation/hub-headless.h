/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean hub_headless_is_needed (void);
gboolean hub_headless_start     (GError **error);
void     hub_headless_end       (void);

G_END_DECLS
