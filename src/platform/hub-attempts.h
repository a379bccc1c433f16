/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* What is counted, and how many failures in 5 minutes are borne. */
typedef struct
{
  char  *name;
  guint  allowed;
} HubAttempt;

char     *hub_attempts_address (const char        *address);
gboolean  hub_attempts_check   (HubPlatform       *platform,
                                HubActor          *actor,
                                const HubAttempt  *attempts,
                                gsize              n_attempts,
                                const char        *sentence,
                                GError           **error);
void      hub_attempts_count   (HubPlatform       *platform,
                                const HubAttempt  *attempts,
                                gsize              n_attempts);
gboolean  hub_attempts_begin   (HubPlatform       *platform,
                                HubActor          *actor,
                                const HubAttempt  *attempts,
                                gsize              n_attempts,
                                const char        *sentence,
                                GError           **error);
gboolean  hub_attempts_succeed (HubPlatform       *platform,
                                const HubAttempt  *attempts,
                                gsize              n_attempts,
                                GError           **error);

G_END_DECLS
