/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-page.h"

G_BEGIN_DECLS

/* Review, for the program's people: the version that is in review, the form that submits one, what came of earlier ones. */
#define HUB_TYPE_REVIEW_PAGE (hub_review_page_get_type ())
G_DECLARE_FINAL_TYPE (HubReviewPage, hub_review_page, HUB, REVIEW_PAGE, HubConsolePage)

GtkWidget *hub_review_page_new            (HubConsoleModel *model);
void       hub_review_page_choose_version (HubReviewPage   *self,
                                           const char      *version_id);

G_END_DECLS
