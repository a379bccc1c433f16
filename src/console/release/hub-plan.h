/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the platform takes; docs/releases.md. */
#define HUB_PLAN_MAX_STEPS 20

/* A step of the plan of a phased release: from @after seconds after the release on, @share hundredths of a percent. */
typedef struct
{
  guint  share;
  gint64 after;
} HubPlanStep;

GArray    *hub_plan_new_default (void);
char      *hub_plan_check       (GArray       *plan,
                                 guint         days,
                                 guint        *where);
JsonArray *hub_plan_to_json     (GArray       *plan);
char      *hub_plan_describe    (GArray       *plan);
char      *hub_plan_dup_after   (gint64        after);
char      *hub_plan_dup_share   (double        percentage);
double     hub_plan_get_percentage (JsonObject *object);
guint      hub_plan_share_at    (GArray       *plan,
                                 gint64        after);

G_END_DECLS
