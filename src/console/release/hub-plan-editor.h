/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Edits the plan of a phased release: its steps, their curve, and what is wrong with it. Signal "changed". */
#define HUB_TYPE_PLAN_EDITOR (hub_plan_editor_get_type ())
G_DECLARE_FINAL_TYPE (HubPlanEditor, hub_plan_editor, HUB, PLAN_EDITOR, GtkWidget)

GtkWidget *hub_plan_editor_new      (guint          days);
void       hub_plan_editor_set_days (HubPlanEditor *self,
                                     guint          days);
gboolean   hub_plan_editor_is_valid (HubPlanEditor *self);
gboolean   hub_plan_editor_check    (HubPlanEditor *self);
GArray    *hub_plan_editor_get_plan (HubPlanEditor *self);
void       hub_plan_editor_set_plan (HubPlanEditor *self,
                                     GArray        *plan);

G_END_DECLS
