/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-phased-release-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

HubPhasedRelease *hub_phased_release_service_create     (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         const char   *review_id,
                                                         JsonArray    *steps,
                                                         GError      **error);
HubPhasedRelease *hub_phased_release_service_get        (HubPlatform  *platform,
                                                         const char   *app_id,
                                                         GError      **error);
HubPhasedRelease *hub_phased_release_service_raise      (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         JsonNode     *percentage,
                                                         GError      **error);
HubPhasedRelease *hub_phased_release_service_pause      (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         GError      **error);
HubPhasedRelease *hub_phased_release_service_resume     (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         gboolean      confirm,
                                                         GError      **error);
HubPhasedRelease *hub_phased_release_service_cancel     (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         GError      **error);

gboolean          hub_phased_release_service_check_none (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         GError      **error);
gboolean          hub_phased_release_service_drop       (HubPlatform  *platform,
                                                         HubActor     *actor,
                                                         const char   *app_id,
                                                         GError      **error);
gboolean          hub_phased_release_service_work       (HubPlatform  *platform,
                                                         gint64        now,
                                                         gint64       *next,
                                                         GError      **error);

G_END_DECLS
