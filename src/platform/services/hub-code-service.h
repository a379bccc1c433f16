/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-code-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

HubCode  *hub_code_service_make        (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const HubCode  *wanted,
                                        gboolean        check_path,
                                        GError        **error);
HubCode  *hub_code_service_get         (HubPlatform    *platform,
                                        const char     *app_id,
                                        const char     *id,
                                        GError        **error);
JsonNode *hub_code_service_describe_start (const HubCode *code);
GBytes   *hub_code_service_draw        (HubPlatform    *platform,
                                        const HubCode  *code,
                                        const char     *base_url,
                                        const char     *format,
                                        guint           width,
                                        GError        **error);
gboolean  hub_code_service_put_logo    (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *app_id,
                                        const char     *png,
                                        GError        **error);
gboolean  hub_code_service_delete_logo (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *app_id,
                                        GError        **error);
void      hub_code_service_count_scan  (HubPlatform    *platform,
                                        const HubCode  *code);
gboolean  hub_code_service_flush_scans (HubPlatform    *platform,
                                        GError        **error);
gboolean  hub_code_service_work        (HubPlatform    *platform,
                                        gint64          now,
                                        gint64         *next,
                                        GError        **error);

G_END_DECLS
