/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-dialog.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* Adds a member, or sets the roles of one. */
void hub_member_dialog_show (GtkWidget       *owner,
                             HubConsoleModel *model,
                             HubConsoleItem  *member,
                             gboolean         tester);

G_END_DECLS
