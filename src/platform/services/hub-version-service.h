/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-developer-version-repository.h"
#include "hub-platform.h"
#include "hub-test-version-repository.h"

G_BEGIN_DECLS

HubDeveloperVersion *hub_version_service_put         (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      const char   *sha256,
                                                      const char   *version,
                                                      const char   *remarks,
                                                      GError      **error);
HubDeveloperVersion *hub_version_service_get         (HubPlatform  *platform,
                                                      const char   *app_id,
                                                      const char   *id,
                                                      GError      **error);
gboolean             hub_version_service_delete      (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      const char   *id,
                                                      GError      **error);
HubTestVersion      *hub_version_service_set_test    (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      const char   *id,
                                                      const char   *mode,
                                                      GError      **error);
gboolean             hub_version_service_clear_test  (HubPlatform  *platform,
                                                      HubActor     *actor,
                                                      const char   *app_id,
                                                      GError      **error);

G_END_DECLS
