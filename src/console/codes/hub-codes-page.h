/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

#define HUB_TYPE_CODES_PAGE (hub_codes_page_get_type ())
G_DECLARE_FINAL_TYPE (HubCodesPage, hub_codes_page, HUB, CODES_PAGE, HubConsolePage)

GtkWidget *hub_codes_page_new (HubConsoleModel *model);

G_END_DECLS
