/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-request.h"

G_BEGIN_DECLS

/* Where the update check is asked; it has a handler of its own. */
#define HUB_SERVE_MANIFESTS "/m/"

/* What is the same for everybody, and may be kept by anybody on the way: release manifests, the keys that sign them, and
 * packages. */
gboolean    hub_serve_owns      (const char        *path);
const char *hub_serve_name_of   (const char        *path);
void        hub_serve_manifest  (HubPlatform       *platform,
                                 SoupServerMessage *message,
                                 const char        *app_id);
void        hub_serve_report    (HubPlatform       *platform,
                                 SoupServerMessage *message,
                                 const char        *app_id,
                                 GHashTable        *query);
void        hub_serve_handle    (HubRequest        *request);
void        hub_serve_package   (HubRequest        *request,
                                 const char        *sha256);

G_END_DECLS
