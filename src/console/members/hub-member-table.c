/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a program as tables. */
#include "hub-members-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-console-stamp.h"
#include "hub-member-cells.h"
#include "hub-permission-hint.h"

static char *
dup_person (HubConsoleItem *item, gpointer user_data)
{
  return hub_member_cell_dup_person (item);
}

static GtkWidget *
make_person (gpointer user_data)
{
  return hub_member_cell_make_person ();
}

static void
fill_person (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  hub_member_cell_fill_person (cell, item, HUB_MEMBERS_PAGE (user_data)->model);
}

static gboolean
is_admin (HubConsoleItem *item)
{
  return g_str_equal (hub_console_item_get_string (item, "kind"), "admin");
}

/* The roles, the admin first, as one searches and sorts them. */
static char *
dup_roles (HubConsoleItem *item, gpointer user_data)
{
  GString *text = g_string_new (is_admin (item) ? _("Admin") : NULL);
  const HubConsoleRole *roles;
  guint n_roles;

  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    if (hub_console_item_has (item, "roles", roles[i].id))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", hub_console_roles_get_name (roles[i].id));
  return g_string_free (text, FALSE);
}

/* A chip for the admin, one for each role in their order, and the warning. */
static GtkWidget *
make_roles (gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  const HubConsoleRole *roles;
  guint n_roles;

  gtk_box_append (GTK_BOX (box), hub_member_cell_new_chip (_("Admin"), "accent"));
  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    gtk_box_append (GTK_BOX (box), hub_member_cell_new_chip (hub_console_roles_get_name (roles[i].id), NULL));
  gtk_widget_add_css_class (image, "warning");
  gtk_box_append (GTK_BOX (box), image);
  return box;
}

static void
fill_roles (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *child = gtk_widget_get_first_child (cell);
  const char *warning = hub_console_item_get_string (item, "warning");
  const HubConsoleRole *roles;
  guint n_roles;

  gtk_widget_set_visible (child, is_admin (item));
  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    {
      child = gtk_widget_get_next_sibling (child);
      gtk_widget_set_visible (child, hub_console_item_has (item, "roles", roles[i].id));
    }
  child = gtk_widget_get_next_sibling (child);
  gtk_widget_set_visible (child, *warning != '\0');
  if (*warning == '\0')
    return;
  gtk_widget_set_tooltip_text (child, warning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, warning, -1);
}

/* Sorted by the time, and found by who it was. */
static char *
dup_added (HubConsoleItem *item, gpointer user_data)
{
  return g_strdup_printf ("%s %s", hub_console_item_get_string (item, "added_at"),
                          hub_console_item_get_string (item, "added_by"));
}

static GtkWidget *
make_added (gpointer user_data)
{
  return hub_console_stamp_new ();
}

static void
fill_added (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  const char *by = hub_console_item_get_string (item, "added_by");
  g_autofree char *below = *by != '\0' ? g_strdup_printf (_("by %s"), by) : g_strdup ("");

  hub_console_stamp_fill (cell, item, "added_at", below);
}

static void
show_permissions (GtkMenuButton *button, gpointer user_data)
{
  HubConsoleItem *item = g_object_get_data (G_OBJECT (button), "item");
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), hub_permission_list_new (user_data, item));
  gtk_menu_button_set_popover (button, popover);
}

static void
add_permissions_button (GtkWidget *box, HubMembersPage *page)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dialog-password-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), show_permissions, page, NULL);
  gtk_box_append (GTK_BOX (box), button);
}

static void
fill_permissions_button (GtkWidget *button, HubConsoleItem *item)
{
  g_autofree char *label = g_strdup_printf (_("What %s May Do"), hub_console_item_get_string (item, "superhub_id"));

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
}

static GtkWidget *
make_project_buttons (gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  add_permissions_button (box, user_data);
  hub_member_cell_add_button (box, "document-edit-symbolic");
  hub_member_cell_add_button (box, "user-trash-symbolic");
  return box;
}

