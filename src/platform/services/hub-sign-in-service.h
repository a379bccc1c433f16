/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-session-service.h"
#include "hub-sign-in-repository.h"

G_BEGIN_DECLS

const char   *hub_sign_in_service_state   (HubPlatform         *platform,
                                           const HubSignInRow  *row);
HubSignInRow *hub_sign_in_service_request (HubPlatform         *platform,
                                           HubActor            *actor,
                                           const char          *app_id,
                                           const char          *message,
                                           GError             **error);
HubSignInRow *hub_sign_in_service_get     (HubPlatform         *platform,
                                           HubActor            *actor,
                                           const char          *app_id,
                                           const char          *id,
                                           GError             **error);
HubSignInRow *hub_sign_in_service_decide  (HubPlatform         *platform,
                                           HubActor            *actor,
                                           const char          *app_id,
                                           const char          *id,
                                           gboolean             allow,
                                           GError             **error);
HubSignIn    *hub_sign_in_service_use     (HubPlatform         *platform,
                                           HubActor            *actor,
                                           const char          *app_id,
                                           const char          *id,
                                           GError             **error);

G_END_DECLS
