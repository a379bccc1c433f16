/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

gboolean hub_collection_service_work    (HubPlatform  *platform,
                                         gint64        now,
                                         gint64       *next,
                                         GError      **error);
gint64   hub_collection_service_collect (HubPlatform  *platform,
                                         guint         limit,
                                         gboolean     *more,
                                         GError      **error);
gint64   hub_collection_service_sweep   (HubPlatform  *platform,
                                         guint         folder,
                                         GError      **error);
gboolean hub_collection_service_all     (HubPlatform  *platform,
                                         gint64       *packages,
                                         gint64       *files,
                                         GError      **error);

G_END_DECLS
