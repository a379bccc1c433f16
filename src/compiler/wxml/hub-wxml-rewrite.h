/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A change of the text: what stands after it on that line is so many columns further right. */
typedef struct
{
  guint line;     /* from 0 */
  guint column;   /* in the rewritten text, in UTF-16 units from 0, as the template compiler counts */
  int   by;
} HubWxmlShift;

/* (transfer full): @text with `bindtap` written as `bind:tap`, and so on for catch, mut-bind and the
 * capture forms, and literal texts so that the template compiler reads in them what the platform's reads. @shifts: (element-type HubWxmlShift), in order. */
char *hub_wxml_rewrite      (const char *text,
                             gsize       length,
                             GArray     *shifts);
/* In WXS `x.constructor` is the name of the type as a string, "Array": reads it from where the logic
 * layer keeps it. Nothing moves, for the names have the same length. */
void hub_wxs_name_constructors (char *text);
/* The column in the source that @column of the rewritten text means. */
guint hub_wxml_source_column (GArray    *shifts,
                              guint      line,
                              guint      column);

G_END_DECLS
