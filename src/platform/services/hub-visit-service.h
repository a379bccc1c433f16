/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-app-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

HubApp   *hub_visit_service_set    (HubPlatform  *platform,
                                    HubActor     *actor,
                                    const char   *app_id,
                                    gboolean      open,
                                    const char   *reason,
                                    gboolean      by_platform,
                                    GError      **error);
gboolean  hub_visit_service_remove (HubPlatform  *platform,
                                    HubActor     *actor,
                                    const char   *app_id,
                                    const char   *name,
                                    GError      **error);

G_END_DECLS
