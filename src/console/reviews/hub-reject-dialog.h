/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

/* What a rejection tells: a reason, notes on pages, pictures. Signal "reject" (HubConsoleChange). */
#define HUB_TYPE_REJECT_DIALOG (hub_reject_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HubRejectDialog, hub_reject_dialog, HUB, REJECT_DIALOG, AdwWindow)

GtkWidget *hub_reject_dialog_new      (GtkWindow       *parent,
                                       HubConsoleModel *model,
                                       JsonObject      *review);
void       hub_reject_dialog_rejected (HubRejectDialog *self,
                                       const GError    *error);

G_END_DECLS
