/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How long the next submission has to wait after rejections, by the platform's clock. Signal "over". */
#define HUB_TYPE_REVIEW_COUNTDOWN (hub_review_countdown_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewCountdown, hub_review_countdown, HUB, REVIEW_COUNTDOWN, GtkWidget)

GtkWidget *hub_review_countdown_new       (void);
void       hub_review_countdown_set_quota (HubReviewCountdown *self,
                                           JsonObject         *quota);

G_END_DECLS
