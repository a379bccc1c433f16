/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* The programs that the person belongs to, for a console that is about none yet. */
#define HUB_TYPE_CHOOSER_PAGE (hub_chooser_page_get_type ())
G_DECLARE_FINAL_TYPE (HubChooserPage, hub_chooser_page, HUB, CHOOSER_PAGE, HubConsolePage)

GtkWidget *hub_chooser_page_new (HubConsoleModel *model);

G_END_DECLS
