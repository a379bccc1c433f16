/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

JsonObject *hub_domain_service_get        (HubPlatform  *platform,
                                           const char   *app_id,
                                           GError      **error);
JsonObject *hub_domain_service_modify     (HubPlatform  *platform,
                                           HubActor     *actor,
                                           const char   *app_id,
                                           const char   *action,
                                           JsonObject   *lists,
                                           GError      **error);
gboolean    hub_domain_service_spend_edit (HubPlatform  *platform,
                                           HubActor     *actor,
                                           const char   *app_id,
                                           const char   *kind,
                                           guint         a_month,
                                           GError      **error);

G_END_DECLS
