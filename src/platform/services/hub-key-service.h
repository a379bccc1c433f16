/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-upload-key-repository.h"

G_BEGIN_DECLS

#define HUB_MAX_KEY_SLOT 30

/* What a key shows to sign in. */
typedef struct
{
  const char *key_id;
  gint64      time;        /* seconds since 1970 UTC, signed */
  const char *nonce;       /* signed, used once */
  const char *signature;   /* hexadecimal */
} HubKeyProof;

/* A sign-in as the key sees it: with the token itself. */
typedef struct
{
  char         *token;
  gint64        expires_at;
  HubUploadKey *key;
} HubKeySignIn;

void          hub_key_sign_in_free          (HubKeySignIn       *sign_in);
HubUploadKey *hub_key_service_create        (HubPlatform        *platform,
                                             HubActor           *actor,
                                             const HubUploadKey *wanted,
                                             const char *const  *ranges,
                                             GError            **error);
gboolean      hub_key_service_revoke        (HubPlatform        *platform,
                                             HubActor           *actor,
                                             const char         *app_id,
                                             const char         *id,
                                             GError            **error);
gboolean      hub_key_service_end_of_person (HubPlatform        *platform,
                                             HubActor           *actor,
                                             const char         *app_id,
                                             const char         *superhub_id,
                                             GError            **error);
HubKeySignIn *hub_key_service_sign_in       (HubPlatform        *platform,
                                             HubActor           *actor,
                                             const HubKeyProof  *proof,
                                             GError            **error);
gboolean      hub_key_service_authenticate  (HubPlatform        *platform,
                                             HubActor           *actor,
                                             const char         *token_hash,
                                             gboolean           *found,
                                             GError            **error);
gboolean      hub_key_service_check_scope   (HubActor           *actor,
                                             gboolean            for_keys,
                                             const char         *app_id,
                                             GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubKeySignIn, hub_key_sign_in_free)

G_END_DECLS
