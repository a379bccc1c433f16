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
/* (transfer full): a WXS script as JavaScript that means the same. */
char *hub_wxs_rewrite       (const char *text,
                             gsize       length);
/* The column in the source that @column of the rewritten text means. */
guint hub_wxml_source_column (GArray    *shifts,
                              guint      line,
                              guint      column);

G_END_DECLS
