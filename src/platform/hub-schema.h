/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean hub_schema_check (JsonObject  *document,
                           JsonObject  *schema,
                           JsonNode    *value,
                           const char  *name,
                           char       **member,
                           GError     **error);

G_END_DECLS
