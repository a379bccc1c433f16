/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the platform takes; docs/releases.md. */
#define HUB_PLAN_MAX_STEPS 20

/* The moment of a step whose day and time cannot be read. */
#define HUB_PLAN_NO_MOMENT (-1)

/* A step of the plan of a phased release: @share hundredths of a percent have the version from then on. That is @delay
 * seconds after the step before it, for the first one after the release; or, where @at is not 0, a fixed moment. */
typedef struct
{
  guint  share;
  gint64 delay;
  gint64 at;                    /* seconds since 1970, HUB_PLAN_NO_MOMENT, or 0 */
} HubPlanStep;

GArray    *hub_plan_new_default    (void);
char      *hub_plan_check          (GArray       *plan,
                                    guint         days,
                                    gint64        now,
                                    guint        *where);
JsonArray *hub_plan_to_json        (GArray       *plan);
char      *hub_plan_describe       (GArray       *plan);
gint64     hub_plan_get_moment     (GArray       *plan,
                                    guint         position,
                                    gint64        begin);
char      *hub_plan_dup_share      (double        percentage);
double     hub_plan_get_percentage (JsonObject   *object);

G_END_DECLS
