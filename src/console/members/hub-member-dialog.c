/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-change.h"
#include "hub-console-roles.h"

#define MAX_ROLES 8

enum
{
  KIND_PROJECT,
  KIND_TEST,
};

struct _HubMemberDialog
{
  AdwWindow parent_instance;

  char *superhub_id;            /* (nullable) of the member whose roles are set */
  gboolean may_add_project;
  AdwEntryRow *id_row;          /* (nullable) */
  AdwComboRow *kind_row;        /* (nullable) */
  GtkWidget *roles_group;
  GtkCheckButton *checks[MAX_ROLES];
  GtkWidget *warning;
  GtkWidget *error;
  GtkWidget *save;
  gboolean saving;
};

enum
{
  SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubMemberDialog, hub_member_dialog, ADW_TYPE_WINDOW)

static gboolean
is_project (HubMemberDialog *self)
{
  if (self->kind_row == NULL)
    return self->may_add_project;
  return adw_combo_row_get_selected (self->kind_row) == KIND_PROJECT;
}

static guint
count_roles (HubMemberDialog *self)
{
  guint n_roles, n = 0;

  hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    n += gtk_check_button_get_active (self->checks[i]);
  return n;
}

static void
update (HubMemberDialog *self)
{
  gboolean project = is_project (self);
  gboolean named = self->superhub_id != NULL;
  guint n_roles;

  if (!named)
    {
      g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->id_row))));

      named = *id != '\0';
    }
  hub_console_roles_get (&n_roles);
  gtk_widget_set_visible (self->roles_group, project);
  gtk_widget_set_visible (self->warning, project && count_roles (self) == n_roles);
  gtk_widget_set_sensitive (self->save, !self->saving && named && (!project || count_roles (self) > 0));
}

static void
save_clicked (HubMemberDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;
  g_autofree char *id = NULL;
  g_autoptr (HubConsoleChange) change = NULL;
  const HubConsoleRole *roles;
  guint n_roles;

  roles = hub_console_roles_get (&n_roles);
  for (guint i = 0; is_project (self) && i < n_roles; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      g_strv_builder_add (builder, roles[i].id);
  chosen = g_strv_builder_end (builder);
  id = g_strstrip (g_strdup (self->superhub_id != NULL ? self->superhub_id
                                                       : gtk_editable_get_text (GTK_EDITABLE (self->id_row))));
  change = hub_console_change_put_member (id, is_project (self) ? "project" : "test",
                                          (const char * const *) chosen);
  self->saving = TRUE;
  gtk_widget_set_visible (self->error, FALSE);
  update (self);
  g_signal_emit (self, signals[SAVE], 0, change);
}

static void
hub_member_dialog_finalize (GObject *object)
{
  HubMemberDialog *self = HUB_MEMBER_DIALOG (object);

  g_free (self->superhub_id);
  G_OBJECT_CLASS (hub_member_dialog_parent_class)->finalize (object);
}

static void
hub_member_dialog_class_init (HubMemberDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_member_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  /**
   * HubMemberDialog::save:
   * @change: a #HubConsoleChange
   */
  signals[SAVE] = g_signal_new ("save", HUB_TYPE_MEMBER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HUB_TYPE_CONSOLE_CHANGE);
}

static void
hub_member_dialog_init (HubMemberDialog *self)
{
}

static GtkWidget *
make_header (HubMemberDialog *self, const char *verb)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (verb);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static GtkWidget *
make_person (HubMemberDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkWidget *id = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (id), _("Super Hub ID"));
  self->id_row = ADW_ENTRY_ROW (id);
  g_signal_connect_swapped (id, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), id);
  if (self->may_add_project)
    {
      GtkWidget *kind = adw_combo_row_new ();

      gtk_string_list_append (kinds, _("Project Member"));
      gtk_string_list_append (kinds, _("Test Member"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (kind), _("Kind"));
      adw_combo_row_set_model (ADW_COMBO_ROW (kind), G_LIST_MODEL (kinds));
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

static void
make_roles (HubMemberDialog *self, HubConsoleItem *member)
{
  const HubConsoleRole *roles;
  guint n_roles;

  self->roles_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->roles_group), _("Roles"));
  roles = hub_console_roles_get (&n_roles);
  g_assert (n_roles <= MAX_ROLES);
  for (guint i = 0; i < n_roles; i++)
    {
      g_autofree char *permissions = hub_console_roles_dup_permissions (&roles[i]);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      hub_console_roles_get_name (roles[i].id), -1);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   member != NULL && hub_console_item_has (member, "roles", roles[i].id));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hub_console_roles_get_name (roles[i].id));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), permissions);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->roles_group), row);
      self->checks[i] = GTK_CHECK_BUTTON (check);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (update), self);
    }
}

static GtkWidget *
note_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
build (HubMemberDialog *self, HubConsoleItem *member)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->error = note_new ("", "error");
  self->warning = note_new (_("All three roles at once: sensitive permissions such as release and withdrawal should "
                              "not be assigned to people who do not need them."), "warning");
  gtk_box_append (GTK_BOX (outer), make_header (self, member != NULL ? _("_Save") : _("_Add")));
  gtk_box_append (GTK_BOX (box), self->error);
  make_roles (self, member);
  if (member == NULL)
    gtk_box_append (GTK_BOX (box), make_person (self));
  gtk_box_append (GTK_BOX (box), self->roles_group);
  gtk_box_append (GTK_BOX (box), self->warning);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}

/**
 * hub_member_dialog_new:
 * @parent: the window to show it over
 * @model: the state, which knows whom the person may add
 * @member: (nullable): the member whose roles to set; %NULL to add one
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
hub_member_dialog_new (GtkWindow *parent, HubConsoleModel *model, HubConsoleItem *member)
{
  HubMemberDialog *self = g_object_new (HUB_TYPE_MEMBER_DIALOG, "transient-for", parent, "modal", TRUE,
                                        "destroy-with-parent", TRUE, "default-width", 460, "resizable", FALSE, NULL);

  self->may_add_project = hub_console_model_is_admin (model);
  if (member != NULL)
    {
      g_autofree char *title = NULL;

      self->superhub_id = g_strdup (hub_console_item_get_string (member, "superhub_id"));
      title = g_strdup_printf (_("Roles of %s"), self->superhub_id);
      gtk_window_set_title (GTK_WINDOW (self), title);
    }
  else
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Add Member"));
    }
  build (self, member);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * hub_member_dialog_saved:
 * @self: a dialog whose "save" was emitted
 * @error: (nullable): why the change was not made
 *
 * Closes the dialog, or says in it why it stays, so that nothing typed is lost.
 */
void
hub_member_dialog_saved (HubMemberDialog *self, const GError *error)
{
  g_return_if_fail (HUB_IS_MEMBER_DIALOG (self));

  self->saving = FALSE;
  if (error == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->error), error->message);
  gtk_widget_set_visible (self->error, TRUE);
  update (self);
}
