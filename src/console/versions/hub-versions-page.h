/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* Development management: developer, test, in-review and online version, and the releases so far. */
#define HUB_TYPE_VERSIONS_PAGE (hub_versions_page_get_type ())
G_DECLARE_FINAL_TYPE (HubVersionsPage, hub_versions_page, HUB, VERSIONS_PAGE, HubConsolePage)

GtkWidget *hub_versions_page_new (HubConsoleModel *model);

G_END_DECLS
