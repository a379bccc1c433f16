/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-cells.h"

#include "config.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
line_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/**
 * hub_member_cell_dup_person:
 * @item: a record with "superhub_id" and "display_name"
 *
 * Returns: (transfer full): what the person is searched and sorted by
 */
char *
hub_member_cell_dup_person (HubConsoleItem *item)
{
  return g_strdup_printf ("%s %s", hub_console_item_get_string (item, "display_name"),
                          hub_console_item_get_string (item, "superhub_id"));
}

/**
 * hub_member_cell_new_person:
 * @item: a record with "superhub_id" and "display_name"
 * @model: the state, which knows who is looking
 *
 * Returns: (transfer floating): the name and the Super Hub ID
 */
GtkWidget *
hub_member_cell_new_person (HubConsoleItem *item, HubConsoleModel *model)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *id = hub_console_item_get_string (item, "superhub_id");
  const char *name = hub_console_item_get_string (item, "display_name");
  GtkWidget *below = line_new (id, "caption");

  gtk_box_append (GTK_BOX (top), line_new (*name != '\0' ? name : id, NULL));
  if (g_str_equal (id, hub_console_model_get_account (model)))
    gtk_box_append (GTK_BOX (top), hub_member_cell_new_chip (_("You"), NULL));
  gtk_widget_add_css_class (below, "dim-label");
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/**
 * hub_member_cell_new_chip:
 * @text: a word
 * @style: (nullable): a style class
 *
 * Returns: (transfer floating): the word in a rounded frame
 */
GtkWidget *
hub_member_cell_new_chip (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "console-badge");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/**
 * hub_member_cell_add_button:
 * @box: where
 * @icon_name: a symbolic icon
 * @label: what it does
 * @action: an action of the page
 * @target: its target
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
hub_member_cell_add_button (GtkWidget *box, const char *icon_name, const char *label, const char *action,
                            const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}
