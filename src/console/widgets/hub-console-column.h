/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-item.h"
#include "hub-console-sight.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_COLUMN_TEXT,
  HUB_CONSOLE_COLUMN_NUMBER,    /* of the member, aligned at the end */
  HUB_CONSOLE_COLUMN_TIME,      /* an RFC 3339 time, as "3 minutes ago" */
  HUB_CONSOLE_COLUMN_SIZE,      /* of the item's packages */
  HUB_CONSOLE_COLUMN_WIDGET,    /* what @make or @create makes, with buttons or badges */
} HubConsoleColumnKind;

/* (transfer full): what stands in the cell of @item; the same each time it is asked for, since it is kept for sorting and
 * searching */
typedef char      *(*HubConsoleColumnText)   (HubConsoleItem *item, gpointer user_data);
/* (transfer floating) */
typedef GtkWidget *(*HubConsoleColumnWidget) (HubConsoleItem *item, gpointer user_data);
/* (transfer floating): a cell that shows nothing yet */
typedef GtkWidget *(*HubConsoleColumnMake)   (gpointer user_data);
/* Shows @item in a cell that @make made, and that may have shown another one. */
typedef void       (*HubConsoleColumnFill)   (GtkWidget *cell, HubConsoleItem *item, gpointer user_data);

/* A column; all strings are static. */
typedef struct
{
  const char *title;                    /* not translated yet; "" for a column of buttons */
  HubConsoleColumnKind kind;
  const char *member;                   /* (nullable): of the item; what it is sorted by */
  HubConsoleColumnText dup_text;        /* (nullable): in place of the member's text */
  HubConsoleColumnWidget create;        /* of a WIDGET in a list of dozens: made anew for each item */
  gboolean expand;
  int width;                            /* pixels; 0 for what it needs */
  HubConsoleColumnMake make;            /* of a WIDGET in a list of thousands: made once for each row in sight, */
  HubConsoleColumnFill fill;            /* and filled anew as one scrolls */
} HubConsoleColumn;

GtkColumnViewColumn *hub_console_column_new          (const HubConsoleColumn *column,
                                                      HubConsoleSight        *sight,
                                                      gpointer                user_data);
char                *hub_console_column_dup_text     (const HubConsoleColumn *column,
                                                      HubConsoleItem         *item,
                                                      gpointer                user_data);
GtkWidget           *hub_console_column_make_text    (float                   xalign);
char                *hub_console_column_dup_searched (const HubConsoleColumn *columns,
                                                      guint                   n_columns,
                                                      HubConsoleItem         *item,
                                                      gpointer                user_data);

G_END_DECLS
