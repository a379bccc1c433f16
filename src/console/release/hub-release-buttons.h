/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

char      *hub_release_dup_reason (HubConsoleModel *model,
                                   const char      *action,
                                   const char      *target);
GtkWidget *hub_release_button_new (HubConsoleModel *model,
                                   const char      *label,
                                   const char      *action,
                                   const char      *target);

G_END_DECLS
