/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* What a program may still do with reviews now. */
typedef struct
{
  gint64   left_today;       /* withdrawals in the next moment, by the limit of 24 hours */
  gint64   left_this_month;  /* the same by the limit of 30 days */
  gint64   left;             /* the smaller of both */
  gint64   rejections;       /* in a row since the last approval */
  gint64   wait_until;       /* when the next submission is taken; 0 for now */
  gboolean feedback;         /* whether a form may answer a rejection */
} HubReviewQuota;

gboolean  hub_review_quota_read     (HubPlatform           *platform,
                                     const char            *app_id,
                                     HubReviewQuota        *quota,
                                     GError               **error);
gboolean  hub_review_quota_submit   (HubPlatform           *platform,
                                     HubActor              *actor,
                                     const HubReviewQuota  *quota,
                                     GError               **error);
gboolean  hub_review_quota_withdraw (HubPlatform           *platform,
                                     HubActor              *actor,
                                     const HubReviewQuota  *quota,
                                     GError               **error);
JsonNode *hub_review_quota_present  (HubPlatform           *platform,
                                     const HubReviewQuota  *quota);

G_END_DECLS
