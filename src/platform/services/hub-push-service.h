/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-push-repository.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

void      hub_push_service_set_async  (HubPlatform         *platform,
                                       HubActor            *actor,
                                       HubPush             *push,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
HubPush  *hub_push_service_set_finish (GAsyncResult        *result,
                                       GError             **error);
gboolean  hub_push_service_delete     (HubPlatform         *platform,
                                       HubActor            *actor,
                                       const char          *app_id,
                                       GError             **error);
void      hub_push_service_test_async (HubPlatform         *platform,
                                       HubActor            *actor,
                                       const char          *app_id,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  hub_push_service_test_finish (GAsyncResult       *result,
                                        GError            **error);
gboolean  hub_push_service_tell       (HubPlatform         *platform,
                                       const char          *app_id,
                                       const char          *event,
                                       const char          *subject,
                                       JsonObject          *more,
                                       GError             **error);
gboolean  hub_push_service_tell_decision (HubPlatform      *platform,
                                          const HubReview  *review,
                                          gboolean          approved,
                                          const char       *reason,
                                          GError          **error);
gboolean  hub_push_service_work       (HubPlatform         *platform,
                                       gint64               now,
                                       gint64              *next,
                                       GError             **error);

G_END_DECLS
