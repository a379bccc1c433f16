/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-hand-over-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-role-checks.h"

enum
{
  AFTERWARDS_STAY,
  AFTERWARDS_LEAVE,
};

typedef struct
{
  HubConsoleDialog *dialog;     /* (unowned): owns this */
  AdwComboRow *heir;
  AdwComboRow *afterwards;
  HubRoleChecks *roles;
  AdwEntryRow *typed;
} HandOver;

static const char *
get_heir (HandOver *self)
{
  gpointer item = adw_combo_row_get_selected_item (self->heir);

  return item != NULL ? hub_console_item_get_string (item, "superhub_id") : "";
}

static gboolean
stays (HandOver *self)
{
  return adw_combo_row_get_selected (self->afterwards) == AFTERWARDS_STAY;
}

static void
update (HandOver *self)
{
  g_auto (GStrv) roles = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *title = NULL;

  if (gtk_widget_in_destruction (GTK_WIDGET (self->dialog)))
    return;
  roles = hub_role_checks_dup_chosen (self->roles);
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->typed))));
  title = g_strdup_printf (_("Type “%s” to Confirm"), get_heir (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->typed), title);
  gtk_widget_set_visible (GTK_WIDGET (self->roles), stays (self));
  hub_console_dialog_set_ready (self->dialog, *typed != '\0' && g_str_equal (typed, get_heir (self))
                                              && (!stays (self) || roles[0] != NULL));
}

static void
accepted (HubConsoleDialog *dialog, HandOver *self)
{
  g_autofree char *done = g_strdup_printf (_("%s is the admin of this program now"), get_heir (self));
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("handOverApp", done);
  g_auto (GStrv) roles = hub_role_checks_dup_chosen (self->roles);
  JsonArray *array = json_array_new ();

  for (guint i = 0; stays (self) && roles[i] != NULL; i++)
    json_array_add_string_element (array, roles[i]);
  hub_console_change_set_string (change, "superhub_id", get_heir (self));
  json_object_set_boolean_member (hub_console_change_get_parameters (change), "leave", !stays (self));
  if (stays (self))
    json_object_set_array_member (hub_console_change_get_parameters (change), "roles", array);
  else
    json_array_unref (array);
  hub_console_dialog_run (dialog, change);
}

static char *
dup_heir_text (HubConsoleItem *item)
{
  const char *name = hub_console_item_get_string (item, "display_name");
  const char *id = hub_console_item_get_string (item, "superhub_id");

  return *name != '\0' && !g_str_equal (name, id) ? g_strdup_printf ("%s (%s)", name, id) : g_strdup (id);
}

static GtkWidget *
combo_new (const char *title, GListModel *model)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), model);
  return row;
}

static void
add_rows (HandOver *self, HubConsoleModel *model)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) text = NULL;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("The new admin holds every permission, gets the results of reviews, and decides who "
                                           "is a member. You cannot take this back: only the new admin can hand the program to "
                                           "you again. Its webhook stops until the new admin sets it up."));
  gtk_string_list_append (choices, _("I stay a project member"));
  gtk_string_list_append (choices, _("I leave the program"));
  text = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_heir_text), NULL, NULL);
  self->heir = ADW_COMBO_ROW (combo_new (_("New Admin"), hub_console_model_get_list (model, HUB_CONSOLE_LIST_PROJECT_MEMBERS)));
  adw_combo_row_set_expression (self->heir, text);
  self->afterwards = ADW_COMBO_ROW (combo_new (_("Afterwards"), G_LIST_MODEL (choices)));
  self->typed = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->heir));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->afterwards));
  hub_console_dialog_add (self->dialog, group);
}

/**
 * hub_hand_over_dialog_show:
 * @owner: a widget of the console
 * @model: the state, with a project member at least
 *
 * Shows a dialog that hands the program over. The platform wants the password again for it.
 */
void
hub_hand_over_dialog_show (GtkWidget *owner, HubConsoleModel *model)
{
  static const char *const operator[] = { "operator", NULL };
  HandOver *self = g_new0 (HandOver, 1);
  GtkWidget *confirmation = adw_preferences_group_new ();

  self->dialog = hub_console_dialog_new (owner, _("Hand Over the Admin"), _("_Hand Over"));
  hub_console_dialog_set_style (self->dialog, "destructive-action");
  g_object_set_data_full (G_OBJECT (self->dialog), "hand-over", self, g_free);
  self->roles = HUB_ROLE_CHECKS (hub_role_checks_new (_("Your Roles Afterwards"), NULL));
  hub_role_checks_set_chosen (self->roles, operator);
  add_rows (self, model);
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->roles));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (confirmation), GTK_WIDGET (self->typed));
  hub_console_dialog_add (self->dialog, confirmation);
  /* Once all of it is there: setting up a row changes what is selected in it. */
  g_signal_connect_swapped (self->heir, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->afterwards, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->typed, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->roles, "changed", G_CALLBACK (update), self);
  g_signal_connect (self->dialog, "accept", G_CALLBACK (accepted), self);
  update (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
