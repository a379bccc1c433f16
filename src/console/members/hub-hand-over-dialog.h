/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-dialog.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* Makes a project member the program's admin, in the place of the person who is it. */
void hub_hand_over_dialog_show (GtkWidget       *owner,
                                HubConsoleModel *model);

G_END_DECLS
