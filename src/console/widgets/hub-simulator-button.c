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
  const char *text = labelled ? _("Runs it in a window of its own, signed in with your Super Hub ID") : _("Open in Simulator");

  if (!labelled)
    {
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  gtk_widget_set_tooltip_text (button, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "console.open-in-simulator");
  return button;
}
