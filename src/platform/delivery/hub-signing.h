/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* The platform's own Ed25519 keys. */
typedef struct _HubSigning HubSigning;

HubSigning *hub_signing_load        (HubPlatform  *platform,
                                     GError      **error);
void        hub_signing_free        (HubSigning   *self);
char       *hub_signing_sign        (HubSigning   *self,
                                     const char   *type,
                                     const char   *payload);
char       *hub_signing_to_key_set  (HubSigning   *self);
gboolean    hub_signing_rotate      (HubPlatform  *platform,
                                     char        **id,
                                     GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSigning, hub_signing_free)

G_END_DECLS
