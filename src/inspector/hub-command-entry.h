/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line for commands, with what was entered before on Up and Down. Signal "command" (const char *source). */
#define HUB_TYPE_COMMAND_ENTRY (hub_command_entry_get_type ())
G_DECLARE_FINAL_TYPE (HubCommandEntry, hub_command_entry, HUB, COMMAND_ENTRY, GtkWidget)

GtkWidget *hub_command_entry_new (void);

G_END_DECLS
