/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-console-model.h"

G_BEGIN_DECLS

GtkWidget *hub_version_table_new (HubConsoleModel *model);

G_END_DECLS
