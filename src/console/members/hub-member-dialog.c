/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-role-checks.h"

enum
{
  KIND_PROJECT,
  KIND_TEST,
};

typedef struct
{
  HubConsoleDialog *dialog;     /* (unowned): owns this */
  HubConsoleModel *model;
  char *superhub_id;            /* (nullable): of the member whose roles are set */
  char *seen;                   /* (nullable): the roles that the person was shown */
  gboolean may_add_project;
  GtkEditable *id_row;          /* (nullable) */
  AdwComboRow *kind_row;        /* (nullable) */
  HubRoleChecks *roles;
} MemberDialog;

static void
member_dialog_free (MemberDialog *self)
{
  g_clear_object (&self->model);
  g_free (self->superhub_id);
  g_free (self->seen);
  g_free (self);
}

static gboolean
is_project (MemberDialog *self)
{
  if (self->kind_row == NULL)
    return self->may_add_project;
  return adw_combo_row_get_selected (self->kind_row) == KIND_PROJECT;
}

static char *
dup_id (MemberDialog *self)
{
  return g_strstrip (g_strdup (self->superhub_id != NULL ? self->superhub_id : gtk_editable_get_text (self->id_row)));
}

static void
update (MemberDialog *self)
{
  g_auto (GStrv) roles = NULL;
  g_autofree char *id = NULL;

  if (gtk_widget_in_destruction (GTK_WIDGET (self->dialog)))
    return;
  roles = hub_role_checks_dup_chosen (self->roles);
  id = dup_id (self);
  gtk_widget_set_visible (GTK_WIDGET (self->roles), is_project (self));
  hub_console_dialog_set_ready (self->dialog, *id != '\0' && (!is_project (self) || roles[0] != NULL));
}

static void
accepted (HubConsoleDialog *dialog, MemberDialog *self)
{
  g_auto (GStrv) roles = hub_role_checks_dup_chosen (self->roles);
  g_autofree char *id = dup_id (self);
  g_autoptr (HubConsoleChange) change = NULL;

  change = hub_console_change_put_member (id, is_project (self) ? "project" : "test",
                                          is_project (self) ? (const char * const *) roles : NULL);
  hub_console_dialog_run (dialog, change);
}

static GtkWidget *
make_person (MemberDialog *self, gboolean tester)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkWidget *id = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (id), _("Super Hub ID"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (id), TRUE);
  self->id_row = GTK_EDITABLE (id);
  g_signal_connect_swapped (id, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), id);
  if (self->may_add_project)
    {
      GtkWidget *kind = adw_combo_row_new ();

      gtk_string_list_append (kinds, _("Project Member"));
      gtk_string_list_append (kinds, _("Test Member"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (kind), _("Kind"));
      adw_combo_row_set_model (ADW_COMBO_ROW (kind), G_LIST_MODEL (kinds));
      adw_combo_row_set_selected (ADW_COMBO_ROW (kind), tester ? KIND_TEST : KIND_PROJECT);
      self->kind_row = ADW_COMBO_ROW (kind);
      g_signal_connect_swapped (kind, "notify::selected", G_CALLBACK (update), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), kind);
    }
  else
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                             _("Adds a test member, who may open the test version. "
                                               "Only the admin adds project members."));
    }
  return group;
}

/* (transfer full): to be compared */
static char *
dup_roles_of (HubConsoleItem *member)
{
  JsonNode *roles = json_object_get_member (hub_console_item_get_record (member), "roles");

  return roles != NULL ? json_to_string (roles, FALSE) : g_strdup ("");
}

/* Others change members, too: what was chosen stays, and whoever saves it knows what they do. */
static void
members_changed (MemberDialog *self)
{
  g_autoptr (HubConsoleItem) member = hub_console_model_find (self->model, HUB_CONSOLE_LIST_PROJECT_MEMBERS, "superhub_id",
                                                              self->superhub_id);
  g_autofree char *roles = member != NULL ? dup_roles_of (member) : NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (roles, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_strdup (roles);
  if (roles != NULL)
    text = g_strdup_printf (_("Somebody has changed the roles of %s meanwhile. What is chosen here counts once you save it."),
                            self->superhub_id);
  else
    text = g_strdup_printf (_("%s is no member of this program any more. Add makes them one again."), self->superhub_id);
  hub_console_dialog_show_error (self->dialog, text);
  hub_console_dialog_set_verb (self->dialog, roles != NULL ? _("_Save") : _("_Add"));
}

static void
model_changed (HubConsoleDialog *dialog, guint section, HubConsoleModel *model)
{
  MemberDialog *self = g_object_get_data (G_OBJECT (dialog), "member-dialog");

  if (section == HUB_CONSOLE_SECTION_MEMBERS && hub_console_model_get_state (model, section) == HUB_CONSOLE_STATE_READY)
    members_changed (self);
}

static void
choose_roles_of (MemberDialog *self, HubConsoleItem *member)
{
  JsonArray *array = json_object_get_array_member (hub_console_item_get_record (member), "roles");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) roles = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  roles = g_strv_builder_end (builder);
  hub_role_checks_set_chosen (self->roles, (const char * const *) roles);
}

/**
 * hub_member_dialog_show:
 * @owner: a widget of the console
 * @model: the state, which knows whom the person may add
 * @member: (nullable): the member whose roles to set; %NULL to add one
 * @tester: whether who is added is a test member, unless another kind is chosen
 *
 * Shows a dialog that adds a member or sets the roles of one.
 */
void
hub_member_dialog_show (GtkWidget *owner, HubConsoleModel *model, HubConsoleItem *member, gboolean tester)
{
  MemberDialog *self = g_new0 (MemberDialog, 1);
  g_autofree char *title = NULL;

  self->may_add_project = hub_console_model_is_admin (model);
  if (member != NULL)
    self->superhub_id = g_strdup (hub_console_item_get_string (member, "superhub_id"));
  title = member != NULL ? g_strdup_printf (_("Roles of %s"), self->superhub_id) : g_strdup (_("Add Member"));
  self->dialog = hub_console_dialog_new (owner, title, member != NULL ? _("_Save") : _("_Add"));
  g_object_set_data_full (G_OBJECT (self->dialog), "member-dialog", self, (GDestroyNotify) member_dialog_free);
  self->roles = HUB_ROLE_CHECKS (hub_role_checks_new (_("Roles"), NULL));
  if (member != NULL)
    {
      choose_roles_of (self, member);
      self->model = g_object_ref (model);
      self->seen = dup_roles_of (member);
      g_signal_connect_object (model, "changed", G_CALLBACK (model_changed), self->dialog, G_CONNECT_SWAPPED);
    }
  g_signal_connect_swapped (self->roles, "changed", G_CALLBACK (update), self);
  if (member == NULL)
    hub_console_dialog_add (self->dialog, make_person (self, tester));
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->roles));
  g_signal_connect (self->dialog, "accept", G_CALLBACK (accepted), self);
  update (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
