/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hub_qr_popover_button_new     (const char *url,
                                          const char *what);
void       hub_qr_popover_button_set_url (GtkWidget  *button,
                                          const char *url);

G_END_DECLS
