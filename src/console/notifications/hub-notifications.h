/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"
#include "hub-console-item.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* What the signed-in person is told about all programs: one for the whole application, so that it comes at once whatever is
 * in sight. Main thread. Signals: "changed" (state, unread count), "arrived" (HubConsoleItem): told just now. */
#define HUB_TYPE_NOTIFICATIONS (hub_notifications_get_type ())
G_DECLARE_FINAL_TYPE (HubNotifications, hub_notifications, HUB, NOTIFICATIONS, GObject)

HubNotifications  *hub_notifications_new        (void);
void               hub_notifications_set_client (HubNotifications *self,
                                                 HubClient        *client);
HubClient         *hub_notifications_get_client (HubNotifications *self);
GListModel        *hub_notifications_get_items  (HubNotifications *self);
HubConsoleState    hub_notifications_get_state  (HubNotifications *self);
const GError      *hub_notifications_get_error  (HubNotifications *self);
guint              hub_notifications_get_unread (HubNotifications *self);
void               hub_notifications_reload     (HubNotifications *self);
void               hub_notifications_load_more  (HubNotifications *self);
void               hub_notifications_read       (HubNotifications *self,
                                                 const char       *id);
void               hub_notifications_read_all   (HubNotifications *self);

GNotification     *hub_notification_to_desktop  (HubConsoleItem   *item,
                                                 gboolean          markup);
GVariant          *hub_notification_get_target  (HubConsoleItem   *item);
gboolean           hub_notification_is_read     (HubConsoleItem   *item);
const char        *hub_notification_get_title   (HubConsoleItem   *item);
const char        *hub_notification_get_icon    (HubConsoleItem   *item);

G_END_DECLS
