/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-permission-hint.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"

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
