/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-view-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* The bar over the pages: what is wrong with the connection, and what can be done about it. What is in sight stays. */

static void
show (HubConsoleBar *bar, const char *icon, const char *text, const char *tip, const char *label, const char *action)
{
  gtk_image_set_from_icon_name (bar->icon, icon);
  if (!g_str_equal (gtk_label_get_text (bar->text), text))
    gtk_label_set_text (bar->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (bar->text), tip);
  gtk_button_set_label (bar->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (bar->button), action);
  gtk_revealer_set_reveal_child (bar->revealer, TRUE);
}

static void
update_bar (HubConsoleView *self, HubConsoleBar *bar)
{
  HubClient *client = hub_console_model_get_client (self->model);
  const char *message = NULL;
  g_autofree char *text = NULL;

  switch (hub_console_model_get_trouble (self->model, &message))
    {
    case HUB_CONSOLE_TROUBLE_OFFLINE:
      text = g_strdup_printf (_("No connection to %s. What you see is as it was before; it is tried again by itself."),
                              hub_client_get_server (client));
      show (bar, "network-offline-symbolic", text, message, _("_Try Now"), "console.try-now");
      break;

    case HUB_CONSOLE_TROUBLE_SIGNED_OUT:
      text = g_strdup_printf (_("Your sign-in to %s has ended. Sign in, and it goes on where you are."),
                              hub_client_get_server (client));
      show (bar, "dialog-password-symbolic", text, message, _("_Sign In"), "console.sign-in");
      break;

    case HUB_CONSOLE_TROUBLE_FAILED:
      text = g_strdup_printf (_("Not everything could be read anew: %s"), message);
      show (bar, "dialog-warning-symbolic", text, NULL, _("_Try Now"), "console.try-now");
      break;

    case HUB_CONSOLE_TROUBLE_NONE:
    default:
      gtk_revealer_set_reveal_child (bar->revealer, FALSE);
      break;
    }
}

void
hub_console_view_update_bar (HubConsoleView *self)
{
  update_bar (self, &self->bar);
  if (self->choosing)
    update_bar (self, &self->chooser_bar);
}

GtkWidget *
hub_console_view_make_bar (HubConsoleView *self, HubConsoleBar *bar)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *revealer = gtk_revealer_new ();

  bar->revealer = GTK_REVEALER (revealer);
  bar->icon = GTK_IMAGE (gtk_image_new ());
  bar->text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_label_set_wrap (bar->text, TRUE);
  gtk_label_set_wrap_mode (bar->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (bar->text, TRUE);
  gtk_label_set_xalign (bar->text, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (bar->text), TRUE);
  bar->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (bar->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (bar->button), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar->text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar->button));
  gtk_widget_add_css_class (box, "console-trouble");
  gtk_revealer_set_child (bar->revealer, box);
  return revealer;
}
