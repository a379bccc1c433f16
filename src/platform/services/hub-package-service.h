/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-package-repository.h"
#include "hub-platform.h"
#include "hub-spool.h"
#include "hub-upload-repository.h"

G_BEGIN_DECLS

void           hub_package_service_receive_async  (HubPlatform          *platform,
                                                   HubActor             *actor,
                                                   const char           *app_id,
                                                   HubSpool             *spool,
                                                   const HubUpload      *upload,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
HubPackageRow *hub_package_service_receive_finish (GAsyncResult         *result,
                                                   GError              **error);
HubPackageRow *hub_package_service_get            (HubPlatform          *platform,
                                                   const char           *app_id,
                                                   const char           *sha256,
                                                   GError              **error);
char          *hub_package_service_path           (HubPlatform          *platform,
                                                   const char           *sha256);

G_END_DECLS
