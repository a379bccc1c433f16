/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-fetch.h"
#include "hub-platform.h"
#include "hub-webhook-repository.h"

G_BEGIN_DECLS

char      *hub_webhook_sign         (const char         *secret,
                                     const char         *timestamp,
                                     const char         *body);
HubFetch  *hub_webhook_make_message (HubPlatform        *platform,
                                     const HubWebhook   *webhook,
                                     const char         *id,
                                     const char         *content);
char      *hub_webhook_why_not      (HubFetchAnswer     *answer,
                                     const GError       *error);

G_END_DECLS
