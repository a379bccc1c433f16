/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-adoption-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

gboolean   hub_adoption_report (HubPlatform *platform,
                               const char   *app_id,
                               const char   *package,
                               const char   *address,
                               GError      **error);
gboolean   hub_adoption_flush (HubPlatform  *platform,
                               GError      **error);
GPtrArray *hub_adoption_list  (HubPlatform  *platform,
                               const char   *app_id,
                               gint64        from,
                               gint64        to,
                               gboolean      by_day,
                               GError      **error);
gboolean   hub_adoption_work  (HubPlatform  *platform,
                               gint64        now,
                               gint64       *next,
                               GError      **error);

G_END_DECLS
