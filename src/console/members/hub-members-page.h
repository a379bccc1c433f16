/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* Admin, project members with their roles, test members. */
#define HUB_TYPE_MEMBERS_PAGE (hub_members_page_get_type ())
G_DECLARE_FINAL_TYPE (HubMembersPage, hub_members_page, HUB, MEMBERS_PAGE, HubConsolePage)

GtkWidget *hub_members_page_new (HubConsoleModel *model);

G_END_DECLS
