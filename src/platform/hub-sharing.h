/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* A local platform's second door: while it is on, phones on the local network reach its pages, and only those. */
typedef GPtrArray *(*HubAddressFinder) (void);

HubSharing         *hub_sharing_new           (HubPlatform       *platform,
                                               HubAddressFinder   find);
void                hub_sharing_free          (HubSharing        *self);
gboolean            hub_sharing_start         (HubSharing        *self,
                                               GError           **error);
void                hub_sharing_stop          (HubSharing        *self,
                                               const char        *reason);
void                hub_sharing_check         (HubSharing        *self);
gboolean            hub_sharing_is_on         (HubSharing        *self);
const char         *hub_sharing_get_url       (HubSharing        *self);
const char *const  *hub_sharing_get_addresses (HubSharing        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSharing, hub_sharing_free)

G_END_DECLS
