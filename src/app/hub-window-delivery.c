/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-upload-dialog.h"

static void
saved_to_preview (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;
  g_autoptr (JsonObject) condition = NULL;

  if (!hub_editor_save_all_finish (HUB_EDITOR (object), result, NULL) || self->workbench == NULL)
    return;
  condition = hub_condition_popover_dup (self->condition);
  gtk_menu_button_popup (self->preview_button);
  hub_preview_popover_start (self->preview, condition);
}

void
hub_window_preview (HubWindow *self)
{
  hub_editor_save_all_async (hub_develop_view_get_editor (self->develop), NULL, saved_to_preview,
                             g_object_ref (self));
}

static void
uploaded (HubWindow *self, const char *version)
{
  g_autofree char *text = g_strdup_printf (_("Version %s is uploaded"), version);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _("_Show in Console"));
  adw_toast_set_detailed_action_name (toast, "win.show-console-page::versions");
  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (self->toasts, toast);
  hub_console_view_refresh (self->console);
}

static void
open_location (HubWindow *self, const char *file, guint line, guint column)
{
  adw_view_stack_set_visible_child_name (self->tabs, "develop");
  hub_develop_view_open_location (self->develop, file, line, column);
}

static void
saved_to_upload (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;

  if (!hub_editor_save_all_finish (HUB_EDITOR (object), result, NULL) || self->workbench == NULL)
    return;
  if (self->upload_dialog != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->upload_dialog));
      return;
    }
  g_set_weak_pointer (&self->upload_dialog, hub_upload_dialog_new (GTK_WINDOW (self), self->workbench));
  g_signal_connect_object (self->upload_dialog, "uploaded", G_CALLBACK (uploaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->upload_dialog, "open-location", G_CALLBACK (open_location), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->upload_dialog));
}

void
hub_window_upload (HubWindow *self)
{
  hub_editor_save_all_async (hub_develop_view_get_editor (self->develop), NULL, saved_to_upload, g_object_ref (self));
}

static void
sign_in_offer_gone (AdwToast *toast, HubWindow *self)
{
  if (self->sign_in_offer == toast)
    self->sign_in_offer = NULL;
}

/* The program has asked a server that may not be declared: only the platform knows, and it tells who is signed in. */
static void
domains_unchecked (HubWindow *self)
{
  HubAccountState state = hub_account_get_state (self->account);
  const char *app_id = self->workbench != NULL ? hub_project_get_app_id (hub_workbench_get_project (self->workbench)) : NULL;

  if (app_id == NULL || app_id[0] == '\0' || state == HUB_ACCOUNT_CONNECTED || state == HUB_ACCOUNT_CONNECTING
      || self->sign_in_offered == self->workbench)
    return;
  self->sign_in_offered = self->workbench;
  self->sign_in_offer = adw_toast_new (_("Nobody is signed in, so server domains are not checked"));
  adw_toast_set_button_label (self->sign_in_offer, _("_Sign In"));
  adw_toast_set_action_name (self->sign_in_offer, "app.sign-in");
  adw_toast_set_timeout (self->sign_in_offer, 0);
  g_signal_connect_object (self->sign_in_offer, "dismissed", G_CALLBACK (sign_in_offer_gone), self, 0);
  adw_toast_overlay_add_toast (self->toasts, self->sign_in_offer);
}

static void
account_changed (HubWindow *self)
{
  if (self->sign_in_offer != NULL && hub_account_get_state (self->account) == HUB_ACCOUNT_CONNECTED)
    adw_toast_dismiss (self->sign_in_offer);
}

void
hub_window_watch_domains (HubWindow *self)
{
  g_signal_connect_object (hub_develop_view_get_simulator (self->develop), "notice", G_CALLBACK (domains_unchecked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "changed", G_CALLBACK (account_changed), self, G_CONNECT_SWAPPED);
}
