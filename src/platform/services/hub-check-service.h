/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-package-repository.h"
#include "hub-platform.h"
#include "hub-review-form.h"

G_BEGIN_DECLS

gboolean  hub_check_service_keep_facts   (HubPlatform          *platform,
                                          const char           *sha256,
                                          const char           *facts,
                                          GError              **error);
JsonNode *hub_check_service_get          (HubPlatform          *platform,
                                          HubPackageRow        *package,
                                          HubReviewForm        *form,
                                          GError              **error);
gboolean  hub_check_service_require      (HubPlatform          *platform,
                                          HubActor             *actor,
                                          HubPackageRow        *package,
                                          HubReviewForm        *form,
                                          GError              **error);
void      hub_check_service_read_async   (HubPlatform          *platform,
                                          const char           *sha256,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  hub_check_service_read_finish  (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
