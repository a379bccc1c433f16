/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text with its title above it, and how many characters are left. Too long a text stays as it was typed or pasted, and says so.
 * Signal "changed". */
#define HUB_TYPE_COUNTED_TEXT (hub_counted_text_get_type ())
G_DECLARE_FINAL_TYPE (HubCountedText, hub_counted_text, HUB, COUNTED_TEXT, GtkWidget)

GtkWidget *hub_counted_text_new          (const char     *title,
                                          guint           max_length,
                                          gboolean        lines,
                                          gboolean        required);
void       hub_counted_text_set_hint     (HubCountedText *self,
                                          const char     *hint);
void       hub_counted_text_set_text     (HubCountedText *self,
                                          const char     *text);
char      *hub_counted_text_dup_text     (HubCountedText *self);
gboolean   hub_counted_text_is_too_long  (HubCountedText *self);

G_END_DECLS
