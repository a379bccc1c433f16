/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-sign-in-repository.h"

G_BEGIN_DECLS

/* What people are told about people; each in the transaction of the change. */
gboolean hub_people_notices_tell_new_admin (HubPlatform         *platform,
                                            const char          *app_id,
                                            const char          *from,
                                            const char          *to,
                                            GError             **error);
gboolean hub_people_notices_tell_request   (HubPlatform         *platform,
                                            const HubSignInRow  *row,
                                            GError             **error);
gboolean hub_people_notices_tell_answer    (HubPlatform         *platform,
                                            const HubSignInRow  *row,
                                            gboolean             allowed,
                                            GError             **error);

G_END_DECLS
