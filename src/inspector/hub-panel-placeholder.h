/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What an empty panel says. Panels are low, so it is smaller than an AdwStatusPage. */
#define HUB_TYPE_PANEL_PLACEHOLDER (hub_panel_placeholder_get_type ())
G_DECLARE_FINAL_TYPE (HubPanelPlaceholder, hub_panel_placeholder, HUB, PANEL_PLACEHOLDER, GtkWidget)

GtkWidget *hub_panel_placeholder_new (const char          *icon_name);
void       hub_panel_placeholder_set (HubPanelPlaceholder *self,
                                      const char          *title,
                                      const char          *description);

G_END_DECLS
