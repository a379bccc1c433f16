/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-platform.h"

G_BEGIN_DECLS

/* A sign-in as the one who signs in sees it: with the token itself. */
typedef struct
{
  char   *token;
  char   *scope;
  char   *app_id;        /* (nullable): the one program it is for */
  gint64  expires_at;
} HubSignIn;

void       hub_sign_in_free                       (HubSignIn           *sign_in);
gboolean   hub_session_service_begin_try          (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *superhub_id,
                                                   GError             **error);
gboolean   hub_session_service_forget_failures    (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *superhub_id,
                                                   GError             **error);
void       hub_session_service_refuse_try         (GError             **error);
HubSignIn *hub_session_service_create             (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *superhub_id,
                                                   const char          *scope,
                                                   GError             **error);
HubSignIn *hub_session_service_create_bound       (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *app_id,
                                                   gboolean             guest,
                                                   GError             **error);
gboolean   hub_session_service_confirm            (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   GError             **error);
gboolean   hub_session_service_delete             (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   GError             **error);
gboolean   hub_session_service_delete_one         (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *id,
                                                   GError             **error);
gboolean   hub_session_service_delete_others      (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   gint64              *deleted,
                                                   GError             **error);
gboolean   hub_session_service_authenticate       (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   SoupMessageHeaders  *headers,
                                                   GError             **error);
gboolean   hub_session_service_authenticate_token (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   const char          *token,
                                                   gboolean             phone,
                                                   GError             **error);
gboolean   hub_session_service_require_reviewer   (HubActor            *actor,
                                                   GError             **error);
gboolean   hub_session_service_require_confirmed  (HubPlatform         *platform,
                                                   HubActor            *actor,
                                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSignIn, hub_sign_in_free)

G_END_DECLS
