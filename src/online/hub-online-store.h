/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What this person's machine remembers of one platform: its key, and of each program the last manifest and what was said to
 * be run. Packages are below the cache, which may be emptied at any time. Small files, written as a whole. */
typedef struct _HubOnlineStore HubOnlineStore;

HubOnlineStore *hub_online_store_new          (const char      *server,
                                               const char      *folder);
void            hub_online_store_free         (HubOnlineStore  *self);
char           *hub_online_store_get_device   (HubOnlineStore  *self,
                                               GError         **error);
char           *hub_online_store_get_key      (HubOnlineStore  *self);
gboolean        hub_online_store_set_key      (HubOnlineStore  *self,
                                               const char      *key,
                                               GError         **error);
void            hub_online_store_forget       (HubOnlineStore  *self);
JsonObject     *hub_online_store_read         (HubOnlineStore  *self,
                                               const char      *name);
gboolean        hub_online_store_write        (HubOnlineStore  *self,
                                               const char      *name,
                                               JsonObject      *object,
                                               GError         **error);
char           *hub_online_store_package_path (HubOnlineStore  *self,
                                               const char      *sha256,
                                               GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOnlineStore, hub_online_store_free)

G_END_DECLS
