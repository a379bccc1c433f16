/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-change.h"
#include "hub-console-prompt.h"

G_BEGIN_DECLS

/* @error (nullable): why the change was not made. */
typedef void (*HubConsoleRunFunc) (const GError *error, gpointer user_data);
/* @widget: the one that asked, which is still there; @error (nullable): why the change was not made */
typedef void (*HubConsoleDoneFunc) (GtkWidget *widget, HubConsoleChange *change, const GError *error);
/* Returns: (transfer full): what to change, after @text was accepted */
typedef HubConsoleChange *(*HubConsoleMakeFunc) (const char *text);

const char *hub_console_get_app_id (GtkWidget            *widget);
void hub_console_run     (GtkWidget              *widget,
                          HubConsoleChange       *change,
                          HubConsoleRunFunc       done,
                          gpointer                user_data,
                          GDestroyNotify          destroy);
void hub_console_run_for (GtkWidget              *widget,
                          HubConsoleChange       *change,
                          HubConsoleDoneFunc      done);
void hub_console_ask     (GtkWidget              *widget,
                          const HubConsolePrompt *prompt,
                          HubConsoleMakeFunc      make);
void hub_console_confirm (GtkWidget              *widget,
                          HubConsoleChange       *change,
                          const char             *heading,
                          const char             *body,
                          const char             *verb,
                          AdwResponseAppearance   appearance);
void hub_console_toast   (GtkWidget              *widget,
                          const char             *text);
void hub_console_refuse  (GtkWidget              *widget,
                          const char             *text);

G_END_DECLS
