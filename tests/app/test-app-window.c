/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole window, driven by its actions, with the real compiler, simulator and platform. */
#include <glib/gstdio.h>

#include "app-driver.h"
#include "hub-console-view.h"
#include "hub-paths.h"
#include "hub-upload-dialog.h"

static gboolean
has_build (gpointer data)
{
  return hub_workbench_get_build (data) != NULL && !hub_workbench_is_compiling (data);
}

static gboolean
has_errors (gpointer data)
{
  return has_build (data) && hub_build_has_errors (hub_workbench_get_build (data));
}

static gboolean
has_no_errors (gpointer data)
{
  return has_build (data) && !hub_build_has_errors (hub_workbench_get_build (data));
}

static gboolean
is_running (gpointer data)
{
  return hub_simulator_get_state (data) == HUB_SIMULATOR_RUNNING;
}

static gboolean
is_page_ready (gpointer data)
{
  HubEditorPage *page = hub_editor_get_current (data);

  return page != NULL && !hub_editor_page_is_loading (page);
}

static HubWindow *
open_sample (void)
{
  HubWindow *window = driver_window ();
  g_autofree char *folder = driver_copy_sample ();

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-project", "s", folder);
  g_assert_nonnull (hub_window_get_workbench (window));
  driver_wait (has_build, hub_window_get_workbench (window));
  return window;
}

static HubEditorPage *
open_file (HubWindow *window, const char *name)
{
  HubEditor *editor = hub_develop_view_get_editor (hub_window_get_develop (window));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-file", "s", name);
  driver_wait (is_page_ready, editor);
  return hub_editor_get_current (editor);
}

static void
test_welcome (void)
{
  HubWindow *window = driver_window ();
  g_autofree char *empty = g_dir_make_tmp ("no-program-XXXXXX", NULL);

  g_assert_nonnull (driver_find_label (GTK_WIDGET (window), "Open Folder"));
  driver_screenshot (GTK_WIDGET (window), "window-welcome");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-project", "s", empty);
  g_assert_null (hub_window_get_workbench (window));
  g_assert_nonnull (strstr (hub_welcome_page_get_problem (hub_window_get_welcome (window)), "has no app.json"));
  driver_screenshot (GTK_WIDGET (window), "window-no-app-json");
  driver_close (window);
}

