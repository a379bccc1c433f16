/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *hub_link_box_new (const char *url,
                             const char *what);

G_END_DECLS
