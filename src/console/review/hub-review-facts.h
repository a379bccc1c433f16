/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in a review, to read: what was submitted, and what the reviewer wrote. */
GtkWidget *hub_review_facts_form_new      (HubConsoleModel *model,
                                           JsonObject      *review);
GtkWidget *hub_review_facts_rejection_new (HubConsoleModel *model,
                                           JsonObject      *review);
GtkWidget *hub_review_facts_history_new   (JsonObject      *review);

G_END_DECLS
