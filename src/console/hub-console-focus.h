/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hub_console_focus_keep (GtkWidget *console);

G_END_DECLS
