/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-notification-repository.h"
#include "hub-platform.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

gboolean hub_notification_service_store         (HubPlatform            *platform,
                                                 const HubNotification  *row,
                                                 GError                **error);
gboolean hub_notification_service_tell_decision (HubPlatform      *platform,
                                                 const HubReview  *review,
                                                 gboolean          approved,
                                                 const char       *reason,
                                                 GError          **error);
gboolean hub_notification_service_read          (HubPlatform      *platform,
                                                 HubActor         *actor,
                                                 const char       *id,
                                                 GError          **error);
gboolean hub_notification_service_read_all      (HubPlatform      *platform,
                                                 HubActor         *actor,
                                                 GError          **error);

G_END_DECLS
