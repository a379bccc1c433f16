/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-cells.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-badge.h"
#include "hub-console-column.h"
#include "hub-permission-hint.h"

typedef struct
{
  GtkLabel *name;
  GtkLabel *id;
  GtkWidget *you;
} Person;

/**
 * hub_member_cell_new_lines:
 * @text: the first line
 * @below: what stands smaller below it
 *
 * Returns: (transfer floating): both, each as long as there is room
 */
GtkWidget *
hub_member_cell_new_lines (const char *text, const char *below)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = hub_console_column_make_text (0), *second = hub_console_column_make_text (0);

  gtk_label_set_text (GTK_LABEL (first), text);
  gtk_label_set_text (GTK_LABEL (second), below);
  gtk_widget_add_css_class (second, "caption");
  gtk_box_append (GTK_BOX (box), first);
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (box), second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/**
 * hub_member_cell_dup_origin:
 * @item: a request to sign in, with "address" and "label"
 *
 * Returns: (transfer full): where it came from, and of which client, in one line; "" where neither is known
 */
char *
hub_member_cell_dup_origin (HubConsoleItem *item)
{
  const char *address = hub_console_item_get_string (item, "address");
  const char *label = hub_console_item_get_string (item, "label");

  return g_strconcat (address, *address != '\0' && *label != '\0' ? ", " : "", label, NULL);
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
 * hub_member_cell_make_person:
 *
 * Returns: (transfer floating): a cell for a person
 */
GtkWidget *
hub_member_cell_make_person (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = hub_console_column_make_text (0), *id = hub_console_column_make_text (0);
  Person *person = g_new0 (Person, 1);

  person->name = GTK_LABEL (name);
  person->id = GTK_LABEL (id);
  person->you = hub_member_cell_new_chip (_("You"), NULL);
  gtk_box_append (GTK_BOX (top), name);
  gtk_box_append (GTK_BOX (top), person->you);
  gtk_widget_add_css_class (id, "caption");
  gtk_widget_add_css_class (id, "dim-label");
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), id);
  /* A short name beside “You”. */
  gtk_widget_set_size_request (box, 90, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (box), "person", person, g_free);
  return box;
}

/**
 * hub_member_cell_fill_person:
 * @cell: what hub_member_cell_make_person() made
 * @item: a record with "superhub_id" and "display_name"
 * @model: the state, which knows who is looking
 *
 * Shows the name and the Super Hub ID.
 */
void
hub_member_cell_fill_person (GtkWidget *cell, HubConsoleItem *item, HubConsoleModel *model)
{
  Person *person = g_object_get_data (G_OBJECT (cell), "person");
  const char *id = hub_console_item_get_string (item, "superhub_id");
  const char *name = hub_console_item_get_string (item, "display_name");

  gtk_label_set_text (person->name, *name != '\0' ? name : id);
  gtk_label_set_text (person->id, id);
  gtk_widget_set_visible (person->you, g_str_equal (id, hub_console_model_get_account (model)));
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
  return hub_console_badge_new (text, style);
}

/**
 * hub_member_cell_add_button:
 * @box: where
 * @icon_name: a symbolic icon
 *
 * Returns: (transfer none): a button that does nothing yet
 */
GtkWidget *
hub_member_cell_add_button (GtkWidget *box, const char *icon_name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/**
 * hub_member_cell_name_button:
 * @button: what hub_member_cell_add_button() made
 * @label: what it does
 * @whom: with whom
 *
 * Tells assistive technology the buttons of one row from those of the others.
 */
void
hub_member_cell_name_button (GtkWidget *button, const char *label, const char *whom)
{
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, whom);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hub_member_cell_fill_button:
 * @button: what hub_member_cell_add_button() made
 * @label: what it does
 * @action: an action of the page
 * @target: its target
 *
 * Lets it do that for @target, whatever kept it from doing so for another one.
 */
void
hub_member_cell_fill_button (GtkWidget *button, const char *label, const char *action, const char *target)
{
  hub_member_cell_name_button (button, label, target);
  gtk_widget_set_tooltip_text (button, label);
  hub_permission_hint_offer (button, action, target);
}
