/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-account.h"
#include "hub-condition-popover.h"
#include "hub-develop-view.h"
#include "hub-preview-popover.h"
#include "hub-welcome-page.h"

G_BEGIN_DECLS

/* A window: the welcome page, or one program in the tabs Develop and Console. Everything it can do is an
 * action; hub-window-actions.c lists them. Property: "workbench" (nullable HubWorkbench). */
#define HUB_TYPE_WINDOW (hub_window_get_type ())
G_DECLARE_FINAL_TYPE (HubWindow, hub_window, HUB, WINDOW, AdwApplicationWindow)

GtkWidget         *hub_window_new           (AdwApplication *application,
                                             GSettings      *settings,
                                             HubAccount     *account);
gboolean           hub_window_open          (HubWindow      *self,
                                             const char     *folder);
HubWorkbench      *hub_window_get_workbench (HubWindow      *self);
HubDevelopView    *hub_window_get_develop   (HubWindow      *self);
HubWelcomePage    *hub_window_get_welcome   (HubWindow      *self);
HubPreviewPopover *hub_window_get_preview   (HubWindow      *self);
void               hub_window_toast         (HubWindow      *self,
                                             const char     *text);

gboolean    hub_window_is_empty       (HubWindow      *self);
gboolean    hub_window_is_console     (HubWindow      *self);
const char *hub_window_get_app_id     (HubWindow      *self);
void        hub_window_open_console   (HubWindow      *self,
                                       const char     *app_id);
void        hub_window_show_link      (HubWindow      *self,
                                       const char     *link);
void        hub_window_show_notifications (HubWindow  *self);

G_END_DECLS
