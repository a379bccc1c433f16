/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-page.h"

G_BEGIN_DECLS

#define HUB_TYPE_LINKS_PANEL (hub_links_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubLinksPanel, hub_links_panel, HUB, LINKS_PANEL, AdwBin)

GtkWidget *hub_links_panel_new (HubConsolePage *page);

G_END_DECLS
