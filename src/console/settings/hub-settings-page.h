/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

#define HUB_TYPE_SETTINGS_PAGE (hub_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (HubSettingsPage, hub_settings_page, HUB, SETTINGS_PAGE, HubConsolePage)

GtkWidget *hub_settings_page_new (HubConsoleModel *model);

G_END_DECLS
