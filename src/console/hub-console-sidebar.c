/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-sidebar.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _HubConsolePageRow
{
  GtkListBoxRow parent_instance;

  HubConsoleGroup group;
  GtkWidget *lock;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (HubConsolePageRow, hub_console_page_row, GTK_TYPE_LIST_BOX_ROW)

static const char *const group_names[] = {
  [HUB_CONSOLE_GROUP_PROGRAM] = N_("Program"),
  [HUB_CONSOLE_GROUP_REVIEWERS] = N_("Reviewers"),
};

static void
update (HubConsolePageRow *self, HubConsolePage *page)
{
  gboolean locked = hub_console_page_is_locked (page);
  const char *what = NULL;
  guint waiting = hub_console_page_get_waiting (page, &what);
  g_autofree char *count = g_strdup_printf ("%u", waiting);
  g_autofree char *description = NULL;

  gtk_widget_set_visible (self->lock, locked);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), waiting > 0 && !locked);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), what);
  if (locked)
    description = g_strdup (_("Locked"));
  else if (waiting > 0)
    description = g_strdup_printf ("%u: %s", waiting, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

static void
hub_console_page_row_class_init (HubConsolePageRowClass *klass)
{
}

static void
hub_console_page_row_init (HubConsolePageRow *self)
{
  self->lock = gtk_image_new_from_icon_name ("changes-prevent-symbolic");
  gtk_widget_add_css_class (self->lock, "dim-label");
  gtk_widget_set_tooltip_text (self->lock, _("Locked"));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "console-badge");
  gtk_widget_set_valign (GTK_WIDGET (self->count), GTK_ALIGN_CENTER);
}

/**
 * hub_console_page_row_new:
 * @page: a page that lives as long as the row
 * @title: (transfer none): its name, a string that stays
 * @icon_name: its symbolic icon
 * @group: where it belongs
 *
 * Returns: (transfer floating): the row that leads to the page
 */
GtkWidget *
hub_console_page_row_new (HubConsolePage *page, const char *title, const char *icon_name, HubConsoleGroup group)
{
  HubConsolePageRow *self = g_object_new (HUB_TYPE_CONSOLE_PAGE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  self->group = group;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), self->lock);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (page, "standing-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self, page);
  return GTK_WIDGET (self);
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  HubConsoleGroup group = HUB_CONSOLE_PAGE_ROW (row)->group;
  GtkWidget *label;

  if (before != NULL && HUB_CONSOLE_PAGE_ROW (before)->group == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (_(group_names[group]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "console-group");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

/**
 * hub_console_sidebar_new:
 *
 * Returns: (transfer floating): a #GtkListBox for rows of pages, those of a group under its name
 */
GtkWidget *
hub_console_sidebar_new (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), update_header, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Console pages"), -1);
  return list;
}
