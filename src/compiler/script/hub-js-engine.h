/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JavaScriptCore, started when it is first needed: a compilation whose results are all cached does
 * without. One per process. */

typedef struct
{
  char  *message;
  guint  line;      /* from 1 */
} HubJsProblem;

void  hub_js_problem_clear          (HubJsProblem *self);

void     hub_js_engine_stop         (void);

/* Whether @code parses; its first line counts as @line. */
gboolean hub_js_engine_check        (const char    *code,
                                     guint          line,
                                     gboolean       module,
                                     HubJsProblem  *problem);
/* The place, from 1 in @text, of what makes @head and @text not parse, @head having no line end. FALSE where
 * nothing is wrong but that more would have to follow. @length: of @text in bytes. */
gboolean hub_js_engine_locate       (const char    *head,
                                     const char    *text,
                                     gsize          length,
                                     guint         *line,
                                     guint         *column);
/* (transfer full) (nullable): what the template compiler makes of @text, as JSON; see template.js.
 * "wxml.too_complex" where it gives up on this text. */
char    *hub_js_engine_compile_wxml (const char    *path,
                                     const char    *text,
                                     GError       **error);
/* (transfer full) (nullable): what stands in front of compiled templates. */
char    *hub_js_engine_wxml_runtime (GError       **error);

/* (transfer full) (nullable): the text of a file another compiler asks for, by its name in the program. */
typedef char *(*HubJsRead)          (const char    *name,
                                     gpointer       user_data);

/* Calls @function of one of the bundles in share/superhub/compiler, "scripts", "sass" or "less", with two
 * strings and a reader (nullable) of files. (transfer full) (nullable): the JSON it returns. */
char    *hub_js_engine_call         (const char    *bundle,
                                     const char    *function,
                                     const char    *first,
                                     const char    *second,
                                     HubJsRead      read,
                                     gpointer       user_data,
                                     GError       **error);

G_END_DECLS
