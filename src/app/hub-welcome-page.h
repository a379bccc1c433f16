/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a window without a program shows. It works through the window's actions: win.open-folder,
 * win.open-project, win.new-program, win.open-sample. */
#define HUB_TYPE_WELCOME_PAGE (hub_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (HubWelcomePage, hub_welcome_page, HUB, WELCOME_PAGE, GtkWidget)

void        hub_welcome_page_set_settings (HubWelcomePage *self,
                                           GSettings      *settings);
void        hub_welcome_page_set_problem  (HubWelcomePage *self,
                                           const char     *folder,
                                           const GError   *error);
const char *hub_welcome_page_get_problem  (HubWelcomePage *self);

G_END_DECLS
