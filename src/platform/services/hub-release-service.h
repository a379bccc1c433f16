/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-release-repository.h"

G_BEGIN_DECLS

HubRelease *hub_release_service_create     (HubPlatform  *platform,
                                            HubActor     *actor,
                                            const char   *app_id,
                                            const char   *review_id,
                                            GError      **error);
HubRelease *hub_release_service_get_online (HubPlatform  *platform,
                                            const char   *app_id,
                                            GError      **error);

G_END_DECLS
