/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The automatic checks of a version, as a section: how each went, and where what it found stands. */
#define HUB_TYPE_REVIEW_CHECKS (hub_review_checks_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewChecks, hub_review_checks, HUB, REVIEW_CHECKS, GtkWidget)

GtkWidget *hub_review_checks_new      (HubConsoleQuery *query);
gboolean   hub_review_checks_may_send (HubReviewChecks *self);

G_END_DECLS
