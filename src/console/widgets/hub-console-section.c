/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-section.h"

#include <adwaita.h>

/**
 * hub_console_section_new:
 * @title: of the section
 * @description: (nullable): a sentence below the title
 * @nothing: what to say when the list is empty
 * @model: the list
 * @create: makes the row of an item
 * @user_data: for @create; outlives the section
 *
 * Returns: (transfer floating): a titled boxed list that shows @model
 */
GtkWidget *
hub_console_section_new (const char *title, const char *description, const char *nothing, GListModel *model,
                         GtkListBoxCreateWidgetFunc create, gpointer user_data)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *placeholder = gtk_label_new (nothing);

  gtk_label_set_wrap (GTK_LABEL (placeholder), TRUE);
  gtk_label_set_xalign (GTK_LABEL (placeholder), 0);
  gtk_widget_add_css_class (placeholder, "dim-label");
  gtk_widget_add_css_class (placeholder, "console-note");
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), placeholder);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, create, user_data, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  return group;
}

static void
items_changed (GListModel *model, guint position, guint removed, guint added, GtkWidget *section)
{
  gtk_widget_set_visible (section, g_list_model_get_n_items (model) > 0);
}

/**
 * hub_console_section_hide_when_empty:
 * @section: a section
 * @model: its list
 *
 * Shows the section only while there is something in it.
 */
void
hub_console_section_hide_when_empty (GtkWidget *section, GListModel *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed), section, 0);
  items_changed (model, 0, 0, 0, section);
}
