/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-client.h"

G_BEGIN_DECLS

/* The switch that lets phones on the local network reach the local platform. Signal: "toggled", by the person only. */
#define HUB_TYPE_SHARING_ROW (hub_sharing_row_get_type ())
G_DECLARE_FINAL_TYPE (HubSharingRow, hub_sharing_row, HUB, SHARING_ROW, GtkBox)

gboolean hub_sharing_row_get_active   (HubSharingRow        *self);
void     hub_sharing_row_set_active   (HubSharingRow        *self,
                                       gboolean              active);
void     hub_sharing_row_ask          (HubSharingRow        *self,
                                       gboolean              active);
void     hub_sharing_row_apply_async  (HubSharingRow        *self,
                                       HubClient            *client,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean hub_sharing_row_apply_finish (HubSharingRow        *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
