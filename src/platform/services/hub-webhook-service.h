/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-notification-repository.h"
#include "hub-platform.h"
#include "hub-webhook-repository.h"

G_BEGIN_DECLS

gboolean  hub_webhook_service_set         (HubPlatform           *platform,
                                           HubActor              *actor,
                                           const HubWebhook      *webhook,
                                           GError               **error);
gboolean  hub_webhook_service_delete      (HubPlatform           *platform,
                                           HubActor              *actor,
                                           const char            *app_id,
                                           GError               **error);
gboolean  hub_webhook_service_stop        (HubPlatform           *platform,
                                           const char            *app_id,
                                           GError               **error);
void      hub_webhook_service_test_async  (HubPlatform           *platform,
                                           HubActor              *actor,
                                           const char            *app_id,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gboolean  hub_webhook_service_test_finish (GAsyncResult          *result,
                                           GError               **error);
gboolean  hub_webhook_service_tell        (HubPlatform           *platform,
                                           const HubNotification *notification,
                                           gint64                 number,
                                           GError               **error);
gboolean  hub_webhook_service_tell_change (HubPlatform           *platform,
                                           const char            *app_id,
                                           const char            *admin,
                                           GError               **error);
gboolean  hub_webhook_service_work        (HubPlatform           *platform,
                                           gint64                 now,
                                           gint64                *next,
                                           GError               **error);

G_END_DECLS
