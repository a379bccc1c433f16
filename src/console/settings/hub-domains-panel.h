/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-page.h"

G_BEGIN_DECLS

#define HUB_TYPE_DOMAINS_PANEL (hub_domains_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubDomainsPanel, hub_domains_panel, HUB, DOMAINS_PANEL, AdwBin)

GtkWidget *hub_domains_panel_new (HubConsolePage *page);

G_END_DECLS
