/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-link-box.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-qr-popover.h"
#include "hub-simulator-button.h"

static void
append_button (GtkWidget *box, const char *icon_name, const char *label, const char *action, const char *url)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

/**
 * hub_link_box_new:
 * @url: a link to a running program
 * @what: what the link opens, for the QR code's caption
 *
 * Returns: (transfer floating): the link with buttons to copy it, open it in the simulator or the browser, and show it as a QR code
 */
GtkWidget *
hub_link_box_new (const char *url, const char *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (url);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, url, -1);
  gtk_box_append (GTK_BOX (box), label);
  append_button (box, "edit-copy-symbolic", _("Copy Link"), "console.copy", url);
  gtk_box_append (GTK_BOX (box), hub_simulator_button_new (url, FALSE));
  append_button (box, "adw-external-link-symbolic", _("Open in the Browser"), "console.open-link", url);
  gtk_box_append (GTK_BOX (box), hub_qr_popover_button_new (url, what));
  return box;
}
