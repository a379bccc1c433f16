/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-query.h"
#include "hub-review-form.h"

G_BEGIN_DECLS

/* Keeps a form on the platform while it is filled in, and tells where somebody else has filled it in meanwhile. As a widget it is a line that
 * says how that stands. Signal "saved". */
#define HUB_TYPE_REVIEW_DRAFT (hub_review_draft_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewDraft, hub_review_draft, HUB, REVIEW_DRAFT, GtkWidget)

GtkWidget *hub_review_draft_new       (HubConsoleModel *model,
                                       HubReviewForm   *form,
                                       HubConsoleQuery *query);
void       hub_review_draft_take      (HubReviewDraft  *self);
void       hub_review_draft_save      (HubReviewDraft  *self);
void       hub_review_draft_submitted (HubReviewDraft  *self);

G_END_DECLS
