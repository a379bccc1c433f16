/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *hub_json_parse          (const char  *text,
                                     gssize       length,
                                     const char  *where,
                                     GError     **error);
JsonNode   *hub_json_parse_file     (const char  *path,
                                     gsize        max_bytes,
                                     GError     **error);
char       *hub_json_to_string      (JsonNode    *node,
                                     gboolean     pretty);
const char *hub_json_get_string     (JsonObject  *object,
                                     const char  *member,
                                     const char  *fallback);
gint64      hub_json_get_int        (JsonObject  *object,
                                     const char  *member,
                                     gint64       fallback);
gboolean    hub_json_get_boolean    (JsonObject  *object,
                                     const char  *member,
                                     gboolean     fallback);
JsonObject *hub_json_get_object     (JsonObject  *object,
                                     const char  *member);
JsonArray  *hub_json_get_array      (JsonObject  *object,
                                     const char  *member);

G_END_DECLS
