/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-device-profile.h"

G_BEGIN_DECLS

/* Draws a device around one child, which gets the screen's size times the zoom. Property "scale" (double,
 * read-only): how many widget pixels make one of the device. */
#define HUB_TYPE_DEVICE_FRAME (hub_device_frame_get_type ())
G_DECLARE_FINAL_TYPE (HubDeviceFrame, hub_device_frame, HUB, DEVICE_FRAME, GtkWidget)

GtkWidget *hub_device_frame_new         (void);
void       hub_device_frame_set_child   (HubDeviceFrame         *self,
                                         GtkWidget              *child);
void       hub_device_frame_set_profile (HubDeviceFrame         *self,
                                         const HubDeviceProfile *profile);
void       hub_device_frame_set_zoom    (HubDeviceFrame         *self,
                                         double                  zoom);
void       hub_device_frame_set_dark    (HubDeviceFrame         *self,
                                         gboolean                dark);
double     hub_device_frame_get_scale   (HubDeviceFrame         *self);

G_END_DECLS
