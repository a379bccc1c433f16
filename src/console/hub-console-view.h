/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-client.h"

G_BEGIN_DECLS

/* The Console tab: the admin console of one program on one platform. */
#define HUB_TYPE_CONSOLE_VIEW (hub_console_view_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleView, hub_console_view, HUB, CONSOLE_VIEW, GtkWidget)

GtkWidget *hub_console_view_new     (void);
/* Both nullable: without a client it shows that it is signed out, without a program that none is made yet.
 * Reads the state anew. */
void       hub_console_view_set_app (HubConsoleView *self, HubClient *client, const char *app_id);
void       hub_console_view_refresh (HubConsoleView *self);
/* "versions", "members", "reviews" … */
void       hub_console_view_show_page (HubConsoleView *self, const char *page);

G_END_DECLS
