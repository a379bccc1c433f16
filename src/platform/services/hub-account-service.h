/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-account-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

gboolean    hub_account_service_check  (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *superhub_id,
                                        const char   *password,
                                        GError      **error);
HubAccount *hub_account_service_create (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *superhub_id,
                                        const char   *password_hash,
                                        const char   *display_name,
                                        gboolean      reviewer,
                                        GError      **error);
HubAccount *hub_account_service_get    (HubPlatform  *platform,
                                        const char   *superhub_id,
                                        GError      **error);
gboolean    hub_account_service_check_id (const char  *superhub_id,
                                          GError     **error);
gboolean    hub_account_service_check_password (const char  *superhub_id,
                                                const char  *password,
                                                GError     **error);
gboolean    hub_account_service_check_change (HubPlatform  *platform,
                                              HubActor     *actor,
                                              const char   *password,
                                              GError      **error);
gboolean    hub_account_service_change_password (HubPlatform  *platform,
                                                 HubActor     *actor,
                                                 const char   *old_hash,
                                                 const char   *password_hash,
                                                 GError      **error);
gboolean    hub_account_service_reset_password (HubPlatform  *platform,
                                                const char   *superhub_id,
                                                const char   *password_hash,
                                                GError      **error);
gboolean    hub_account_service_set_reviewer (HubPlatform  *platform,
                                              const char   *superhub_id,
                                              gboolean      reviewer,
                                              GError      **error);

HubAccount *hub_account_service_rename          (HubPlatform    *platform,
                                                HubActor       *actor,
                                                const char     *display_name,
                                                GError        **error);

G_END_DECLS
