/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-view-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* The bar over the pages: what is wrong with the connection, and what can be done about it. What is in sight stays. */

static void
show (HubConsoleView *self, const char *icon, const char *text, const char *label, const char *action)
{
  gtk_image_set_from_icon_name (self->trouble_icon, icon);
  if (!g_str_equal (gtk_label_get_text (self->trouble_text), text))
    gtk_label_set_text (self->trouble_text, text);
  gtk_button_set_label (self->trouble_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), action);
  gtk_revealer_set_reveal_child (self->trouble_bar, TRUE);
}

void
hub_console_view_update_bar (HubConsoleView *self)
{
  HubClient *client = hub_console_model_get_client (self->model);
  const char *message = NULL;
  g_autofree char *text = NULL;

  switch (hub_console_model_get_trouble (self->model, &message))
    {
    case HUB_CONSOLE_TROUBLE_OFFLINE:
      text = g_strdup_printf (_("No connection to %s. What you see is as it was before; it is tried again by itself."),
                              hub_client_get_server (client));
      show (self, "network-offline-symbolic", text, _("_Try Now"), "console.try-now");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->trouble_text), message);
      break;

    case HUB_CONSOLE_TROUBLE_SIGNED_OUT:
      text = g_strdup_printf (_("Your sign-in to %s has ended. Sign in, and it goes on where you are."),
                              hub_client_get_server (client));
      show (self, "dialog-password-symbolic", text, _("_Sign In"), "console.sign-in");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->trouble_text), message);
      break;

    case HUB_CONSOLE_TROUBLE_FAILED:
      text = g_strdup_printf (_("Not everything could be read anew: %s"), message);
      show (self, "dialog-warning-symbolic", text, _("_Try Now"), "console.try-now");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->trouble_text), NULL);
      break;

    case HUB_CONSOLE_TROUBLE_NONE:
    default:
      gtk_revealer_set_reveal_child (self->trouble_bar, FALSE);
      break;
    }
}

GtkWidget *
hub_console_view_make_bar (HubConsoleView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *revealer = gtk_revealer_new ();

  self->trouble_bar = GTK_REVEALER (revealer);
  self->trouble_icon = GTK_IMAGE (gtk_image_new ());
  self->trouble_text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_label_set_wrap (self->trouble_text, TRUE);
  gtk_label_set_wrap_mode (self->trouble_text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->trouble_text, TRUE);
  gtk_label_set_xalign (self->trouble_text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->trouble_text), TRUE);
  self->trouble_button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->trouble_button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->trouble_button), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trouble_icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trouble_text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trouble_button));
  gtk_widget_add_css_class (box, "console-trouble");
  gtk_revealer_set_child (self->trouble_bar, box);
  return revealer;
}
