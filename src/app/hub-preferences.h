/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-account.h"

G_BEGIN_DECLS

#define HUB_TYPE_PREFERENCES (hub_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HubPreferences, hub_preferences, HUB, PREFERENCES, AdwPreferencesWindow)

GtkWidget *hub_preferences_new (GtkWindow  *parent,
                                GSettings  *settings,
                                HubAccount *account);
void       hub_preferences_show_platform (HubPreferences *self);

G_END_DECLS
