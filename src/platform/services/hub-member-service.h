/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-member-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

HubMember *hub_member_service_put    (HubPlatform  *platform,
                                      HubActor     *actor,
                                      const char   *app_id,
                                      const char   *superhub_id,
                                      const char   *kind,
                                      HubRoles      roles,
                                      GError      **error);
gboolean   hub_member_service_remove (HubPlatform  *platform,
                                      HubActor     *actor,
                                      const char   *app_id,
                                      const char   *superhub_id,
                                      GError      **error);

G_END_DECLS
