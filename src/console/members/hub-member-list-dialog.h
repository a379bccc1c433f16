/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-dialog.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* Adds many members from a list that was pasted or is in a file. */
void hub_member_list_dialog_show (GtkWidget       *owner,
                                  HubConsoleModel *model,
                                  JsonObject      *limits);

G_END_DECLS
