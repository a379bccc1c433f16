/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-page.h"

G_BEGIN_DECLS

/* The server that the admin's notifications are sent to besides, and what it was sent. */
#define HUB_TYPE_WEBHOOK_PANEL (hub_webhook_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubWebhookPanel, hub_webhook_panel, HUB, WEBHOOK_PANEL, AdwBin)

GtkWidget *hub_webhook_panel_new (HubConsolePage *page);

G_END_DECLS
