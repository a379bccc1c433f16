/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-badge.h"

/**
 * hub_console_badge_new:
 * @text: (nullable): a word or two
 * @style: (nullable): "success", "warning", "error", "accent" or "dim-label"
 *
 * Returns: (transfer floating): the text in a rounded frame, for the start of a line
 */
GtkWidget *
hub_console_badge_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  hub_console_badge_set (label, text, style);
  return label;
}

/**
 * hub_console_badge_set:
 * @badge: what hub_console_badge_new() made
 * @text: (nullable): what it says from now on
 * @style: (nullable): as above
 */
void
hub_console_badge_set (GtkWidget *badge, const char *text, const char *style)
{
  const char *classes[] = { "console-badge", style, NULL };

  gtk_label_set_text (GTK_LABEL (badge), text != NULL ? text : "");
  gtk_widget_set_css_classes (badge, classes);
}
