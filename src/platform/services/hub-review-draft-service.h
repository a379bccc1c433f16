/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-review-form-repository.h"

G_BEGIN_DECLS

gboolean             hub_review_draft_service_put    (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      JsonObject   *members,
                                                      const char   *test_account,
                                                      GError      **error);
HubReviewDraft      *hub_review_draft_service_save   (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      JsonObject   *values,
                                                      GError      **error);
gboolean             hub_review_draft_service_delete (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      GError      **error);
HubReviewAttachment *hub_review_draft_service_attach (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      const char   *review_id,
                                                      const char   *data,
                                                      GError      **error);

G_END_DECLS
