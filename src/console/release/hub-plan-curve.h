/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The curve of a plan: which share of the people has the version when. */
#define HUB_TYPE_PLAN_CURVE (hub_plan_curve_get_type ())
G_DECLARE_FINAL_TYPE (HubPlanCurve, hub_plan_curve, HUB, PLAN_CURVE, GtkWidget)

GtkWidget *hub_plan_curve_new      (void);
void       hub_plan_curve_set_plan (HubPlanCurve *self,
                                    GArray       *plan,
                                    gint64        begin);
void       hub_plan_curve_set_now  (HubPlanCurve *self,
                                    gint64        now,
                                    guint         share);

G_END_DECLS
