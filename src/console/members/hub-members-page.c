/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-members-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"
#include "hub-permission-hint.h"

G_DEFINE_FINAL_TYPE (HubMembersPage, hub_members_page, HUB_TYPE_CONSOLE_PAGE)

static void
show_places (HubMembersPage *self, GtkLabel *label, HubConsoleList list, const char *kind)
{
  JsonObject *answer = hub_console_query_get_answer (self->limits);
  JsonObject *limits = answer != NULL ? hub_json_get_object (answer, "members") : NULL;
  gint64 limit = limits != NULL ? hub_json_get_int (limits, kind, -1) : -1;
  gboolean known = limit >= 0 && !hub_console_model_is_partial (self->model, HUB_CONSOLE_SECTION_MEMBERS);
  gint64 left = limit - g_list_model_get_n_items (hub_console_model_get_list (self->model, list));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (label), known);
  if (!known)
    return;
  left = MAX (left, 0);
  text = g_strdup_printf (ngettext ("%d place left", "%d places left", left), (int) left);
  gtk_label_set_text (label, text);
}

static void
show_sign_ins (HubMembersPage *self)
{
  gboolean admin = hub_console_model_is_admin (self->model);
  guint waiting = admin ? hub_sign_in_list_count_waiting (self->sign_ins) : 0;
  g_autofree char *title = waiting > 0 ? g_strdup_printf (_("Sign-In Requests (%u)"), waiting)
                                       : g_strdup (_("Sign-In Requests"));

  gtk_stack_set_visible_child_name (self->sign_ins_content, admin ? "list" : "locked");
  gtk_stack_page_set_title (self->sign_ins_page, title);
  hub_console_page_set_waiting (HUB_CONSOLE_PAGE (self), waiting, _("People who ask to be let in"));
}

static void
hub_members_page_update (HubConsolePage *page)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (page);
  gboolean partial = hub_console_model_is_partial (self->model, HUB_CONSOLE_SECTION_MEMBERS);

  hub_console_table_set_partial (self->project_table, partial);
  hub_console_table_set_partial (self->test_table, partial);
  show_places (self, self->project_places, HUB_CONSOLE_LIST_PROJECT_MEMBERS, "project");
  show_places (self, self->test_places, HUB_CONSOLE_LIST_TEST_MEMBERS, "test");
  show_sign_ins (self);
  hub_members_page_update_actions (self);
}

static void
hub_members_page_show_link (HubConsolePage *page, const char *place, const char *id)
{
  HubMembersPage *self = HUB_MEMBERS_PAGE (page);

  gtk_stack_set_visible_child_name (self->stack, g_str_equal (place, "console-sign-ins") ? "sign-ins" : "project");
}

static void
hub_members_page_class_init (HubMembersPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->show_link = hub_members_page_show_link;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_members_page_update;
  hub_members_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
hub_members_page_init (HubMembersPage *self)
{
}

static HubConsoleQuery *
add_query (HubMembersPage *self, HubConsoleQueryKind kind, const char *operation, const char * const *events,
           const char *permission)
{
  HubConsoleQuery *query = hub_console_query_new (self->model, kind, operation, events);

  hub_console_page_add_part_query (HUB_CONSOLE_PAGE (self), query, permission);
  return query;
}

static void
add_queries (HubMembersPage *self)
{
  static const char *const never[] = { NULL };
  static const char *const sign_ins[] = {
    "requestConsoleSignIn", "decideConsoleSignIn", "allowConsoleSignIn", "denyConsoleSignIn", "createConsoleSession",
    "removeMember", "handOverApp", "deleteSession", "revokeSession", "revokeOtherSessions", NULL,
  };

  self->permissions = add_query (self, HUB_CONSOLE_QUERY_OBJECT, "listPermissions", never, NULL);
  hub_console_query_set_global (self->permissions);
  self->limits = add_query (self, HUB_CONSOLE_QUERY_OBJECT, "getLimits", never, NULL);
  hub_console_query_set_global (self->limits);
  self->sign_ins = add_query (self, HUB_CONSOLE_QUERY_LIST, "listConsoleSignIns", sign_ins, "admin");
}

static GtkWidget *
make_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) add = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();

  g_menu_append (add, _("Add from a _List…"), "members.add-list");
  g_menu_append (own, _("_Hand Over the Admin…"), "members.hand-over");
  g_menu_append (own, _("_Leave This Program…"), "members.leave");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (add));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);
  return button;
}

static GtkWidget *
make_sign_ins (HubMembersPage *self)
{
  GtkWidget *locked = hub_permission_hint_new_locked (_("Only the admin of this program decides who is let in to its Console "
                                                        "without being a member."));

  self->sign_ins_content = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->sign_ins_content, hub_sign_in_list_new (self), "list");
  gtk_stack_add_named (self->sign_ins_content, locked, "locked");
  return GTK_WIDGET (self->sign_ins_content);
}

static GtkWidget *
make_content (HubMembersPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_titled (self->stack, hub_member_table_new_project (self), "project", _("Project"));
  gtk_stack_add_titled (self->stack, hub_member_table_new_test (self), "test", C_("members", "Test"));
  gtk_stack_add_titled (self->stack, hub_permission_matrix_new (self), "permissions", _("Who Can Do What"));
  self->sign_ins_page = gtk_stack_add_titled (self->stack, make_sign_ins (self), "sign-ins", _("Sign-In Requests"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "console-tabs");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  return box;
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

  self->model = model;
  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Members"), HUB_CONSOLE_SECTION_MEMBERS);
  hub_console_page_set_permission (HUB_CONSOLE_PAGE (self), "login");
  add_queries (self);
  hub_console_page_add_header (HUB_CONSOLE_PAGE (self), make_menu ());
  hub_console_page_set_content (HUB_CONSOLE_PAGE (self), make_content (self));
  g_signal_connect_object (model, "busy-changed", G_CALLBACK (hub_members_page_update_actions), self, G_CONNECT_SWAPPED);
  hub_members_page_update_actions (self);
  return GTK_WIDGET (self);
}
