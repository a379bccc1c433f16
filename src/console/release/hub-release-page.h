/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* What people get: the approved version that waits, the phased release, adoption, history, suspension and removal. */
#define HUB_TYPE_RELEASE_PAGE (hub_release_page_get_type ())
G_DECLARE_FINAL_TYPE (HubReleasePage, hub_release_page, HUB, RELEASE_PAGE, HubConsolePage)

GtkWidget *hub_release_page_new     (HubConsoleModel *model);
/* hub-release-actions.c */
void       hub_release_confirm_full (GtkWidget       *widget,
                                     HubConsoleModel *model,
                                     const char      *review_id);

G_END_DECLS
