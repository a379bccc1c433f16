/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list in which arrows move and which Tab leaves. */
#define HUB_TYPE_TAB_STOP (hub_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (HubTabStop, hub_tab_stop, HUB, TAB_STOP, AdwBin)

GtkWidget *hub_tab_stop_new (GtkWidget *child);

G_END_DECLS
