/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file on its way into the platform: in a folder of its own until it is whole, then moved. */
typedef struct _HubSpool HubSpool;

HubSpool   *hub_spool_new       (const char   *data_dir,
                                 gsize         limit,
                                 GError      **error);
HubSpool   *hub_spool_open      (const char   *path,
                                 gsize         offset,
                                 gsize         limit,
                                 GError      **error);
void        hub_spool_free      (HubSpool     *self);
gboolean    hub_spool_write     (HubSpool     *self,
                                 const void   *data,
                                 gsize         length,
                                 GError      **error);
gboolean    hub_spool_close     (HubSpool     *self,
                                 GError      **error);
const char *hub_spool_get_path  (HubSpool     *self);
gboolean    hub_spool_prepare   (const char   *destination,
                                 GError      **error);
gboolean    hub_spool_keep      (HubSpool     *self,
                                 const char   *destination,
                                 GError      **error);
void        hub_spool_clear_all (const char   *data_dir);

G_END_DECLS
