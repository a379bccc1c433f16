/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who can do what: the permissions in the platform's words, and who holds them. */
#include "hub-members-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-json.h"

static GtkWidget *
text_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Readable without colours, by ear as well as by eye. */
static GtkWidget *
mark_new (gboolean holds, const char *who)
{
  GtkWidget *image = gtk_image_new_from_icon_name (holds ? "object-select-symbolic" : "list-remove-symbolic");
  g_autofree char *label = g_strdup_printf (holds ? _("%s: yes") : _("%s: no"), who);

  gtk_widget_add_css_class (image, holds ? "success" : "dim-label");
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (image, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return image;
}

static GtkWidget *
permission_new (JsonObject *permission)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *meaning = text_new (hub_json_get_string (permission, "meaning", ""), "caption");

  gtk_widget_add_css_class (meaning, "dim-label");
  gtk_box_append (GTK_BOX (box),
                  text_new (hub_console_roles_permission_name (hub_json_get_string (permission, "name", "")), NULL));
  gtk_box_append (GTK_BOX (box), meaning);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static gboolean
has_role (JsonObject *permission, const char *role)
{
  g_autoptr (HubConsoleItem) item = hub_console_item_new (permission);

  return hub_console_item_has (item, "roles", role);
}

static void
add_heading (GtkGrid *grid, int column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "console-column-title");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_grid_attach (grid, label, column, 0, 1, 1);
}

static void
add_permission (GtkGrid *grid, int row, JsonObject *permission)
{
  const HubConsoleRole *roles;
  guint n_roles;

  roles = hub_console_roles_get (&n_roles);
  gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, row - 1, 3 + (int) n_roles, 1);
  gtk_grid_attach (grid, permission_new (permission), 0, row, 1, 1);
  gtk_grid_attach (grid, mark_new (TRUE, _("Admin")), 1, row, 1, 1);
  for (guint i = 0; i < n_roles; i++)
    gtk_grid_attach (grid, mark_new (has_role (permission, roles[i].id), hub_console_roles_get_name (roles[i].id)), 2 + i,
                     row, 1, 1);
  gtk_grid_attach (grid, mark_new (hub_json_get_boolean (permission, "test_members", FALSE), _("Test member")),
                   2 + n_roles, row, 1, 1);
}

static void
fill (HubConsoleQuery *query, GtkGrid *grid)
{
  JsonArray *permissions = hub_json_get_array (hub_console_query_get_answer (query), "permissions");
  const HubConsoleRole *roles;
  GtkWidget *child;
  guint n_roles;

  if (permissions == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  roles = hub_console_roles_get (&n_roles);
  add_heading (grid, 1, _("Admin"));
  for (guint i = 0; i < n_roles; i++)
    add_heading (grid, 2 + i, hub_console_roles_get_name (roles[i].id));
  add_heading (grid, 2 + n_roles, _("Test Member"));
  for (guint i = 0; i < json_array_get_length (permissions); i++)
    add_permission (grid, 2 + 2 * i, json_array_get_object_element (permissions, i));
}

/**
 * hub_permission_matrix_new:
 * @page: the page, with its query for the permissions
 *
 * Returns: (transfer floating): permissions and who holds them
 */
GtkWidget *
hub_permission_matrix_new (HubMembersPage *page)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who can do what"), -1);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "console-matrix-grid");
  gtk_widget_add_css_class (box, "console-matrix");
  gtk_box_append (GTK_BOX (box), text_new (_("Who has several roles may do what any of them may. For one person, use the button "
                                             "with the key among the project members."), "dim-label"));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  g_signal_connect_object (page->permissions, "changed", G_CALLBACK (fill), grid, 0);
  return scrolled;
}

/**
 * hub_permission_list_new:
 * @page: the page, with its query for the permissions
 * @member: a member
 *
 * Returns: (transfer floating): what the member may do and what not
 */
GtkWidget *
hub_permission_list_new (HubMembersPage *page, HubConsoleItem *member)
{
  JsonArray *permissions = hub_json_get_array (hub_console_query_get_answer (page->permissions), "permissions");
  const char *id = hub_console_item_get_string (member, "superhub_id");
  g_autofree char *title = g_strdup_printf (_("What %s May Do"), id);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_add_css_class (grid, "console-permissions");
  gtk_grid_attach (GTK_GRID (grid), text_new (title, "heading"), 0, 0, 2, 1);
  for (guint i = 0; permissions != NULL && i < json_array_get_length (permissions); i++)
    {
      JsonObject *permission = json_array_get_object_element (permissions, i);
      gboolean holds = hub_console_item_has (member, "permissions", hub_json_get_string (permission, "name", ""));

      gtk_grid_attach (GTK_GRID (grid), mark_new (holds, id), 0, 1 + i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), permission_new (permission), 1, 1 + i, 1, 1);
    }
  return grid;
}
