/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

void      hub_difference_service_compare_async  (HubPlatform          *platform,
                                                 const HubReview      *review,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
JsonNode *hub_difference_service_compare_finish (GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
