/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hub_simulator_button_new     (const char *url,
                                         gboolean    labelled);
void       hub_simulator_button_set_url (GtkWidget  *button,
                                         const char *url,
                                         gboolean    labelled);

G_END_DECLS
