/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"
#include "hub-package.h"

G_BEGIN_DECLS

/* What each platform takes, as it last said: its operator may have set other limits than those it comes with. */
HubPackageLimits hub_limits_recall     (HubClient           *client);
void             hub_limits_take       (HubClient           *client,
                                        JsonNode            *answer,
                                        HubPackageLimits    *limits);
void             hub_limits_read       (HubClient           *client);

G_END_DECLS
