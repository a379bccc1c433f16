/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-review-form-repository.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

/* What reviewers do with a review. */
HubReview *hub_review_desk_service_take              (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *id,
                                                      GError      **error);
HubReview *hub_review_desk_service_give_back         (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *id,
                                                      GError      **error);
HubReview *hub_review_desk_service_decide            (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *id,
                                                      JsonObject   *decision,
                                                      GError      **error);
HubReview *hub_review_desk_service_require_held      (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *id,
                                                      GError      **error);
gboolean   hub_review_desk_service_give_back_expired (HubPlatform  *platform,
                                                      gint64        now,
                                                      gint64       *next,
                                                      GError      **error);

G_END_DECLS
