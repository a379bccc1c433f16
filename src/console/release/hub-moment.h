/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *hub_moment_format (GDateTime  *time);
char *hub_moment_read   (JsonObject *object,
                         const char *member);

G_END_DECLS
