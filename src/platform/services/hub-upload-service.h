/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-spool.h"
#include "hub-upload-repository.h"

G_BEGIN_DECLS

/* How many bytes a client sends at once; more are taken, too. */
#define HUB_UPLOAD_PART_BYTES (4 * 1024 * 1024)

gint64     hub_upload_service_max_bytes (HubPlatform      *platform);
HubUpload *hub_upload_service_create    (HubPlatform      *platform,
                                         HubActor         *actor,
                                         const char       *app_id,
                                         gint64            size,
                                         const char       *sha256,
                                         GError          **error);
HubUpload *hub_upload_service_get       (HubPlatform      *platform,
                                         HubActor         *actor,
                                         const char       *app_id,
                                         const char       *id,
                                         GError          **error);
gint64     hub_upload_service_offset    (HubPlatform      *platform,
                                         const HubUpload  *upload);
HubSpool  *hub_upload_service_open_part (HubPlatform      *platform,
                                         HubActor         *actor,
                                         const HubUpload  *upload,
                                         const char       *content_range,
                                         gsize            *length,
                                         GError          **error);
HubSpool  *hub_upload_service_open_all  (HubPlatform      *platform,
                                         HubActor         *actor,
                                         const HubUpload  *upload,
                                         GError          **error);
gboolean   hub_upload_service_cancel    (HubPlatform      *platform,
                                         HubActor         *actor,
                                         const char       *app_id,
                                         const char       *id,
                                         GError          **error);
void       hub_upload_service_drop      (HubPlatform      *platform,
                                         const char       *id);
gboolean   hub_upload_service_expire    (HubPlatform      *platform,
                                         gint64            now,
                                         gint64           *next,
                                         GError          **error);

G_END_DECLS
