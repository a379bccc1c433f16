/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor on real files, driven as a person would. */
#include <glib/gstdio.h>

#include "app-driver.h"
#include "hub-comment.h"
#include "hub-editor.h"
#include "hub-settings.h"

static gboolean
is_loaded (gpointer data)
{
  return !hub_editor_page_is_loading (data);
}

static gboolean
is_saved (gpointer data)
{
  return !hub_editor_page_is_modified (data);
}

static char *
text_of (HubEditorPage *page)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (hub_editor_page_get_document (page));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
set_text (HubEditorPage *page, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (hub_editor_page_get_document (page));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
}

static char *
make_file (const char *name, const char *content, gssize length)
{
  g_autofree char *folder = g_dir_make_tmp ("app-editor-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, length, NULL));
  return path;
}

static HubEditorPage *
open_path (HubEditor *editor, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  HubEditorPage *page = hub_editor_open (editor, file, 0, 0);

  driver_wait (is_loaded, page);
  return page;
}

static GtkWidget *
show_editor (HubEditor **editor)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GSettings) settings = hub_settings_new ();

  driver_application ();
  *editor = HUB_EDITOR (hub_editor_new ());
  hub_editor_set_settings (*editor, settings);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (*editor));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
test_edit_and_save (void)
{
  HubEditor *editor;
  GtkWidget *window = show_editor (&editor);
  g_autofree char *path = make_file ("index.wxml", "<view/>\r\n", -1);
  HubEditorPage *page = open_path (editor, path);
  g_autofree char *shown = text_of (page);
  g_autofree char *bytes = NULL;

  g_assert_cmpstr (shown, ==, "<view/>\n");
  g_assert_false (hub_editor_has_unsaved (editor));
  set_text (page, "<view class=\"a\"/>\n");
  g_assert_true (hub_editor_has_unsaved (editor));
  hub_editor_save (editor);
  driver_wait (is_saved, page);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "<view class=\"a\"/>\r\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
saved_all (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_editor_save_all_finish (HUB_EDITOR (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* As Ctrl+S and Upload at once, which saves as well: what the first wrote is nobody else's change. */
static void
test_save_twice (void)
{
  HubEditor *editor;
  GtkWidget *window = show_editor (&editor);
  g_autofree char *path = make_file ("twice.js", "1\n", -1);
  HubEditorPage *page = open_path (editor, path);
  g_autofree char *bytes = NULL;
  gboolean done = FALSE;

  set_text (page, "2\n");
  hub_editor_save (editor);
  set_text (page, "3\n");
  hub_editor_save_all_async (editor, NULL, saved_all, &done);
  driver_wait (is_true, &done);
  g_assert_false (hub_document_is_changed_on_disk (hub_editor_page_get_document (page)));
  g_assert_false (hub_editor_has_unsaved (editor));
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "3\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_other_text (gpointer data)
{
  g_autofree char *text = text_of (data);

  return g_str_equal (text, "theirs\n");
}

static gboolean
is_changed_on_disk (gpointer data)
{
  return hub_document_is_changed_on_disk (hub_editor_page_get_document (data));
}

static void
test_change_on_disk (void)
{
  HubEditor *editor;
  GtkWidget *window = show_editor (&editor);
  g_autofree char *path = make_file ("app.js", "mine\n", -1);
  HubEditorPage *page = open_path (editor, path);
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;

  /* Nothing was typed: the new text simply appears. */
  g_assert_true (g_file_set_contents (path, "theirs\n", -1, NULL));
  driver_wait (has_other_text, page);
  g_assert_false (hub_editor_page_is_modified (page));
  /* Something was typed: a bar asks, and a save does not write over the other's change. */
  set_text (page, "typed\n");
  g_assert_true (g_file_set_contents (path, "theirs again\n", -1, NULL));
  driver_wait (is_changed_on_disk, page);
  driver_screenshot (window, "editor-changed-on-disk");
  hub_document_keep_mine (hub_editor_page_get_document (page));
  hub_editor_save (editor);
  driver_wait (is_saved, page);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "typed\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pages_for_other_files (void)
{
  HubEditor *editor;
  GtkWidget *window = show_editor (&editor);
  g_autofree char *binary = make_file ("data.bin", "a\0b", 3);
  g_autofree char *latin = make_file ("old.js", "caf\xe9\n", -1);
  HubEditorPage *page = open_path (editor, binary);

  g_assert_false (hub_editor_page_is_text (page));
  g_assert_nonnull (driver_find_label (GTK_WIDGET (page), "data.bin"));
  page = open_path (editor, latin);
  g_assert_false (hub_editor_page_is_text (page));
  g_assert_nonnull (driver_find_label (GTK_WIDGET (page), "not UTF-8"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_dialog (gpointer data)
{
  return driver_dialog () != NULL;
}

static gboolean
is_empty (gpointer data)
{
  g_autoptr (GListModel) pages = hub_editor_get_pages (data);

  return g_list_model_get_n_items (pages) == 0;
}

static void
test_close_asks (void)
{
  HubEditor *editor;
  GtkWidget *window = show_editor (&editor);
  g_autofree char *path = make_file ("a.wxss", "a {}\n", -1);
  HubEditorPage *page = open_path (editor, path);
  g_autofree char *bytes = NULL;

  set_text (page, "b {}\n");
  hub_editor_close_current (editor);
  driver_wait (has_dialog, NULL);
  driver_answer ("cancel");
  driver_settle (window);
  g_assert_false (is_empty (editor));
  hub_editor_close_current (editor);
  driver_wait (has_dialog, NULL);
  driver_answer ("save");
  driver_wait (is_empty, editor);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "b {}\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_comment (void)
{
  static const struct { const char *name, *plain, *commented; } cases[] = {
    { "a.js", "  one\n\n    two", "  // one\n\n  //   two" },
    { "a.wxml", "<view/>", "<!-- <view/> -->" },
    { "a.wxss", "a {}", "/* a {} */" },
    { "a.wxs", "var a", "// var a" },
    { "a.ts", "let a: string", "// let a: string" },
    { "a.scss", "$a: 1", "// $a: 1" },
    { "a.less", "@a: 1", "// @a: 1" },
  };

  driver_application ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkSourceLanguage *language
          = gtk_source_language_manager_guess_language (gtk_source_language_manager_get_default (), cases[i].name, NULL);
      g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new_with_language (language);
      GtkTextIter start, end;
      g_autofree char *commented = NULL;
      g_autofree char *plain = NULL;

      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), cases[i].plain, -1);
      gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
      gtk_text_buffer_select_range (GTK_TEXT_BUFFER (buffer), &start, &end);
      g_assert_true (hub_comment_toggle (buffer));
      gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
      commented = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (buffer), &start, &end, TRUE);
      g_assert_cmpstr (commented, ==, cases[i].commented);
      gtk_text_buffer_select_range (GTK_TEXT_BUFFER (buffer), &start, &end);
      g_assert_true (hub_comment_toggle (buffer));
      gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
      plain = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (buffer), &start, &end, TRUE);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* Whether the text at @offset has another colour than plain text. */
static gboolean
is_highlighted (const char *language_id, const char *text, const char *part)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autoptr (GtkSourceBuffer) buffer
      = gtk_source_buffer_new_with_language (gtk_source_language_manager_get_language (manager, language_id));
  GtkTextIter start, end;
  GSList *tags;
  gboolean highlighted = FALSE;

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), text, -1);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_source_buffer_ensure_highlight (buffer, &start, &end);
  g_assert_true (gtk_text_iter_forward_search (&start, part, 0, &start, &end, NULL));
  tags = gtk_text_iter_get_tags (&start);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      gboolean set = FALSE;

      g_object_get (l->data, "foreground-set", &set, NULL);
      highlighted = highlighted || set;
    }
  g_slist_free (tags);
  return highlighted;
}

/* Whether the editor gives the file's @part a colour. */
static gboolean
is_coloured (const char *name, const char *text, const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (HubDocument) document = hub_document_new (file);
  GtkSourceLanguage *language = gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (document));

  g_assert_nonnull (language);
  return is_highlighted (gtk_source_language_get_id (language), text, part);
}

static void
test_languages (void)
{
  const char *wxml = "<view wx:if=\"{{a}}\" bindtap=\"go\">text</view><wxs module=\"m\">var x = 1</wxs><image/>";

  driver_application ();
  g_assert_true (is_highlighted ("wxml", wxml, "view"));
  g_assert_true (is_highlighted ("wxml", wxml, "wx:if"));
  g_assert_true (is_highlighted ("wxml", wxml, "{{"));
  g_assert_true (is_highlighted ("wxml", wxml, "bindtap"));
  g_assert_true (is_highlighted ("wxml", wxml, "var"));
  g_assert_true (is_highlighted ("wxml", wxml, "<image"));
  g_assert_false (is_highlighted ("wxml", wxml, "text"));
  g_assert_true (is_highlighted ("wxss", "view { width: 20rpx }", "20rpx"));
  g_assert_true (is_highlighted ("wxss", "view { width: 20rpx }", "width"));
  g_assert_true (is_highlighted ("wxs", "module.exports = function () { return 1 }", "return"));
  g_assert_true (is_coloured ("/a.ts", "interface Shop { name: string }", "interface"));
  g_assert_true (is_coloured ("/a.scss", "$a: 1; .b { &:hover { color: $a } } // note", "// note"));
  g_assert_true (is_coloured ("/a.less", "@a: 1; .b { &:hover { color: @a } } // note", "// note"));
  g_assert_true (is_coloured ("/a.wxs", "module.exports = 1 // note", "// note"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/editor/edit-and-save", test_edit_and_save);
  g_test_add_func ("/app/editor/save-twice", test_save_twice);
  g_test_add_func ("/app/editor/change-on-disk", test_change_on_disk);
  g_test_add_func ("/app/editor/other-files", test_pages_for_other_files);
  g_test_add_func ("/app/editor/close-asks", test_close_asks);
  g_test_add_func ("/app/editor/comment", test_comment);
  g_test_add_func ("/app/editor/languages", test_languages);
  return g_test_run ();
}
