/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Turns while the model waits for the platform, but not for what is answered in a blink. */
#define HUB_TYPE_CONSOLE_PROGRESS (hub_console_progress_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleProgress, hub_console_progress, HUB, CONSOLE_PROGRESS, GtkWidget)

GtkWidget *hub_console_progress_new         (HubConsoleModel    *model);
gboolean   hub_console_progress_is_spinning (HubConsoleProgress *self);
GtkWidget *hub_console_spinner_new          (void);

G_END_DECLS
