/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-change.h"

G_BEGIN_DECLS

/* A dialog that makes one change: Cancel, its contents, and a button that does it. A refusal is shown in the dialog, which keeps
 * what was typed. Signals: "accept"; "done" (HubConsoleChange), before it closes. */
#define HUB_TYPE_CONSOLE_DIALOG (hub_console_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleDialog, hub_console_dialog, HUB, CONSOLE_DIALOG, AdwWindow)

HubConsoleDialog *hub_console_dialog_new         (GtkWidget        *owner,
                                                  const char       *title,
                                                  const char       *verb);
void              hub_console_dialog_add         (HubConsoleDialog *self,
                                                  GtkWidget        *widget);
void              hub_console_dialog_set_scrolls (HubConsoleDialog *self,
                                                  int               width,
                                                  int               height);
void              hub_console_dialog_set_verb    (HubConsoleDialog *self,
                                                  const char       *verb);
void              hub_console_dialog_set_style   (HubConsoleDialog *self,
                                                  const char       *style);
void              hub_console_dialog_set_ready   (HubConsoleDialog *self,
                                                  gboolean          ready);
void              hub_console_dialog_set_stays   (HubConsoleDialog *self,
                                                  gboolean          stays);
void              hub_console_dialog_show_error  (HubConsoleDialog *self,
                                                  const char       *text);
GtkWidget        *hub_console_dialog_dup_owner   (HubConsoleDialog *self);
void              hub_console_dialog_run         (HubConsoleDialog *self,
                                                  HubConsoleChange *change);

G_END_DECLS
