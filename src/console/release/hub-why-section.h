/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Which version somebody gets, and why. */
#define HUB_TYPE_WHY_SECTION (hub_why_section_get_type ())
G_DECLARE_FINAL_TYPE (HubWhySection, hub_why_section, HUB, WHY_SECTION, AdwPreferencesGroup)

GtkWidget *hub_why_section_new (HubConsoleModel *model);

G_END_DECLS
