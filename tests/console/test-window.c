/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-window.h"

#include "hub-console-row.h"
#include "test-platform.h"

TestWindow *
test_window_new (HubClient *client, const char *app_id)
{
  TestWindow *self = g_new0 (TestWindow, 1);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->view = HUB_CONSOLE_VIEW (hub_console_view_new ());
  gtk_window_set_default_size (self->window, 1280, 900);
  gtk_window_set_child (self->window, GTK_WIDGET (self->view));
  hub_console_view_set_app (self->view, client, app_id);
  gtk_window_present (self->window);
  return self;
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

void
test_window_free (TestWindow *self)
{
  gpointer view = self->view;
  gpointer window = self->window;

  g_object_add_weak_pointer (view, &view);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (self->window);
  /* Answers on their way still hold the view for a moment; nothing may hold it longer. */
  test_wait_until (is_gone, &window, "the window was finalised");
  test_wait_until (is_gone, &view, "the view was finalised");
  g_free (self);
}

typedef gboolean (*Match) (GtkWidget *widget, const char *text);

static GtkWidget *
find (GtkWidget *root, Match match, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (match (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_row (GtkWidget *widget, const char *text)
{
  return HUB_IS_CONSOLE_ROW (widget) && strstr (hub_console_row_get_summary (HUB_CONSOLE_ROW (widget)), text) != NULL;
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_button (GtkWidget *widget, const char *text)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget))
    return FALSE;
  return (tip != NULL && strstr (tip, text) != NULL) || find (widget, is_label, text) != NULL;
}

typedef struct
{
  GtkWidget *root;
  Match match;
  const char *text;
} Search;

static gboolean
is_found (gpointer user_data)
{
  Search *search = user_data;

  return find (search->root, search->match, search->text) != NULL;
}

static gboolean
is_not_found (gpointer user_data)
{
  return !is_found (user_data);
}

void
test_window_wait_row (TestWindow *self, const char *text)
{
  test_wait_until (is_found, &(Search) { GTK_WIDGET (self->view), is_row, text }, text);
}

void
test_window_wait_label (TestWindow *self, const char *text)
{
  test_wait_until (is_found, &(Search) { GTK_WIDGET (self->view), is_label, text }, text);
}

gboolean
test_window_has_row (TestWindow *self, const char *text)
{
  return find (GTK_WIDGET (self->view), is_row, text) != NULL;
}

gboolean
test_window_has_label (TestWindow *self, const char *text)
{
  return find (GTK_WIDGET (self->view), is_label, text) != NULL;
}

void
test_window_wait_gone (TestWindow *self, const char *text)
{
  test_wait_until (is_not_found, &(Search) { GTK_WIDGET (self->view), is_row, text }, text);
}

GtkWidget *
test_window_look_for_button (GtkWidget *root, const char *label)
{
  return find (root, is_button, label);
}

GtkWidget *
test_window_find_button (GtkWidget *root, const char *label)
{
  GtkWidget *button = test_window_look_for_button (root, label);

  if (button == NULL)
    g_error ("No button “%s”", label);
  return button;
}

GtkWidget *
test_window_button (TestWindow *self, const char *row, const char *label)
{
  GtkWidget *found = find (GTK_WIDGET (self->view), is_row, row);

  g_assert_nonnull (found);
  return test_window_find_button (found, label);
}

void
test_window_click (GtkWidget *button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
test_window_accept (GtkWindow *dialog, const char *verb)
{
  gpointer watched = dialog;

  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
  g_object_add_weak_pointer (G_OBJECT (dialog), &watched);
  test_window_click (test_window_find_button (GTK_WIDGET (dialog), verb));
  test_wait_until (is_gone, &watched, "the dialog was gone");
}

static GtkWindow *
find_dialog (TestWindow *self, const char *text)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == self->window && gtk_widget_get_mapped (l->data)
        && find (l->data, is_label, text) != NULL)
      return l->data;
  return NULL;
}

typedef struct
{
  TestWindow *window;
  const char *text;
} DialogSearch;

static gboolean
dialog_is_there (gpointer user_data)
{
  DialogSearch *search = user_data;

  return find_dialog (search->window, search->text) != NULL;
}

GtkWindow *
test_window_dialog (TestWindow *self, const char *text)
{
  test_wait_until (dialog_is_there, &(DialogSearch) { self, text }, text);
  return find_dialog (self, text);
}

static gboolean
is_of_type (GtkWidget *widget, const char *type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name (type));
}

GtkWidget *
test_window_find (GtkWidget *root, GType type)
{
  return find (root, is_of_type, g_type_name (type));
}

static void
collect (GtkWidget *root, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
test_window_find_all (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

void
test_window_type_text (GtkWindow *dialog, const char *text)
{
  GtkWidget *view = test_window_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

void
test_window_give_password (TestWindow *self, const char *password)
{
  GtkWindow *dialog = test_window_dialog (self, "Confirm with Your Password");
  GtkWidget *entry = test_window_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW);

  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
  gtk_editable_set_text (GTK_EDITABLE (entry), password);
  test_window_accept (dialog, "Confirm");
}

static GtkWidget *
find_file_chooser (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_FILE_CHOOSER (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_file_chooser (gpointer user_data)
{
  return find_file_chooser () != NULL;
}

static gboolean
has_no_file_chooser (gpointer user_data)
{
  return find_file_chooser () == NULL;
}

static gboolean
has_chosen (gpointer user_data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (find_file_chooser ()));

  return file != NULL && g_file_equal (file, user_data);
}

void
test_window_choose_file (const char *path, const char *verb)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GtkWidget *chooser;

  test_wait_until (has_file_chooser, NULL, "the dialog for files");
  chooser = find_file_chooser ();
  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_autofree char *proposed = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (chooser));
      g_autofree char *wanted = g_file_get_basename (file);

      g_assert_cmpstr (proposed, ==, wanted);
      /* The dialog goes to a folder of its own choice when it opens; a path that is typed counts wherever it is. */
      gtk_editable_set_text (GTK_EDITABLE (test_window_find (chooser, GTK_TYPE_ENTRY)), path);
    }
  else
    {
      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, &error);
    }
  g_assert_no_error (error);
  test_wait_until (has_chosen, file, "the file was chosen");
  test_window_click (test_window_find_button (chooser, verb));
  test_wait_until (has_no_file_chooser, NULL, "the dialog for files was gone");
}

static void
clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

void
test_window_wait_clipboard (TestWindow *self, const char *text)
{
  g_autofree char *found = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), NULL, clipboard_read, &found);
  test_wait_until (is_set, &found, "the clipboard has text");
  g_assert_nonnull (strstr (found, text));
}

static gboolean
has_drawn (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
contents_changed (GdkPaintable *paintable, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The picture of a window as it is on the screen, for looking at; never compared. */
void
test_window_keep_over (GtkWindow *window, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("TEST_SCREENSHOTS"), file, NULL);
  gboolean drawn = FALSE;

  g_signal_connect (paintable, "invalidate-contents", G_CALLBACK (contents_changed), &drawn);
  gtk_widget_queue_draw (widget);
  test_wait_until (has_drawn, &drawn, "the window was drawn");
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}

void
test_window_keep (TestWindow *self, const char *name)
{
  test_window_keep_over (self->window, name);
}

void
test_window_keep_both (TestWindow *self, const char *name)
{
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  test_window_keep (self, name);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_window_keep (self, dark);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

void
test_window_set_narrow (TestWindow *self)
{
  gtk_window_set_default_size (self->window, 900, 700);
}
