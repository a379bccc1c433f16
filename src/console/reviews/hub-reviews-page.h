/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* The reviewer's queue, of all programs on the platform, and what was decided. */
#define HUB_TYPE_REVIEWS_PAGE (hub_reviews_page_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewsPage, hub_reviews_page, HUB, REVIEWS_PAGE, HubConsolePage)

GtkWidget *hub_reviews_page_new (HubConsoleModel *model);

G_END_DECLS
