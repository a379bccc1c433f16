/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-client.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* The Console tab: the admin console of one program on one platform. Everything a person can do in it is an
 * action of the widget, "console.submit-review" and so on; hub-console-actions.c lists them. */
#define HUB_TYPE_CONSOLE_VIEW (hub_console_view_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleView, hub_console_view, HUB, CONSOLE_VIEW, GtkWidget)

GtkWidget       *hub_console_view_new       (void);
void             hub_console_view_set_app   (HubConsoleView *self,
                                             HubClient      *client,
                                             const char     *app_id);
void             hub_console_view_refresh   (HubConsoleView *self);
gboolean         hub_console_view_show_page (HubConsoleView *self,
                                             const char     *page);
void             hub_console_view_show_link (HubConsoleView *self,
                                             const char     *link);
void             hub_console_view_set_choosing (HubConsoleView *self,
                                                gboolean        choosing);
HubConsoleModel *hub_console_view_get_model (HubConsoleView *self);

G_END_DECLS