static void
test_open_and_edit (void)
{
  HubWindow *window = open_sample ();
  HubWorkbench *workbench = hub_window_get_workbench (window);
  HubDevelopView *develop = hub_window_get_develop (window);
  HubEditorPage *page = open_file (window, "pages/menu/menu.wxml");
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (hub_editor_page_get_document (page));
  GtkTextIter start;

  g_assert_false (hub_build_has_errors (hub_workbench_get_build (workbench)));
  driver_wait (is_running, hub_develop_view_get_simulator (develop));
  driver_screenshot (GTK_WIDGET (window), "window-develop");
  /* A mistake is compiled by the save alone, and listed with its place. */
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, "<view class=\"{{\">\n", -1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  driver_wait (has_errors, workbench);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-panel", "s", "problems");
  g_assert_nonnull (driver_find_label (hub_develop_view_get_problems (develop), "menu.wxml"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-file", "s", "pages/menu/menu.wxml:2:14");
  driver_screenshot (GTK_WIDGET (window), "window-problems");
  /* Mending it recovers without a restart. */
  gtk_text_buffer_undo (buffer);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  driver_wait (has_no_errors, workbench);
  driver_close (window);
}

static void
test_change_from_outside (void)
{
  HubWindow *window = open_sample ();
  HubWorkbench *workbench = hub_window_get_workbench (window);
  const char *root = hub_project_get_root (hub_workbench_get_project (workbench));
  g_autofree char *path = g_build_filename (root, "pages", "menu", "menu.json", NULL);
  g_autofree char *before = NULL;

  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_true (g_file_set_contents (path, "{ \"usingComponents\": {", -1, NULL));
  driver_wait (has_errors, workbench);
  g_assert_true (g_file_set_contents (path, before, -1, NULL));
  driver_wait (has_no_errors, workbench);
  driver_close (window);
}

static gboolean
has_npm_toast (gpointer window)
{
  return driver_find_label (window, "npm package was built") != NULL;
}

static gboolean
has_npm_offer (gpointer window)
{
  return driver_find_label (window, "npm packages are installed, but not built") != NULL;
}

static void
test_build_npm (void)
{
  HubWindow *window = open_sample ();
  const char *root = hub_project_get_root (hub_workbench_get_project (hub_window_get_workbench (window)));
  g_autofree char *manifest = g_build_filename (root, "package.json", NULL);
  g_autofree char *package = g_build_filename (root, "node_modules", "one", NULL);
  g_autofree char *script = g_build_filename (package, "index.js", NULL);
  g_autofree char *package_manifest = g_build_filename (package, "package.json", NULL);
  g_autofree char *app = g_build_filename (root, "app.js", NULL);
  g_autofree char *built = g_build_filename (root, "miniprogram_npm", "one", "index.js", NULL);

  g_assert_cmpint (g_mkdir_with_parents (package, 0755), ==, 0);
  g_assert_true (g_file_set_contents (manifest, "{\"dependencies\": {\"one\": \"1\"}}", -1, NULL));
  g_assert_true (g_file_set_contents (package_manifest, "{}", -1, NULL));
  g_assert_true (g_file_set_contents (script, "module.exports = 1\n", -1, NULL));
  g_assert_true (g_file_set_contents (app, "require('one')\nApp({ globalData: {} })\n", -1, NULL));
  driver_wait (has_npm_offer, window);
  driver_screenshot (GTK_WIDGET (window), "window-npm-offer");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.build-npm", NULL);
  driver_wait (has_npm_toast, window);
  g_assert_false (has_npm_offer (window));
  g_assert_true (g_file_test (built, G_FILE_TEST_EXISTS));
  driver_close (window);
}

static void
test_dark (void)
{
  GSettings *settings = hub_application_get_settings (driver_application ());
  HubWindow *window = open_sample ();
  HubSimulator *simulator = hub_develop_view_get_simulator (hub_window_get_develop (window));

  g_settings_set_string (settings, "color-scheme", "dark");
  open_file (window, "pages/menu/menu.js");
  driver_wait (is_running, simulator);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  driver_screenshot (GTK_WIDGET (window), "window-dark");
  g_settings_reset (settings, "color-scheme");
  driver_close (window);
}

static void
test_panes (void)
{
  HubWindow *window = open_sample ();
  GSettings *settings = hub_application_get_settings (driver_application ());
  GtkWidget *tree = GTK_WIDGET (hub_develop_view_get_tree (hub_window_get_develop (window)));

  g_assert_true (gtk_widget_get_mapped (tree));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-tree", NULL);
  g_assert_false (g_settings_get_boolean (settings, "show-tree"));
  g_assert_false (gtk_widget_get_mapped (tree));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-tree", NULL);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (tree)));
  driver_close (window);
}

static gboolean
has_dialog (gpointer data)
{
  return driver_dialog () != NULL;
}

static gboolean
has_no_program (gpointer data)
{
  return hub_window_get_workbench (data) == NULL;
}

static void
test_unsaved_question (void)
{
  HubWindow *window = open_sample ();
  HubEditorPage *page = open_file (window, "app.json");

  gtk_text_buffer_insert_at_cursor (GTK_TEXT_BUFFER (hub_editor_page_get_document (page)), " ", -1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-project", NULL);
  driver_wait (has_dialog, NULL);
  g_assert_nonnull (driver_find_label (driver_dialog (), "app.json"));
  driver_answer ("cancel");
  driver_settle (GTK_WIDGET (window));
  g_assert_nonnull (hub_window_get_workbench (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-project", NULL);
  driver_wait (has_dialog, NULL);
  driver_answer ("discard");
  driver_wait (has_no_program, window);
  driver_close (window);
}

static gboolean
is_preview_over (gpointer data)
{
  return !g_str_equal (hub_preview_popover_get_state (data), "working");
}

/* The local platform starts by itself. */
static void
test_preview (void)
{
  HubWindow *window = open_sample ();
  HubPreviewPopover *preview = hub_window_get_preview (window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.preview", NULL);
  driver_wait (is_preview_over, preview);
  g_assert_cmpstr (hub_preview_popover_get_state (preview), ==, "ready");
  g_assert_nonnull (strstr (hub_preview_popover_get_link (preview), "/p/"));
  g_assert_nonnull (hub_workbench_get_app_id (hub_window_get_workbench (window)));
  driver_screenshot (GTK_WIDGET (preview), "window-preview");
  driver_close (window);
}

/* The code is for this machine, until somebody shares it; what is switched on is switched off again. */
static void
test_preview_shared (void)
{
  HubWindow *window = open_sample ();
  HubPreviewPopover *preview = hub_window_get_preview (window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.preview", NULL);
  driver_wait (is_preview_over, preview);
  g_assert_true (g_str_has_prefix (hub_preview_popover_get_link (preview), "http://127.0.0.1:"));
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.share", "b", TRUE);
  g_assert_cmpstr (hub_preview_popover_get_state (preview), ==, "working");
  driver_wait (is_preview_over, preview);
  g_assert_cmpstr (hub_preview_popover_get_state (preview), ==, "ready");
  driver_screenshot (GTK_WIDGET (preview), "window-preview-shared");
  if (g_str_has_prefix (hub_preview_popover_get_link (preview), "http://127.0.0.1:"))
    g_test_message ("This machine is in no local network");
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (preview), "preview.share", "b", FALSE);
      driver_wait (is_preview_over, preview);
      g_assert_true (g_str_has_prefix (hub_preview_popover_get_link (preview), "http://127.0.0.1:"));
    }
  driver_close (window);
}

static gboolean
is_platform_gone (gpointer data)
{
  g_autofree char *folder = hub_paths_user_data ();
  g_autofree char *port = g_build_filename (folder, "platform", "port", NULL);

  return !g_file_test (port, G_FILE_TEST_EXISTS);
}

/* It also ends by itself when nobody needed it for an hour. */
static void
test_preview_after_platform_ended (void)
{
  HubWindow *window = open_sample ();
  HubPreviewPopover *preview = hub_window_get_preview (window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.preview", NULL);
  driver_wait (is_preview_over, preview);
  g_assert_cmpstr (hub_preview_popover_get_state (preview), ==, "ready");
  driver_end_platform ();
  driver_wait (is_platform_gone, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.preview", NULL);
  driver_wait (is_preview_over, preview);
  g_assert_cmpstr (hub_preview_popover_get_state (preview), ==, "ready");
  driver_close (window);
}

static gboolean
is_uploaded (gpointer data)
{
  return *(char **) data != NULL;
}

static void
remember_version (GtkWidget *dialog, const char *version, char **uploaded)
{
  *uploaded = g_strdup (version);
}

static GtkWidget *
find_upload_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (HUB_IS_UPLOAD_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_upload_dialog (gpointer data)
{
  return find_upload_dialog () != NULL;
}

static gboolean
is_measured (gpointer data)
{
  return driver_find_label (data, "Main package") != NULL;
}

static gboolean
shows_version (gpointer data)
{
  HubConsoleView *console = HUB_CONSOLE_VIEW (driver_find_type (data, HUB_TYPE_CONSOLE_VIEW));

  return driver_find_label (GTK_WIDGET (console), "2.4.0") != NULL;
}

static void
test_upload (void)
{
  HubWindow *window = open_sample ();
  g_autofree char *version = NULL;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.upload", NULL);
  driver_wait (has_upload_dialog, NULL);
  dialog = find_upload_dialog ();
  driver_wait (is_measured, dialog);
  hub_upload_dialog_set_version (HUB_UPLOAD_DIALOG (dialog), "one");
  g_assert_nonnull (driver_find_label (dialog, "begins with a digit"));
  hub_upload_dialog_set_version (HUB_UPLOAD_DIALOG (dialog), "2.4.0");
  hub_upload_dialog_set_remarks (HUB_UPLOAD_DIALOG (dialog), "New: croissants\nMended: the basket");
  driver_screenshot (dialog, "window-upload");
  g_signal_connect (dialog, "uploaded", G_CALLBACK (remember_version), &version);
  gtk_widget_activate_action (dialog, "upload.send", NULL);
  driver_wait (is_uploaded, &version);
  g_assert_cmpstr (version, ==, "2.4.0");
  driver_settle (GTK_WIDGET (window));
  g_assert_nonnull (driver_find_label (GTK_WIDGET (window), "2.4.0 is uploaded"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-console-page", "s", "versions");
  driver_wait (shows_version, window);
  driver_screenshot (GTK_WIDGET (window), "window-console");
  driver_close (window);
}

static gboolean
is_platform_bar_shown (gpointer data)
{
  return driver_find_label (data, "127.0.0.1:9") != NULL;
}

static void
test_platform_unreachable (void)
{
  GSettings *settings = hub_application_get_settings (driver_application ());
  HubWindow *window = open_sample ();

  g_settings_set_string (settings, "server", "http://127.0.0.1:9");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-console", NULL);
  driver_wait (is_platform_bar_shown, window);
  driver_screenshot (GTK_WIDGET (window), "window-unreachable");
  g_settings_reset (settings, "server");
  driver_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/window/welcome", test_welcome);
  g_test_add_func ("/app/window/open-and-edit", test_open_and_edit);
  g_test_add_func ("/app/window/change-from-outside", test_change_from_outside);
  g_test_add_func ("/app/window/build-npm", test_build_npm);
  g_test_add_func ("/app/window/dark", test_dark);
  g_test_add_func ("/app/window/panes", test_panes);
  g_test_add_func ("/app/window/unsaved-question", test_unsaved_question);
  g_test_add_func ("/app/window/preview", test_preview);
  g_test_add_func ("/app/window/preview-after-platform-ended", test_preview_after_platform_ended);
  g_test_add_func ("/app/window/preview-shared", test_preview_shared);
  g_test_add_func ("/app/window/upload", test_upload);
  g_test_add_func ("/app/window/platform-unreachable", test_platform_unreachable);
  status = g_test_run ();
  driver_end_platform ();
  return status;
}
