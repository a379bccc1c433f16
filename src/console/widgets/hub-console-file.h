/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @widget: the one that asked, which is still there; @bytes (nullable): %NULL with @error, or where the file is too large */
typedef void (*HubConsoleFileFunc) (GtkWidget *widget, GBytes *bytes, const GError *error);

void hub_console_file_read (GtkWidget          *widget,
                            GFile              *file,
                            gsize               max_bytes,
                            HubConsoleFileFunc  done);

/* @widget: the one that asked; @file: what the person has chosen, of several each */
typedef void (*HubConsoleFileChosen) (GtkWidget *widget, GFile *file, gpointer user_data);

GtkFileChooser *hub_console_file_chooser_new (GtkWidget            *widget,
                                              GtkFileChooserAction  action,
                                              const char           *title,
                                              const char           *accept,
                                              HubConsoleFileChosen  chosen,
                                              gpointer              user_data,
                                              GDestroyNotify        destroy);

G_END_DECLS
