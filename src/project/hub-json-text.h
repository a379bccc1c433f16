/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hub_json_text_check    (const char        *text,
                                 gsize              length,
                                 char             **problem,
                                 gsize             *offset);
gboolean hub_json_text_find     (const char        *text,
                                 gsize              length,
                                 const char *const *path,
                                 gsize             *start,
                                 gsize             *end);
char    *hub_json_text_set      (const char        *text,
                                 gsize              length,
                                 const char        *key,
                                 const char        *value);
void     hub_text_position      (const char        *text,
                                 gsize              length,
                                 gsize              offset,
                                 guint             *line,
                                 guint             *column);

G_END_DECLS
