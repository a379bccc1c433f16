/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "hub-program-files.h"

G_BEGIN_DECLS

/* Where a simulated device is until somebody says otherwise: Guangzhou, WGS 84. */
#define HUB_HOST_LATITUDE  23.1066
#define HUB_HOST_LONGITUDE 113.3245

/* Signal: "notice" (const char *text), when something happened that the person should know of. */
#define HUB_TYPE_HOST (hub_host_get_type ())
G_DECLARE_FINAL_TYPE (HubHost, hub_host, HUB, HOST, GObject)

HubHost  *hub_host_new         (void);
void      hub_host_set_storage (HubHost             *self,
                                const char          *storage_id,
                                const char          *folder);
void     hub_host_set_domains    (HubHost             *self,
                                  JsonObject          *domains,
                                  const char          *unchecked);
void      hub_host_set_parent  (HubHost             *self,
                                GtkWidget           *parent);
void      hub_host_set_choices (HubHost             *self,
                                const char *const   *paths);
void      hub_host_set_location (HubHost            *self,
                                double               latitude,
                                double               longitude);
void      hub_host_reset       (HubHost             *self);
HubProgramFiles *
          hub_host_get_files   (HubHost             *self);
char     *hub_host_write_file  (HubHost             *self,
                                const char          *key,
                                gconstpointer        body,
                                gsize                length,
                                const char          *position);
void      hub_host_call_async  (HubHost             *self,
                                const char          *service,
                                const char          *arguments,
                                gssize               length,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
JsonNode *hub_host_call_finish (HubHost             *self,
                                GAsyncResult        *result);

G_END_DECLS
