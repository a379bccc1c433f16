/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which rows of a scrolled list are in sight or near it. Signal "moved". */
#define HUB_TYPE_CONSOLE_SIGHT (hub_console_sight_get_type ())
G_DECLARE_FINAL_TYPE (HubConsoleSight, hub_console_sight, HUB, CONSOLE_SIGHT, GObject)

HubConsoleSight *hub_console_sight_new      (GtkWidget       *view,
                                             GtkAdjustment   *adjustment);
void             hub_console_sight_set_rows (HubConsoleSight *self,
                                             GListModel      *rows);
gboolean         hub_console_sight_holds    (HubConsoleSight *self,
                                             guint            position);

G_END_DECLS
