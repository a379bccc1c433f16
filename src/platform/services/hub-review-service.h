/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

HubReview *hub_review_service_submit   (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        const char   *version_id,
                                        const char   *description,
                                        GError      **error);
HubReview *hub_review_service_withdraw (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        GError      **error);
HubReview *hub_review_service_get      (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *id,
                                        GError      **error);
HubReview *hub_review_service_decide   (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *id,
                                        gboolean      approve,
                                        const char   *reason,
                                        GError      **error);
gint64     hub_review_service_withdrawals_left (HubPlatform  *platform,
                                                const char   *app_id,
                                                GError      **error);

G_END_DECLS
