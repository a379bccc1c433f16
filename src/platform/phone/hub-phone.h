/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-request.h"

G_BEGIN_DECLS

gboolean    hub_phone_admit      (HubRequest  *request);
void        hub_phone_handle     (HubRequest  *request);
gsize       hub_phone_body_limit (const char  *path);
const char *hub_phone_name_of    (const char  *path);
void        hub_phone_watch_stop (void);

G_END_DECLS
