/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* The program itself: name, id, admin, what the person may do, whether it is online, and notifications. */
#define HUB_TYPE_OVERVIEW_PAGE (hub_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (HubOverviewPage, hub_overview_page, HUB, OVERVIEW_PAGE, HubConsolePage)

GtkWidget *hub_overview_page_new (HubConsoleModel *model);

G_END_DECLS
