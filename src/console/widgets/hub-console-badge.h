/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A word or two in a rounded, coloured frame. */
GtkWidget *hub_console_badge_new (const char *text,
                                  const char *style);
void       hub_console_badge_set (GtkWidget  *badge,
                                  const char *text,
                                  const char *style);

G_END_DECLS
