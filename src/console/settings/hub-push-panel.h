/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-page.h"

G_BEGIN_DECLS

#define HUB_TYPE_PUSH_PANEL (hub_push_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubPushPanel, hub_push_panel, HUB, PUSH_PANEL, AdwBin)

GtkWidget *hub_push_panel_new (HubConsolePage *page);

G_END_DECLS
