/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Which versions people have: a chart, its legend, and its values as a table; with the permission "data-analysis". */
#define HUB_TYPE_ADOPTION_SECTION (hub_adoption_section_get_type ())
G_DECLARE_FINAL_TYPE (HubAdoptionSection, hub_adoption_section, HUB, ADOPTION_SECTION, AdwPreferencesGroup)

GtkWidget *hub_adoption_section_new (HubConsoleModel *model);

G_END_DECLS
