/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-notifications.h"

G_BEGIN_DECLS

/* The bell of a window: how many notifications are unread, and all of them in a popover. Opening one activates
 * "app.open-notification". */
#define HUB_TYPE_NOTIFICATION_BELL (hub_notification_bell_get_type ())
G_DECLARE_FINAL_TYPE (HubNotificationBell, hub_notification_bell, HUB, NOTIFICATION_BELL, GtkWidget)

GtkWidget *hub_notification_bell_new               (HubNotifications    *notifications);
void       hub_notification_bell_set_notifications (HubNotificationBell *self,
                                                    HubNotifications    *notifications);
void       hub_notification_bell_popup             (HubNotificationBell *self);

G_END_DECLS
