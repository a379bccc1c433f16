/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-permission-hint.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"

/* What hub_permission_hint_enable() said of an action last. */
typedef enum
{
  UNKNOWN,
  ENABLED,
  DISABLED,
} EnabledState;

/**
 * hub_permission_hint_deny:
 * @control: a button
 * @why: what keeps the person from using it
 *
 * Makes @control insensitive and lets its tooltip say why.
 */
void
hub_permission_hint_deny (GtkWidget *control, const char *why)
{
  /* An action that is enabled for other rows would make the button sensitive again. */
  if (GTK_IS_ACTIONABLE (control))
    gtk_actionable_set_action_name (GTK_ACTIONABLE (control), NULL);
  gtk_widget_set_sensitive (control, FALSE);
  gtk_widget_set_tooltip_text (control, why);
}

/**
 * hub_permission_hint_apply:
 * @control: a button
 * @model: the state, which knows what the person may do
 * @permission: what using the button takes
 *
 * Without the permission, makes @control insensitive and lets its tooltip name what is missing.
 */
void
hub_permission_hint_apply (GtkWidget *control, HubConsoleModel *model, const char *permission)
{
  g_autofree char *needed = NULL;

  if (hub_console_model_may (model, permission))
    return;
  needed = hub_console_roles_dup_needed (permission);
  hub_permission_hint_deny (control, needed);
}

/**
 * hub_permission_hint_enable:
 * @widget: a widget whose class installed @action
 * @action: the name of the action, a static string
 * @enabled: whether the person may use it now
 *
 * As gtk_widget_action_set_enabled(), which tells every button below @widget that uses the action also when nothing changed:
 * a table has hundreds of them, and what may be done is looked at with everything that happens.
 */
void
hub_permission_hint_enable (GtkWidget *widget, const char *action, gboolean enabled)
{
  EnabledState now = enabled ? ENABLED : DISABLED;
  GQuark key = g_quark_from_static_string (action);

  if (GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (widget), key)) == (int) now)
    return;
  g_object_set_qdata (G_OBJECT (widget), key, GINT_TO_POINTER (now));
  gtk_widget_action_set_enabled (widget, action, enabled);
}

/**
 * hub_permission_hint_offer:
 * @button: a button, perhaps one of another row before
 * @action: the name of the action
 * @target: what it is done with
 *
 * Lets @button do @action, whatever kept it from doing so for another row: sensitive unless hub_permission_hint_enable() said
 * otherwise. GTK tells a button that has the action already only of what changes.
 */
void
hub_permission_hint_offer (GtkWidget *button, const char *action, const char *target)
{
  GQuark key = g_quark_from_string (action);
  EnabledState state = UNKNOWN;

  gtk_widget_set_sensitive (button, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  for (GtkWidget *widget = button; widget != NULL && state == UNKNOWN; widget = gtk_widget_get_parent (widget))
    state = GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (widget), key));
  if (state == DISABLED)
    gtk_widget_set_sensitive (button, FALSE);
}

/**
 * hub_permission_hint_new_locked:
 * @description: a sentence on what is the admin's alone
 *
 * Returns: (transfer floating): what others see in its place
 */
GtkWidget *
hub_permission_hint_new_locked (const char *description)
{
  GtkWidget *status = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "changes-prevent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("For the Admin"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), escaped);
  gtk_widget_add_css_class (status, "compact");
  return status;
}
