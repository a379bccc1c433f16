/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-view.h"
#include "hub-notification-bell.h"
#include "hub-window.h"

G_BEGIN_DECLS

struct _HubWindow
{
  AdwApplicationWindow  parent_instance;
  AdwToastOverlay      *toasts;
  GtkStack             *main_stack;
  HubWelcomePage       *welcome;
  AdwViewStack         *tabs;
  GtkWidget            *switcher;
  AdwWindowTitle       *title;
  GtkStack             *title_stack;
  HubDevelopView       *develop;
  HubConsoleView       *console;
  HubNotificationBell  *bell;
  gboolean              console_only;   /* no project: the Console of a program that is chosen in it */
  char                 *console_app_id; /* (nullable): that program */
  GtkMenuButton        *project_button;
  GtkWidget            *tools;
  GtkMenuButton        *preview_button;
  HubPreviewPopover    *preview;
  GtkMenuButton        *condition_button;
  HubConditionPopover  *condition;
  GtkRevealer          *platform_bar;
  GtkLabel             *platform_label;
  GtkWidget            *retry_button;
  GMenu                *recent_menu;
  GSettings            *settings;
  HubAccount           *account;
  HubWorkbench         *workbench;
  GtkWidget            *upload_dialog;   /* weak */
  AdwToast             *npm_offer;       /* while it is in sight */
  gboolean              npm_offered;     /* for what the program lacks now */
  AdwToast             *sign_in_offer;   /* while it is in sight */
  gpointer              sign_in_offered; /* (unowned) (nullable): the workbench it was for: once for each */
};

void hub_window_set_workbench    (HubWindow      *self,
                                  HubWorkbench   *workbench);
void hub_window_connect          (HubWindow      *self);
void hub_window_show_console     (HubWindow      *self);
void hub_window_report           (HubWindow      *self,
                                  const char     *title,
                                  const char     *message);
/* hub-window-console.c */
gboolean hub_window_is_console_shown (HubWindow *self);
void hub_window_update_console   (HubWindow      *self);
void hub_window_show_place       (HubWindow      *self);
void hub_window_watch_console    (HubWindow      *self);
void hub_window_watch_domains    (HubWindow      *self);
void hub_window_leave_console    (HubWindow      *self);
/* hub-window-actions.c */
void hub_window_install_actions  (GtkWidgetClass *class);
void hub_window_update_actions   (HubWindow      *self);
/* hub-window-delivery.c: Preview and Upload */
void hub_window_preview          (HubWindow      *self);
void hub_window_upload           (HubWindow      *self);
/* hub-window-npm.c */
void hub_window_build_npm        (HubWindow      *self);
void hub_window_offer_npm        (HubWindow      *self,
                                  HubBuild       *build);
/* hub-window-projects.c: opening and making programs */
void hub_window_choose_folder    (HubWindow      *self);
void hub_window_new_program      (HubWindow      *self,
                                  const char     *folder);
void hub_window_open_sample      (HubWindow      *self);
void hub_window_close_project    (HubWindow      *self);
void hub_window_open_elsewhere   (HubWindow      *self,
                                  const char     *folder);

G_END_DECLS
