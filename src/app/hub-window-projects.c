/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-new-program-dialog.h"

#define SAMPLE "corner-shop"

/* In this window while it shows the welcome page, otherwise in one of its own. */
void
hub_window_open_elsewhere (HubWindow *self, const char *folder)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWidget *window;

  if (hub_window_is_empty (self))
    {
      hub_window_open (self, folder);
      return;
    }
  window = hub_window_new (ADW_APPLICATION (application), self->settings, self->account);
  hub_window_open (HUB_WINDOW (window), folder);
  gtk_window_present (GTK_WINDOW (window));
}

static void
folder_chosen (GtkNativeDialog *chooser, int response, HubWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    hub_window_open_elsewhere (self, g_file_peek_path (file));
  g_object_unref (chooser);
}

void
hub_window_choose_folder (HubWindow *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Open a Program's Folder"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
hub_window_new_program (HubWindow *self, const char *folder)
{
  GtkWidget *dialog = hub_new_program_dialog_new (GTK_WINDOW (self), self->settings, folder);

  g_signal_connect_object (dialog, "created", G_CALLBACK (hub_window_open_elsewhere), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A copy of one's own: it may be changed, and opening it again shows what was changed. */
void
hub_window_open_sample (HubWindow *self)
{
  g_autofree char *place = hub_new_program_default_place (self->settings);
  g_autofree char *folder = g_build_filename (place, "Corner Shop", NULL);
  g_autofree char *app_json = g_build_filename (folder, "app.json", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_test (app_json, G_FILE_TEST_EXISTS)
      && !hub_project_create (SAMPLE, folder, "Corner Shop", &error))
    {
      hub_window_report (self, _("The Sample Could Not Be Copied"), error->message);
      return;
    }
  hub_window_open_elsewhere (self, folder);
}

static void
confirmed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWindow) self = data;

  if (hub_editor_confirm_close_finish (HUB_EDITOR (object), result, NULL))
    hub_window_set_workbench (self, NULL);
}

void
hub_window_close_project (HubWindow *self)
{
  hub_editor_confirm_close_async (hub_develop_view_get_editor (self->develop), NULL, confirmed, g_object_ref (self));
}
