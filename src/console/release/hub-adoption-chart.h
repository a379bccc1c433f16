/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How often each version was started, over time: a bar for each hour or day, with a part for each version. The pointer or the arrow
 * keys choose a bar. Signal "selected". */
#define HUB_TYPE_ADOPTION_CHART (hub_adoption_chart_get_type ())
G_DECLARE_FINAL_TYPE (HubAdoptionChart, hub_adoption_chart, HUB, ADOPTION_CHART, GtkWidget)

GtkWidget *hub_adoption_chart_new          (void);
void       hub_adoption_chart_set_adoption (HubAdoptionChart *self,
                                            JsonObject       *adoption);
void       hub_adoption_chart_select       (HubAdoptionChart *self,
                                            int               bar);
char      *hub_adoption_chart_dup_selected (HubAdoptionChart *self);

G_END_DECLS
