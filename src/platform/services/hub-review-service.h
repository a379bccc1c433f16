/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-review-form.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

/* What the program's people do with a review. */
HubReview *hub_review_service_submit   (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *app_id,
                                        const char     *version_id,
                                        HubReviewForm  *form,
                                        GError        **error);
HubReview *hub_review_service_withdraw (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *app_id,
                                        GError        **error);
HubReview *hub_review_service_get      (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *id,
                                        GError        **error);
HubReview *hub_review_service_find     (HubPlatform    *platform,
                                        const char     *id,
                                        GError        **error);

G_END_DECLS
