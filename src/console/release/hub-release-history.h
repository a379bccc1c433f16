/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-query.h"

G_BEGIN_DECLS

GtkWidget *hub_release_history_new (HubConsoleModel *model,
                                    HubConsoleQuery *history);

G_END_DECLS
