/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for the lists of the Versions page; @item is a HubConsoleItem, @user_data the HubConsoleModel. */
GtkWidget *hub_version_rows_developer (gpointer item,
                                       gpointer user_data);
GtkWidget *hub_version_rows_test      (gpointer item,
                                       gpointer user_data);
GtkWidget *hub_version_rows_in_review (gpointer item,
                                       gpointer user_data);
GtkWidget *hub_version_rows_online    (gpointer item,
                                       gpointer user_data);

G_END_DECLS
