/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows for the lists of the Release page; @item is a HubConsoleItem, @user_data the HubConsoleModel. */
GtkWidget *hub_release_rows_approved (gpointer item,
                                      gpointer user_data);
GtkWidget *hub_release_rows_phased   (gpointer item,
                                      gpointer user_data);
GtkWidget *hub_release_rows_online   (gpointer item,
                                      gpointer user_data);

G_END_DECLS
