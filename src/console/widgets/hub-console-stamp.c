/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-stamp.h"

#include "hub-console-column.h"
#include "hub-time-label.h"

/**
 * hub_console_stamp_new:
 *
 * Returns: (transfer floating): a cell of two lines that shows nothing yet
 */
GtkWidget *
hub_console_stamp_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *time = hub_time_label_new (NULL), *below = hub_console_column_make_text (0);

  gtk_widget_set_halign (time, GTK_ALIGN_START);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/**
 * hub_console_stamp_fill:
 * @stamp: what hub_console_stamp_new() made
 * @item: a record
 * @member: its time
 * @below: what stands below it; nothing where it is empty
 */
void
hub_console_stamp_fill (GtkWidget *stamp, HubConsoleItem *item, const char *member, const char *below)
{
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, member);
  GtkWidget *text = gtk_widget_get_last_child (stamp);

  hub_time_label_set_time (HUB_TIME_LABEL (gtk_widget_get_first_child (stamp)), time);
  gtk_label_set_text (GTK_LABEL (text), below);
  gtk_widget_set_visible (text, *below != '\0');
}
