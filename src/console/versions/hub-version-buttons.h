/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* What can be done with a developer version, for a row of the list and of the table. Buttons are made once and then filled with one
 * version or another. */
char      *hub_version_dup_who            (HubConsoleItem  *item);
GtkWidget *hub_version_open_button_new    (void);
void       hub_version_open_button_fill   (GtkWidget       *button,
                                           HubConsoleItem  *item,
                                           HubConsoleModel *model);
GtkWidget *hub_version_qr_button_new      (void);
void       hub_version_qr_button_fill     (GtkWidget       *button,
                                           HubConsoleItem  *item);
GtkWidget *hub_version_submit_button_new  (HubConsoleModel *model,
                                           gboolean         narrow);
void       hub_version_submit_button_fill (GtkWidget       *button,
                                           HubConsoleItem  *item,
                                           HubConsoleModel *model);
GtkWidget *hub_version_test_button_new    (gboolean         narrow);
void       hub_version_test_button_fill   (GtkWidget       *button,
                                           HubConsoleItem  *item,
                                           HubConsoleModel *model);
GtkWidget *hub_version_delete_button_new  (void);
void       hub_version_delete_button_fill (GtkWidget       *button,
                                           HubConsoleItem  *item,
                                           HubConsoleModel *model);

G_END_DECLS
