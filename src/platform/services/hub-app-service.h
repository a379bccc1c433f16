/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-app-repository.h"
#include "hub-member-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

HubApp    *hub_app_service_create  (HubPlatform  *platform,
                                    HubActor     *actor,
                                    const char   *name,
                                    GError      **error);
HubApp    *hub_app_service_get     (HubPlatform  *platform,
                                    const char   *app_id,
                                    GError      **error);
HubApp    *hub_app_service_get_mine (HubPlatform  *platform,
                                     HubActor     *actor,
                                     const char   *app_id,
                                     HubMember   **member,
                                     GError      **error);
gboolean   hub_app_service_require (HubPlatform  *platform,
                                    HubActor     *actor,
                                    const char   *app_id,
                                    const char   *permission,
                                    GError      **error);
gboolean   hub_app_service_require_kept (HubPlatform  *platform,
                                         HubActor     *actor,
                                         const char   *app_id,
                                         const char   *permission,
                                         GError      **error);
gboolean   hub_app_service_is_name (const char   *name);

G_END_DECLS
