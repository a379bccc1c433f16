/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One review on the reviewer's desk: what was submitted, its checks, the difference to the online version, and the decision. */
#define HUB_TYPE_REVIEW_DESK (hub_review_desk_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewDesk, hub_review_desk, HUB, REVIEW_DESK, GtkWidget)

GtkWidget  *hub_review_desk_new        (HubConsoleModel *model);
void        hub_review_desk_set_review (HubReviewDesk   *self,
                                        const char      *review_id);

G_END_DECLS
