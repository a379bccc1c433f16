/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the console's lists: an image, a title with badges, a detail, a line of facts, and actions. */
#define HUB_TYPE_CONSOLE_ROW (hub_console_row_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleRow, hub_console_row, HUB, CONSOLE_ROW, GtkListBoxRow)

GtkWidget  *hub_console_row_new           (const char    *title);
void        hub_console_row_set_avatar    (HubConsoleRow *self,
                                           const char    *name);
void        hub_console_row_set_icon      (HubConsoleRow *self,
                                           const char    *icon_name,
                                           const char    *style);
void        hub_console_row_add_badge     (HubConsoleRow *self,
                                           const char    *text,
                                           const char    *style);
GtkWidget  *hub_console_row_add_detail    (HubConsoleRow *self,
                                           const char    *text);
void        hub_console_row_add_fact      (HubConsoleRow *self,
                                           const char    *text);
void        hub_console_row_add_time      (HubConsoleRow *self,
                                           const char    *before,
                                           GDateTime     *time);
void        hub_console_row_add_below     (HubConsoleRow *self,
                                           GtkWidget     *widget);
void        hub_console_row_add_action    (HubConsoleRow *self,
                                           GtkWidget     *widget);
GtkWidget  *hub_console_row_add_button    (HubConsoleRow *self,
                                           const char    *label,
                                           const char    *action,
                                           const char    *target);
GtkWidget  *hub_console_row_add_icon      (HubConsoleRow *self,
                                           const char    *icon_name,
                                           const char    *label,
                                           const char    *action,
                                           const char    *target);
const char *hub_console_row_get_summary   (HubConsoleRow *self);

G_END_DECLS
