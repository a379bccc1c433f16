/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-model.h"
#include "hub-console-run.h"
#include "hub-console-view.h"

G_BEGIN_DECLS

/* A bar that tells of the connection. */
typedef struct
{
  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *text;
  GtkButton *button;
} HubConsoleBar;

struct _HubConsoleView
{
  GtkWidget parent_instance;

  HubConsoleModel *model;
  AdwToastOverlay *overlay;
  AdwLeaflet *leaflet;
  GtkListBox *sidebar;
  GtkStack *stack;
  AdwToast *toast;              /* (unowned) (nullable): the one in sight */
  GtkWidget *notice;            /* the bar that tells of refusals */
  GtkLabel *notice_text;
  HubConsoleBar bar;            /* over the pages */
  HubConsoleBar chooser_bar;    /* the same over the chooser, once there is one */
  GtkStack *main;               /* "program" or "chooser" */
  GtkWidget *programs;          /* leads to the chooser */
  gboolean choosing;
  GtkWindow *window;            /* (unowned) (nullable): watched for getting active again */
  guint timer;
};

AdwToast *hub_console_view_toast      (HubConsoleView      *self,
                                       const char          *text);
void hub_console_view_lead_to         (HubConsoleView      *self,
                                       const char          *page);
void hub_console_view_step            (HubConsoleView      *self,
                                       int                  by);
void hub_console_view_show_refusal    (HubConsoleView      *self,
                                       const char          *text);

/* hub-console-bar.c */
GtkWidget *hub_console_view_make_bar  (HubConsoleView      *self,
                                       HubConsoleBar       *bar);
void hub_console_view_update_bar      (HubConsoleView      *self);

/* hub-console-actions.c */
void hub_console_view_install_actions (GtkWidgetClass      *klass);
void hub_console_view_add_shortcuts   (HubConsoleView      *self);
void hub_console_view_update_actions  (HubConsoleView      *self);

/* hub-console-run.c */
void hub_console_view_run             (HubConsoleView      *self,
                                       HubConsoleChange    *change,
                                       HubConsoleRunFunc    done,
                                       gpointer             user_data,
                                       GDestroyNotify       destroy);

G_END_DECLS
