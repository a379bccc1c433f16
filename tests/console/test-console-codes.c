/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "test-platform.h"
#include "test-window.h"

static GtkEditable *
find_entry (TestWindow *window, const char *title)
{
  for (GtkWidget *row = test_window_find (GTK_WIDGET (window->view), ADW_TYPE_ENTRY_ROW); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_ENTRY_ROW (row) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return GTK_EDITABLE (row);
  g_assert_not_reached ();
}

static gboolean
has_picture (gpointer user_data)
{
  TestWindow *window = user_data;
  GtkWidget *picture = test_window_find (GTK_WIDGET (window->view), GTK_TYPE_PICTURE);

  return picture != NULL && gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

static int
get_width (TestWindow *window)
{
  GtkWidget *picture = test_window_find (GTK_WIDGET (window->view), GTK_TYPE_PICTURE);

  return gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (GTK_PICTURE (picture)));
}

static gboolean
is_wide (gpointer user_data)
{
  return get_width (user_data) == 600;
}

static gboolean
is_saved (gpointer path)
{
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) && *content != '\0';
}

/* The file that the button @label proposes is what it says. */
static void
save (TestWindow *window, const char *folder, const char *label, const char *name, const char *beginning)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;

  test_window_click (test_window_find_button (GTK_WIDGET (window->view), label));
  test_window_choose_file (path, "Save");
  test_wait_until (is_saved, path, "the code was saved");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (g_strstr_len (content, 64, beginning));
}

static gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_is_sensitive (widget);
}

static void
click_when_ready (GtkWidget *button)
{
  test_wait_until (is_sensitive, button, "the button could be pressed");
  test_window_click (button);
}

/* Before the first release there is none; then one is made, looked at in another width, and counted once. */
static void
test_codes (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) rita = test_platform_add_account (platform, "rita", TRUE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autoptr (HubClient) again = NULL;
  TestWindow *window = test_window_new (ada, app);
  GtkWidget *make;

  test_window_set_narrow (window);
  hub_console_view_show_page (window->view, "codes");
  test_window_wait_label (window, "No Codes Before the First Release");
  test_window_keep_both (window, "codes-unreleased");

  /* The window hears of the release by itself. */
  test_platform_put_online (platform, ada, rita, app, "1.0.0");
  test_window_wait_label (window, "No Codes Yet");
  make = test_window_find_button (GTK_WIDGET (window->view), "Make Code");
  g_assert_false (gtk_widget_get_sensitive (make));
  gtk_editable_set_text (find_entry (window, "Scene"), "table 7");
  test_window_wait_label (window, "The scene has a character that codes do not carry");
  g_assert_false (gtk_widget_get_sensitive (make));
  gtk_editable_set_text (find_entry (window, "Scene"), "table=7");
  gtk_editable_set_text (find_entry (window, "Page"), "pages/nowhere/nowhere");
  test_window_click (make);
  test_window_wait_label (window, "pages/nowhere/nowhere");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (window, "Scene")), ==, "table=7");
  gtk_editable_set_text (find_entry (window, "Page"), "");
  test_window_click (make);
  test_wait_until (has_picture, window, "the code was drawn");
  g_assert_cmpint (get_width (window), ==, 430);
  test_window_wait_label (window, "/c/");
  test_window_wait_label (window, "First page");
  test_window_keep_both (window, "codes");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (test_window_find (GTK_WIDGET (window->view), GTK_TYPE_SPIN_BUTTON)), 600);
  test_wait_until (is_wide, window, "the code was drawn anew");
  save (window, platform->folder, "Save PNG", "code-table=7.png", "\x89PNG");
  save (window, platform->folder, "Save SVG", "code-table=7.svg", "<svg");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Copy Link"));
  test_window_wait_clipboard (window, "/c/");

  /* A sign-in that ends loses nothing that stands in the form. */
  gtk_editable_set_text (find_entry (window, "Scene"), "table=8");
  test_platform_end_sessions (platform);
  test_window_click (make);
  test_window_wait_label (window, "Your sign-in to http://127.0.0.1");
  again = test_platform_sign_in (platform, "ada");
  hub_console_view_set_app (window->view, again, app);
  g_assert_cmpstr (gtk_editable_get_text (find_entry (window, "Scene")), ==, "table=8");
  click_when_ready (make);
  test_window_wait_label (window, "table=8");
  test_window_free (window);
  test_platform_stop (platform);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* Pictures of what is, not of what is on its way. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/codes", test_codes);
  return g_test_run ();
}
