/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean hub_size_table_fill (GtkListBox *list,
                              JsonObject *sizes);

G_END_DECLS
