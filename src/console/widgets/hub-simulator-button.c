/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-simulator-button.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/**
 * hub_simulator_button_new:
 * @url: a link of the program
 * @labelled: whether there is place for words
 *
 * Returns: (transfer floating): a button that opens the link in a simulator window, as who is signed in
 */
GtkWidget *
hub_simulator_button_new (const char *url, gboolean labelled)
{
  GtkWidget *button = labelled ? gtk_button_new_with_mnemonic (_("Open in _Simulator"))
                               : gtk_button_new_from_icon_name ("media-playback-start-symbolic");

  if (!labelled)
    {
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Open in Simulator"), -1);
    }
  hub_simulator_button_set_url (button, url, labelled);
  return button;
}

/**
 * hub_simulator_button_set_url:
 * @button: what hub_simulator_button_new() made
 * @url: a link of a program, perhaps another one
 * @labelled: as it was made
 *
 * Lets it open that, whatever kept it from opening another one.
 */
void
hub_simulator_button_set_url (GtkWidget *button, const char *url, gboolean labelled)
{
  gtk_widget_set_tooltip_text (button, labelled ? _("Runs it in a window of its own, signed in with your Super Hub ID")
                                                : _("Open in Simulator"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "console.open-in-simulator");
}
