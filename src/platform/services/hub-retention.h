/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

gboolean hub_retention_work (HubPlatform  *platform,
                             gint64        now,
                             gint64       *next,
                             GError      **error);

gboolean hub_retention_forget_changes (HubPlatform  *platform,
                                       gint64        now,
                                       gint64       *next,
                                       GError      **error);

gboolean hub_retention_forget_pictures (HubPlatform  *platform,
                                        gint64        now,
                                        gint64       *next,
                                        GError      **error);

G_END_DECLS
