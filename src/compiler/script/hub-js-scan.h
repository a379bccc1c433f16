/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char  *name;     /* as written */
  gsize  offset;   /* of the name's quote, in bytes */
} HubRequire;

/* (transfer full) (element-type HubRequire): the names a script gives to require() and
 * require.async() as plain strings. Comments, strings, templates and regular expressions are
 * understood well enough not to be taken for calls. */
GPtrArray *hub_js_find_requires (const char *text,
                                 gsize       length);

/* Whether @text has the words of an ES module where they may start a statement; @dynamic: whether it has an
 * import(). */
gboolean   hub_js_has_module_syntax (const char *text,
                                     gsize       length,
                                     gboolean   *dynamic);

/* A template's script may call a variable `class`; in place, each word of that kind used as a variable's name
 * becomes another one of the same length. */
void       hub_js_rename_keywords   (char       *text,
                                     gsize       length);

/* How many line ends of JavaScript @text has. */
guint      hub_js_count_lines   (const char *text,
                                 gsize       length);

G_END_DECLS
