/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-dialog.h"
#include "hub-console-model.h"

G_BEGIN_DECLS

/* What a rejection tells: a reason, notes on pages, pictures. */
HubConsoleDialog *hub_reject_dialog_new (GtkWidget       *owner,
                                         HubConsoleModel *model,
                                         JsonObject      *review);

G_END_DECLS
