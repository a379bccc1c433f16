/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-phased-release-repository.h"

G_BEGIN_DECLS

/* How a phased release is going to grow. */
GArray  *hub_release_plan_parse      (JsonArray  *steps,
                                      gint64      now,
                                      gint64      ends_at,
                                      GError    **error);
gboolean hub_release_plan_read_share (JsonNode   *percentage,
                                      guint      *share);
double   hub_release_plan_percentage (guint       share);

G_END_DECLS
