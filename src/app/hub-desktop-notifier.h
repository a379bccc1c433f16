/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-notifications.h"

G_BEGIN_DECLS

/* Shows on the desktop what a person is told while no window of the application is active, and takes it back when it
 * was read, wherever that was. */
#define HUB_TYPE_DESKTOP_NOTIFIER (hub_desktop_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HubDesktopNotifier, hub_desktop_notifier, HUB, DESKTOP_NOTIFIER, GObject)

HubDesktopNotifier *hub_desktop_notifier_new (GtkApplication   *application,
                                              GSettings        *settings,
                                              HubNotifications *notifications);

G_END_DECLS
