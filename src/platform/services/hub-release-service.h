/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-release-repository.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

HubRelease *hub_release_service_create        (HubPlatform   *platform,
                                               HubActor      *actor,
                                               const char    *app_id,
                                               const char    *review_id,
                                               GError       **error);
HubRelease *hub_release_service_get_online    (HubPlatform   *platform,
                                               const char    *app_id,
                                               GError       **error);
HubReview  *hub_release_service_take_approved (HubPlatform   *platform,
                                               const char    *app_id,
                                               const char    *review_id,
                                               GError       **error);
gboolean    hub_release_service_switch        (HubPlatform   *platform,
                                               HubActor      *actor,
                                               HubRelease    *release,
                                               const char    *how,
                                               GError       **error);
HubRelease *hub_release_service_roll_back     (HubPlatform   *platform,
                                               HubActor      *actor,
                                               const char    *app_id,
                                               const char    *release_id,
                                               GError       **error);
HubRelease *hub_release_service_redo          (HubPlatform   *platform,
                                               HubActor      *actor,
                                               const char    *app_id,
                                               GError       **error);

G_END_DECLS
