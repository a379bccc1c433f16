/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-driver.h"

#include <signal.h>

#include "hub-paths.h"
#include "hub-project.h"

#define PATIENCE_SECONDS 60

static gboolean
give_up (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
driver_wait (DriverCondition condition, gpointer data)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, give_up, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timeout);
  g_assert_false (late);
}

HubApplication *
driver_application (void)
{
  static HubApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = hub_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

HubWindow *
driver_window (void)
{
  HubApplication *application = driver_application ();
  GtkWidget *window = hub_window_new (ADW_APPLICATION (application), hub_application_get_settings (application),
                                      hub_application_get_account (application));

  gtk_window_present (GTK_WINDOW (window));
  return HUB_WINDOW (window);
}

static void
finalized (gpointer data, GObject *object)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
driver_close (HubWindow *window)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (window), finalized, &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  driver_wait (is_true, &gone);
}

char *
driver_copy_sample (void)
{
  g_autofree char *place = g_dir_make_tmp ("app-测试-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (place, "corner shop", NULL);
  g_autoptr (GError) error = NULL;

  hub_project_create ("corner-shop", folder, "Corner Shop", &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  int *frames = data;

  return --*frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_counted (gpointer data)
{
  return *(int *) data <= 0;
}

void
driver_settle (GtkWidget *widget)
{
  int frames = 3;

  gtk_widget_add_tick_callback (widget, count_frame, &frames, NULL);
  driver_wait (is_counted, &frames);
}

void
driver_screenshot (GtkWidget *window, const char *name)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);
  int width, height;

  driver_settle (window);
  width = gtk_widget_get_width (window);
  height = gtk_widget_get_height (window);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_save_to_png (texture, path);
  g_test_message ("screenshot: %s", path);
}

GtkWidget *
driver_find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = driver_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
driver_find_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL
      && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = driver_find_label (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
driver_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

void
driver_answer (const char *response)
{
  g_autoptr (GtkWidget) dialog = g_object_ref (driver_dialog ());

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Only the one whose data folder is ours. */
void
driver_end_platform (void)
{
  g_autofree char *data = hub_paths_user_data ();
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length;
      int pid = (int) g_ascii_strtoll (name, NULL, 10);

      if (pid <= 0 || !g_file_get_contents (path, &line, &length, NULL))
        continue;
      for (gsize i = 0; i + 1 < length; i++)
        if (line[i] == '\0')
          line[i] = ' ';
      if (strstr (line, "superhubd ") != NULL && strstr (line, data) != NULL)
        kill (pid, SIGTERM);
    }
}
