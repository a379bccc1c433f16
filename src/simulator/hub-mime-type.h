/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hub_mime_type_for_name      (const char *name);
const char *hub_mime_type_get_extension (const char *type);

G_END_DECLS
