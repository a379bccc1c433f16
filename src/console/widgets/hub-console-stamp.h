/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-item.h"

G_BEGIN_DECLS

/* A cell of a table: when something happened, and below it by whom or from where. */
GtkWidget *hub_console_stamp_new  (void);
void       hub_console_stamp_fill (GtkWidget      *stamp,
                                   HubConsoleItem *item,
                                   const char     *member,
                                   const char     *below);

G_END_DECLS
