/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* Adds a member, or sets the roles of one. Signal "save" (HubConsoleChange): the person wants it done; whoever
 * does it then calls hub_member_dialog_saved(). */
#define HUB_TYPE_MEMBER_DIALOG (hub_member_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubMemberDialog, hub_member_dialog, HUB, MEMBER_DIALOG, AdwWindow)

GtkWidget *hub_member_dialog_new   (GtkWindow       *parent,
                                    HubConsoleModel *model,
                                    HubConsoleItem  *member);
void       hub_member_dialog_saved (HubMemberDialog *self,
                                    const GError    *error);

G_END_DECLS
