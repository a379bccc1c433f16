/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-query.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_COLUMN_TEXT,
  HUB_CONSOLE_COLUMN_NUMBER,    /* of the member, aligned at the end */
  HUB_CONSOLE_COLUMN_TIME,      /* an RFC 3339 time, as "3 minutes ago" */
  HUB_CONSOLE_COLUMN_SIZE,      /* of the item's packages */
  HUB_CONSOLE_COLUMN_WIDGET,    /* what @create makes, with buttons or badges */
} HubConsoleColumnKind;

/* (transfer full): what stands in the cell of @item */
typedef char      *(*HubConsoleColumnText)   (HubConsoleItem *item, gpointer user_data);
/* (transfer floating) */
typedef GtkWidget *(*HubConsoleColumnWidget) (HubConsoleItem *item, gpointer user_data);

/* A column; all strings are static. */
typedef struct
{
  const char *title;                    /* not translated yet; "" for a column of buttons */
  HubConsoleColumnKind kind;
  const char *member;                   /* (nullable): of the item; what it is sorted by */
  HubConsoleColumnText dup_text;        /* (nullable): in place of the member's text */
  HubConsoleColumnWidget create;        /* of a WIDGET */
  gboolean expand;
  int width;                            /* pixels; 0 for what it needs */
} HubConsoleColumn;

/* A long list as a table: sorted by a click on a column's title, searched while one types, read on while one scrolls.
 * Signal "activate" (HubConsoleItem). */
#define HUB_TYPE_CONSOLE_TABLE (hub_console_table_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleTable, hub_console_table, HUB, CONSOLE_TABLE, GtkWidget)

GtkWidget  *hub_console_table_new             (GListModel             *items,
                                               const HubConsoleColumn *columns,
                                               guint                   n_columns,
                                               gpointer                user_data);
void        hub_console_table_set_label       (HubConsoleTable        *self,
                                               const char             *label);
void        hub_console_table_set_query       (HubConsoleTable        *self,
                                               HubConsoleQuery        *query,
                                               const char             *search_parameter);
void        hub_console_table_set_placeholder (HubConsoleTable        *self,
                                               const char             *icon_name,
                                               const char             *title,
                                               const char             *description);
void        hub_console_table_add_tool        (HubConsoleTable        *self,
                                               GtkWidget              *widget);
void        hub_console_table_set_search      (HubConsoleTable        *self,
                                               const char             *text);

G_END_DECLS
