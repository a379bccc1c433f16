/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-members-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-console-row.h"
#include "hub-console-section.h"
#include "hub-permission-hint.h"

struct _HubMembersPage
{
  HubConsolePage parent_instance;
  GtkWidget *leave;
};

G_DEFINE_FINAL_TYPE (HubMembersPage, hub_members_page, HUB_TYPE_CONSOLE_PAGE)

static void
hub_members_page_update (HubConsolePage *page)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (page);
  HubConsoleModel *model = hub_console_page_get_model (page);

  /* The admin cannot leave, only hand the role over. */
  gtk_widget_set_visible (self->leave, !hub_console_model_is_admin (model));
}

static void
hub_members_page_class_init (HubMembersPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_members_page_update;
}

static void
hub_members_page_init (HubMembersPage *self)
{
}

static HubConsoleRow *
row_new (HubConsoleItem *item, HubConsoleModel *model)
{
  const char *id = hub_console_item_get_string (item, "superhub_id");
  const char *name = hub_console_item_get_string (item, "display_name");
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "added_at");
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (*name != '\0' ? name : id));

  hub_console_row_set_avatar (row, *name != '\0' ? name : id);
  if (g_str_equal (id, hub_console_model_get_account (model)))
    hub_console_row_add_badge (row, _("You"), NULL);
  hub_console_row_add_fact (row, id);
  hub_console_row_add_time (row, _("since"), time);
  return row;
}

static GtkWidget *
admin_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item, user_data);

  hub_console_row_add_badge (row, _("Admin"), "accent");
  return GTK_WIDGET (row);
}

static GtkWidget *
project_row (gpointer item, gpointer user_data)
{
  HubConsoleModel *model = user_data;
  HubConsoleRow *row = row_new (item, model);
  const char *id = hub_console_item_get_string (item, "superhub_id");
  const char *warning = hub_console_item_get_string (item, "warning");
  const HubConsoleRole *roles;
  GtkWidget *edit, *remove;
  guint n_roles;

  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    if (hub_console_item_has (item, "roles", roles[i].id))
      hub_console_row_add_badge (row, hub_console_roles_get_name (roles[i].id), "accent");
  if (*warning != '\0')
    gtk_widget_add_css_class (hub_console_row_add_detail (row, warning), "warning");
  edit = hub_console_row_add_icon (row, "document-edit-symbolic", _("Change Roles"), "console.change-roles", id);
  remove = hub_console_row_add_icon (row, "user-trash-symbolic", _("Remove Member"), "console.remove-member", id);
  if (!hub_console_model_is_admin (model))
    {
      const char *why = _("Only the admin adds and removes project members and sets their roles");

      hub_permission_hint_deny (edit, why);
      hub_permission_hint_deny (remove, why);
    }
  return GTK_WIDGET (row);
}

static GtkWidget *
test_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item, user_data);

  hub_console_row_add_icon (row, "user-trash-symbolic", _("Remove Member"), "console.remove-member",
                            hub_console_item_get_string (item, "superhub_id"));
  return GTK_WIDGET (row);
}

static void
add_list (HubMembersPage *self, const char *title, const char *description, const char *nothing,
          HubConsoleList list, GtkListBoxCreateWidgetFunc create)
{
  HubConsoleModel *model = hub_console_page_get_model (HUB_CONSOLE_PAGE (self));

  hub_console_page_add (HUB_CONSOLE_PAGE (self),
                        hub_console_section_new (title, description, nothing,
                                                 hub_console_model_get_list (model, list), create, model));
}

/**
 * hub_members_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_members_page_new (HubConsoleModel *model)
{
  HubMembersPage *self = g_object_new (HUB_TYPE_MEMBERS_PAGE, "model", model, NULL);
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_Add Member…"));

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Members"), HUB_CONSOLE_SECTION_MEMBERS);
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "console.add-member");
  hub_console_page_add_header (HUB_CONSOLE_PAGE (self), add);

  add_list (self, _("Admin"), _("Holds every permission; gets the review results"), "",
            HUB_CONSOLE_LIST_ADMIN, admin_row);
  add_list (self, _("Project Members"), _("Take part in development and operation, each with roles"),
            _("Nobody but the admin works on this program yet. Add a member to share the work."),
            HUB_CONSOLE_LIST_PROJECT_MEMBERS, project_row);
  add_list (self, _("Test Members"), _("Open the test version; they are not project members"),
            _("No test members yet. Add people who should try the test version."),
            HUB_CONSOLE_LIST_TEST_MEMBERS, test_row);

  self->leave = gtk_button_new_with_mnemonic (_("_Leave This Program…"));
  gtk_widget_add_css_class (self->leave, "destructive-action");
  gtk_widget_set_halign (self->leave, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->leave), "console.leave");
  hub_console_page_add (HUB_CONSOLE_PAGE (self), self->leave);
  return GTK_WIDGET (self);
}
