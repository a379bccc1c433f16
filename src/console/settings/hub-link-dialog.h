/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-item.h"

G_BEGIN_DECLS

/* Adds an ordinary-link rule, or changes one that is not published. */
#define HUB_TYPE_LINK_DIALOG (hub_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubLinkDialog, hub_link_dialog, HUB, LINK_DIALOG, AdwWindow)

GtkWidget *hub_link_dialog_new (GtkWidget      *over,
                                HubConsoleItem *rule);

G_END_DECLS
