/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is told when a version is submitted for review, as docs/review.md lists it. Signal "changed": by the person. */
#define HUB_TYPE_REVIEW_FORM (hub_review_form_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewForm, hub_review_form, HUB, REVIEW_FORM, GtkWidget)

GtkWidget  *hub_review_form_new                  (HubConsoleModel *model);
void        hub_review_form_set_feedback_allowed (HubReviewForm   *self,
                                                  gboolean         allowed);
void        hub_review_form_load                 (HubReviewForm   *self,
                                                  JsonObject      *form,
                                                  const char      *test_account);
JsonObject *hub_review_form_dup                  (HubReviewForm   *self,
                                                  char           **problem);
char       *hub_review_form_dup_overlong         (HubReviewForm   *self);

G_END_DECLS
