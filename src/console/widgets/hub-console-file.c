/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-file.h"

#define CHOOSER "hub-console-file-chooser"

typedef struct
{
  GWeakRef widget;
  gsize max_bytes;
  HubConsoleFileFunc done;
} Reading;

static void
reading_free (Reading *reading)
{
  g_weak_ref_clear (&reading->widget);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
end (Reading *reading, GBytes *bytes, const GError *error)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&reading->widget);

  if (widget != NULL)
    reading->done (widget, bytes, error);
}

static void
contents_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  end (reading, bytes, error);
}

static void
size_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL || (guint64) g_file_info_get_size (info) > reading->max_bytes)
    end (reading, NULL, error);
  else
    g_file_load_bytes_async (G_FILE (source), NULL, contents_read, g_steal_pointer (&reading));
}

/**
 * hub_console_file_read:
 * @widget: who wants it
 * @file: what a person has chosen, which can be anything and anywhere
 * @max_bytes: larger files are not read
 * @done: called with the contents, if @widget is still there then
 *
 * Reads a small file.
 */
void
hub_console_file_read (GtkWidget *widget, GFile *file, gsize max_bytes, HubConsoleFileFunc done)
{
  Reading *reading = g_new0 (Reading, 1);

  g_weak_ref_init (&reading->widget, widget);
  reading->max_bytes = max_bytes;
  reading->done = done;
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, size_read,
                           reading);
}

/* Whose dialog it is: the widget, which takes the dialog along. */
typedef struct
{
  GtkWidget *widget;            /* (unowned) */
  HubConsoleFileChosen chosen;
  gpointer user_data;
  GDestroyNotify destroy;
} Choosing;

static void
choosing_free (gpointer data, GClosure *closure)
{
  Choosing *choosing = data;

  if (choosing->destroy != NULL)
    choosing->destroy (choosing->user_data);
  g_free (choosing);
}

static void
responded (GtkNativeDialog *dialog, int response, Choosing *choosing)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GtkWidget) widget = g_object_ref (choosing->widget);

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      choosing->chosen (widget, file, choosing->user_data);
    }
  g_object_set_data (G_OBJECT (widget), CHOOSER, NULL);
}

static void
chooser_gone (gpointer data)
{
  g_signal_handlers_disconnect_matched (data, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, responded, NULL);
  gtk_native_dialog_destroy (data);
  g_object_unref (data);
}

static void
widget_destroyed (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), CHOOSER, NULL);
}

/**
 * hub_console_file_chooser_new:
 * @widget: who wants it; the dialog goes when it is destroyed, or asks for another file
 * @action: what is to be done with the file
 * @title: of the dialog
 * @accept: the accepting button, with a mnemonic
 * @chosen: called with each file that was chosen
 * @user_data: for @chosen
 * @destroy: (nullable): frees @user_data
 *
 * Returns: (transfer none): the desktop's dialog for files, to be shown with gtk_native_dialog_show()
 */
GtkFileChooser *
hub_console_file_chooser_new (GtkWidget *widget, GtkFileChooserAction action, const char *title, const char *accept,
                              HubConsoleFileChosen chosen, gpointer user_data, GDestroyNotify destroy)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), action, accept,
                                                              NULL);
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->widget = widget;
  choosing->chosen = chosen;
  choosing->user_data = user_data;
  choosing->destroy = destroy;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (responded), choosing, choosing_free, 0);
  if (g_object_get_data (G_OBJECT (widget), CHOOSER) == NULL)
    g_signal_connect (widget, "destroy", G_CALLBACK (widget_destroyed), NULL);
  g_object_set_data_full (G_OBJECT (widget), CHOOSER, dialog, chooser_gone);
  return GTK_FILE_CHOOSER (dialog);
}
