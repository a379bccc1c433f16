/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-role-checks.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"

#define MAX_ROLES 8

struct _HubRoleChecks
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkCheckButton *checks[MAX_ROLES];
  GtkWidget *warning;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubRoleChecks, hub_role_checks, GTK_TYPE_WIDGET)

static void
toggled (HubRoleChecks *self)
{
  g_auto (GStrv) chosen = hub_role_checks_dup_chosen (self);
  guint n_roles;

  hub_console_roles_get (&n_roles);
  gtk_widget_set_visible (self->warning, g_strv_length (chosen) == n_roles);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hub_role_checks_dispose (GObject *object)
{
  g_clear_pointer (&HUB_ROLE_CHECKS (object)->root, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_role_checks_parent_class)->dispose (object);
}

static void
hub_role_checks_class_init (HubRoleChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_role_checks_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubRoleChecks::changed:
   *
   * Other roles are chosen.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_ROLE_CHECKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_row (HubRoleChecks *self, const HubConsoleRole *role, guint i)
{
  g_autofree char *permissions = hub_console_roles_dup_permissions (role);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hub_console_roles_get_name (role->id), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hub_console_roles_get_name (role->id));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), permissions);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  self->checks[i] = GTK_CHECK_BUTTON (check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled), self);
  return row;
}

static void
hub_role_checks_init (HubRoleChecks *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const HubConsoleRole *roles;
  guint n_roles;

  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  roles = hub_console_roles_get (&n_roles);
  g_assert (n_roles <= MAX_ROLES);
  for (guint i = 0; i < n_roles; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, &roles[i], i));
  self->warning = gtk_label_new (_("All three roles at once: sensitive permissions such as release and withdrawal should "
                                   "not be assigned to people who do not need them."));
  gtk_label_set_wrap (GTK_LABEL (self->warning), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->warning), 0);
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_widget_set_visible (self->warning, FALSE);
  gtk_box_append (GTK_BOX (self->root), group);
  gtk_box_append (GTK_BOX (self->root), self->warning);
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
}

/**
 * hub_role_checks_new:
 * @title: what the roles are for
 * @description: (nullable): a sentence below it
 *
 * Returns: (transfer floating): the roles, none of them chosen
 */
GtkWidget *
hub_role_checks_new (const char *title, const char *description)
{
  HubRoleChecks *self = g_object_new (HUB_TYPE_ROLE_CHECKS, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (gtk_widget_get_first_child (self->root));

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  return GTK_WIDGET (self);
}

/**
 * hub_role_checks_set_chosen:
 * @self: the roles
 * @roles: those that are chosen
 */
void
hub_role_checks_set_chosen (HubRoleChecks *self, const char * const *roles)
{
  const HubConsoleRole *all;
  guint n_roles;

  g_return_if_fail (HUB_IS_ROLE_CHECKS (self));

  all = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    gtk_check_button_set_active (self->checks[i], g_strv_contains (roles, all[i].id));
}

/**
 * hub_role_checks_dup_chosen:
 * @self: the roles
 *
 * Returns: (transfer full): the ids of those that are chosen
 */
char **
hub_role_checks_dup_chosen (HubRoleChecks *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const HubConsoleRole *all;
  guint n_roles;

  g_return_val_if_fail (HUB_IS_ROLE_CHECKS (self), NULL);

  all = hub_console_roles_get (&n_roles);
  for (guint i = 0; i < n_roles; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      g_strv_builder_add (builder, all[i].id);
  return g_strv_builder_end (builder);
}
