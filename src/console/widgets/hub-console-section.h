/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hub_console_section_new             (const char                 *title,
                                                const char                 *description,
                                                const char                 *nothing,
                                                GListModel                 *model,
                                                GtkListBoxCreateWidgetFunc  create,
                                                gpointer                    user_data);
void       hub_console_section_hide_when_empty (GtkWidget                  *section,
                                                GListModel                 *model);

G_END_DECLS
