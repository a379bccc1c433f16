/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons of the Release page: one that cannot be used now stays in sight and says why. */
#include "hub-release-buttons.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"
#include "hub-json.h"

typedef enum
{
  WANTS_PHASED = 1 << 0,        /* an active phased release */
  WANTS_NO_PHASED = 1 << 1,
  WANTS_RUNNING = 1 << 2,       /* one that is not paused */
  WANTS_ONLINE = 1 << 3,        /* a version that is online */
} Wants;

static const struct
{
  const char *action;
  const char *permission;
  Wants wants;
} actions[] = {
  { "release.full", "development-management", WANTS_NO_PHASED },
  { "release.phased", "development-management", WANTS_NO_PHASED | WANTS_ONLINE },
  { "release.pause", "development-management", WANTS_PHASED },
  { "release.resume", "development-management", WANTS_PHASED },
  { "release.raise", "development-management", WANTS_PHASED | WANTS_RUNNING },
  { "release.make-full", "development-management", WANTS_PHASED | WANTS_RUNNING },
  { "release.cancel", "development-management", WANTS_PHASED },
  { "release.roll-back", "development-management", WANTS_ONLINE },
  { "release.redo", "development-management", WANTS_ONLINE },
  { "release.suspend", "service-suspension", WANTS_ONLINE },
  { "release.resume-service", "service-suspension", WANTS_ONLINE },
  { "release.remove", "service-suspension", 0 },
};

static char *
dup_missing (HubConsoleModel *model, Wants wants)
{
  g_autoptr (HubConsoleItem) phased = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_PHASED);
  g_autoptr (HubConsoleItem) online = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_ONLINE);

  if ((wants & WANTS_ONLINE) && online == NULL && (wants & WANTS_NO_PHASED))
    return g_strdup (_("The first release is for everyone: there is no version yet that the others could keep"));
  if ((wants & WANTS_ONLINE) && online == NULL)
    return g_strdup (_("Nothing is online yet"));
  if ((wants & WANTS_PHASED) && phased == NULL)
    return g_strdup (_("No version is being released in phases"));
  if ((wants & WANTS_NO_PHASED) && phased != NULL)
    return g_strdup_printf (_("Version %s is being released in phases: bring it to everyone or cancel it first"),
                            hub_console_item_get_string (phased, "version"));
  if ((wants & WANTS_RUNNING) && g_str_equal (hub_console_item_get_string (phased, "state"), "paused"))
    return g_strdup (_("The release is paused: resume it first"));
  return NULL;
}

/**
 * hub_release_dup_reason:
 * @model: the state
 * @action: an action of the Release page
 * @target: (nullable): its target
 *
 * Returns: (transfer full) (nullable): what keeps the person from doing it now, as a sentence
 */
char *
hub_release_dup_reason (HubConsoleModel *model, const char *action, const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].action, action))
      {
        g_autoptr (HubConsoleItem) online = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_ONLINE);

        if (!hub_console_model_may (model, actions[i].permission))
          return hub_console_roles_dup_needed (actions[i].permission);
        if (target != NULL && online != NULL && g_str_equal (action, "release.roll-back")
            && g_str_equal (hub_console_item_get_string (online, "id"), target))
          return g_strdup (_("This is the version that is online"));
        return dup_missing (model, actions[i].wants);
      }
  return NULL;
}

static void
show_reason (HubConsoleModel *model, guint section, GtkWidget *button)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");
  const char *target = g_object_get_data (G_OBJECT (button), "target");
  g_autofree char *reason = hub_release_dup_reason (model, action, target);

  gtk_widget_set_tooltip_text (button, reason);
  if (reason != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
      gtk_widget_set_sensitive (button, FALSE);
      return;
    }
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

/**
 * hub_release_button_new:
 * @model: the state, which says whether it can be used
 * @label: what it does, with a mnemonic
 * @action: (transfer none): a static string, an action of the Release page
 * @target: (nullable): its target
 *
 * Returns: (transfer floating): a button; one that cannot be used is insensitive, and its tooltip says why
 */
GtkWidget *
hub_release_button_new (HubConsoleModel *model, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (target), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (model, "changed", G_CALLBACK (show_reason), button, 0);
  show_reason (model, HUB_CONSOLE_SECTION_APP, button);
  return button;
}
