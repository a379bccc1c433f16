/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The panels below editor and simulator. Both have the signal "open-location" (const char *file,
 * guint line, guint column), emitted when a row is activated. */
#define HUB_TYPE_CONSOLE_PANEL (hub_console_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubConsolePanel, hub_console_panel, HUB, CONSOLE_PANEL, GtkWidget)
/* @messages: of HubConsoleMessage. Filter by text and level, clear (signal "clear"), copy, follows the end. */
GtkWidget *hub_console_panel_new  (void);
void       hub_console_panel_set_messages (HubConsolePanel *self, GListModel *messages);

#define HUB_TYPE_PROBLEMS_PANEL (hub_problems_panel_get_type ())
G_DECLARE_FINAL_TYPE (HubProblemsPanel, hub_problems_panel, HUB, PROBLEMS_PANEL, GtkWidget)
/* @diagnostics: of HubDiagnostic, nullable; an empty list shows "No problems". */
GtkWidget *hub_problems_panel_new (void);
void       hub_problems_panel_set_diagnostics (HubProblemsPanel *self, GListModel *diagnostics);

G_END_DECLS
