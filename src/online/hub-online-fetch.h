/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asking a platform what it tells everybody. All block, in threads that have a main context of their own. */
typedef struct _HubOnlineFetch HubOnlineFetch;

HubOnlineFetch *hub_online_fetch_new  (const char      *server,
                                       GCancellable    *cancellable);
void            hub_online_fetch_free (HubOnlineFetch  *self);
GCancellable   *hub_online_fetch_get_cancellable (HubOnlineFetch *self);
void            hub_online_fetch_set_token (HubOnlineFetch *self,
                                            const char     *token);
GBytes         *hub_online_fetch_get  (HubOnlineFetch  *self,
                                       const char      *path,
                                       const char      *accept,
                                       gsize            most,
                                       guint           *status,
                                       GError         **error);
gboolean        hub_online_fetch_save (HubOnlineFetch  *self,
                                       const char      *path,
                                       const char      *destination,
                                       const char      *sha256,
                                       guint64          most,
                                       GError         **error);
void            hub_online_fetch_post (HubOnlineFetch  *self,
                                       const char      *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOnlineFetch, hub_online_fetch_free)

G_END_DECLS
