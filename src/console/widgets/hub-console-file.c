/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-file.h"

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