static void
fill_project_buttons (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  GtkWidget *permissions = gtk_widget_get_first_child (cell), *edit = gtk_widget_get_next_sibling (permissions);
  GtkWidget *remove = gtk_widget_get_next_sibling (edit);
  const char *id = hub_console_item_get_string (item, "superhub_id"), *why = NULL;

  if (is_admin (item))
    why = _("The admin holds every permission and can only be replaced: see “Hand Over the Admin”");
  else if (!hub_console_model_is_admin (HUB_MEMBERS_PAGE (user_data)->model))
    why = _("Only the admin adds and removes project members and sets their roles");
  fill_permissions_button (permissions, item);
  hub_member_cell_name_button (edit, _("Change Roles"), id);
  hub_member_cell_name_button (remove, _("Remove Member"), id);
  if (why != NULL)
    {
      hub_permission_hint_deny (edit, why);
      hub_permission_hint_deny (remove, why);
      return;
    }
  hub_member_cell_fill_button (edit, _("Change Roles"), "members.change-roles", id);
  hub_member_cell_fill_button (remove, _("Remove Member"), "members.remove", id);
}

static GtkWidget *
make_test_buttons (gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  hub_member_cell_add_button (box, "user-trash-symbolic");
  return box;
}

static void
fill_test_buttons (GtkWidget *cell, HubConsoleItem *item, gpointer user_data)
{
  hub_member_cell_fill_button (gtk_widget_get_first_child (cell), _("Remove Member"), "members.remove",
                               hub_console_item_get_string (item, "superhub_id"));
}

static const HubConsoleColumn project_columns[] = {
  { N_("Member"), HUB_CONSOLE_COLUMN_WIDGET, "superhub_id", dup_person, NULL, TRUE, 0, make_person, fill_person },
  { N_("Roles"), HUB_CONSOLE_COLUMN_WIDGET, NULL, dup_roles, NULL, TRUE, 0, make_roles, fill_roles },
  { N_("Added"), HUB_CONSOLE_COLUMN_WIDGET, "added_at", dup_added, NULL, FALSE, 105, make_added, fill_added },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, NULL, FALSE, 0, make_project_buttons, fill_project_buttons },
};

static const HubConsoleColumn test_columns[] = {
  { N_("Member"), HUB_CONSOLE_COLUMN_WIDGET, "superhub_id", dup_person, NULL, TRUE, 0, make_person, fill_person },
  { N_("Added"), HUB_CONSOLE_COLUMN_WIDGET, "added_at", dup_added, NULL, FALSE, 160, make_added, fill_added },
  { "", HUB_CONSOLE_COLUMN_WIDGET, NULL, NULL, NULL, FALSE, 0, make_test_buttons, fill_test_buttons },
};

static GtkLabel *
add_places (GtkWidget *table)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 6);
  hub_console_table_add_tool (HUB_CONSOLE_TABLE (table), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (GtkWidget *table, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  hub_console_table_add_tool (HUB_CONSOLE_TABLE (table), button);
  return button;
}

/**
 * hub_member_table_new_project:
 * @page: whose lists to show
 *
 * Returns: (transfer floating): the admin and the project members
 */
GtkWidget *
hub_member_table_new_project (HubMembersPage *page)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GListModel) people = NULL;
  GtkWidget *table;

  g_list_store_append (lists, hub_console_model_get_list (page->model, HUB_CONSOLE_LIST_ADMIN));
  g_list_store_append (lists, hub_console_model_get_list (page->model, HUB_CONSOLE_LIST_PROJECT_MEMBERS));
  people = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
  table = hub_console_table_new (people, project_columns, G_N_ELEMENTS (project_columns), page);
  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Project members"));
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "system-users-symbolic", _("No Project Members"),
                                     _("Add a member to share the work."));
  page->project_table = HUB_CONSOLE_TABLE (table);
  page->project_places = add_places (table);
  page->add_project = add_button (table, _("_Add…"), "members.add");
  return table;
}

/**
 * hub_member_table_new_test:
 * @page: whose list to show
 *
 * Returns: (transfer floating): the test members
 */
GtkWidget *
hub_member_table_new_test (HubMembersPage *page)
{
  GtkWidget *table = hub_console_table_new (hub_console_model_get_list (page->model, HUB_CONSOLE_LIST_TEST_MEMBERS),
                                            test_columns, G_N_ELEMENTS (test_columns), page);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Test members"));
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "system-users-symbolic", _("No Test Members Yet"),
                                     _("Add people who should try the test version. They see nothing of the Console."));
  page->test_table = HUB_CONSOLE_TABLE (table);
  page->test_places = add_places (table);
  add_button (table, _("_Add…"), "members.add-tester");
  return table;
}
