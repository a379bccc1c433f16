/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-column.h"
#include "hub-console-query.h"

G_BEGIN_DECLS

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
void        hub_console_table_sort_by         (HubConsoleTable        *self,
                                               guint                   column);
void        hub_console_table_add_tool        (HubConsoleTable        *self,
                                               GtkWidget              *widget);
void        hub_console_table_set_search      (HubConsoleTable        *self,
                                               const char             *text);
void        hub_console_table_set_partial     (HubConsoleTable        *self,
                                               gboolean                partial);

G_END_DECLS
