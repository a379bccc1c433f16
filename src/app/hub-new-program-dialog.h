/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Name, place and template of a new program. Signal: "created" (const char *folder). Actions: new.create,
 * new.choose-place. */
#define HUB_TYPE_NEW_PROGRAM_DIALOG (hub_new_program_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubNewProgramDialog, hub_new_program_dialog, HUB, NEW_PROGRAM_DIALOG, AdwWindow)

GtkWidget *hub_new_program_dialog_new      (GtkWindow           *parent,
                                            GSettings           *settings,
                                            const char          *folder);
void       hub_new_program_dialog_set_name (HubNewProgramDialog *self,
                                            const char          *name);
char      *hub_new_program_default_place   (GSettings           *settings);

G_END_DECLS
