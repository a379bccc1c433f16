/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-fetch.h"
#include "hub-platform.h"
#include "hub-push-repository.h"

G_BEGIN_DECLS

HubFetch *hub_push_make_handshake (HubPlatform       *platform,
                                   const HubPush     *push,
                                   char             **echo);
HubFetch *hub_push_make_message   (HubPlatform       *platform,
                                   const HubPush     *push,
                                   JsonObject        *message);
gboolean  hub_push_is_taken       (HubFetchAnswer    *answer);

G_END_DECLS
