/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

void hub_permission_hint_apply (GtkWidget       *control,
                                HubConsoleModel *model,
                                const char      *permission);
void hub_permission_hint_deny  (GtkWidget       *control,
                                const char      *why);
void hub_permission_hint_enable (GtkWidget      *widget,
                                 const char     *action,
                                 gboolean        enabled);
void hub_permission_hint_offer (GtkWidget       *button,
                                const char      *action,
                                const char      *target);
/* (transfer floating): in place of what is the admin's alone */
GtkWidget *hub_permission_hint_new_locked (const char   *description);

G_END_DECLS
