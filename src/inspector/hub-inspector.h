/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The panels below editor and simulator. Both have the signal "open-location" (const char *file,
 * guint line, guint column), emitted when a row with a place is activated. */

/* Signals also: "clear", when the person wants the messages gone, and "evaluate" (const char *source), when they
 * entered a command; what owns the messages and the program connects to them. */
#define HUB_TYPE_CONSOLE_PANEL (hub_console_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubConsolePanel, hub_console_panel, HUB, CONSOLE_PANEL, GtkWidget)

GtkWidget *hub_console_panel_new             (void);
void       hub_console_panel_set_messages    (HubConsolePanel  *self,
                                              GListModel       *messages);
void       hub_console_panel_set_filter      (HubConsolePanel  *self,
                                              const char       *text);
guint      hub_console_panel_get_n_shown     (HubConsolePanel  *self);

#define HUB_TYPE_PROBLEMS_PANEL (hub_problems_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubProblemsPanel, hub_problems_panel, HUB, PROBLEMS_PANEL, GtkWidget)

GtkWidget *hub_problems_panel_new             (void);
void       hub_problems_panel_set_diagnostics (HubProblemsPanel *self,
                                               GListModel       *diagnostics);

G_END_DECLS
