/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The submission: which version, the form with its draft, the checks, and the button that sends it. */
#define HUB_TYPE_REVIEW_SUBMISSION (hub_review_submission_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewSubmission, hub_review_submission, HUB, REVIEW_SUBMISSION, GtkWidget)

GtkWidget *hub_review_submission_new            (HubConsoleModel     *model);
void       hub_review_submission_update         (HubReviewSubmission *self,
                                                 JsonObject          *quota);
void       hub_review_submission_choose_version (HubReviewSubmission *self,
                                                 const char          *version_id);

G_END_DECLS
