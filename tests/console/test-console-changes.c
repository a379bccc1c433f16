/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that are asked for, and what becomes of them when something else happens meanwhile. */
#include <glib/gstdio.h>

#include "hub-console-file.h"
#include "hub-console-pictures.h"
#include "hub-json.h"
#include "test-platform.h"
#include "test-window.h"

static guint
count_members (HubClient *client, const char *app)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\"}", app);
  g_autoptr (JsonNode) answer = test_platform_call (client, "listMembers", parameters, NULL);

  return json_array_get_length (hub_json_get_array (json_node_get_object (answer), "items"));
}

/* A question is about the program that was in sight when it was asked, and what can be undone, too. */
static void
test_other_program (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *shop = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *diary = test_platform_add_app (ada, "Diary");
  TestWindow *window;
  GtkWindow *question;

  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"test\"}", shop);
  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"test\"}", diary);
  window = test_window_new (ada, shop);
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "ada");
  gtk_widget_activate_action (test_window_find (GTK_WIDGET (window->view), g_type_from_name ("HubMembersPage")),
                              "members.remove", "s", "grace");
  question = test_window_dialog (window, "Remove grace?");
  hub_console_view_set_app (window->view, ada, diary);
  test_window_accept (question, "Remove");
  test_window_wait_label (window, "Removed: grace");
  g_assert_cmpuint (count_members (ada, shop), ==, 1);
  g_assert_cmpuint (count_members (ada, diary), ==, 2);

  test_platform_do (ada, "removeMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\"}", diary);
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Undo"));
  test_window_wait_label (window, "Saved: grace");
  g_assert_cmpuint (count_members (ada, shop), ==, 2);
  g_assert_cmpuint (count_members (ada, diary), ==, 1);
  test_window_free (window);
  test_platform_stop (platform);
}

static gboolean
says_most (gpointer user_data)
{
  GtkWidget *line = gtk_widget_get_last_child (gtk_widget_get_first_child (user_data));

  return gtk_widget_get_visible (line) && strstr (gtk_label_get_text (GTK_LABEL (line)), "At most 2 pictures") != NULL;
}

/* Who chooses more pictures than there may be is told that some are missing. */
static void
test_too_many_pictures (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window = test_window_new (ada, app);
  HubConsoleModel *model = hub_console_view_get_model (window->view);
  g_autoptr (GtkWidget) pictures = g_object_ref_sink (hub_console_pictures_new (model, "Pictures", 2));
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4, 4);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  texture = gdk_texture_new_for_pixbuf (pixbuf);
  bytes = gdk_texture_save_to_png_bytes (texture);
  for (guint i = 0; i < 3; i++)
    hub_console_pictures_send (HUB_CONSOLE_PICTURES (pictures), bytes);
  g_assert_true (says_most (pictures));
  test_window_free (window);
  test_platform_stop (platform);
}

static guint n_read;

static void
file_read (GtkWidget *widget, GBytes *bytes, const GError *error)
{
  g_assert_null (error);
  g_assert_cmpint (bytes != NULL, ==, g_str_equal (gtk_widget_get_name (widget), "fits"));
  n_read++;
}

static gboolean
were_read (gpointer user_data)
{
  return n_read == GPOINTER_TO_UINT (user_data);
}

/* What people choose is read only if it is small, and nobody is told of it who has gone meanwhile. */
static void
test_chosen_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "superhub-test-chosen-file", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *gone = g_object_ref_sink (gtk_label_new (NULL));

  g_assert_true (g_file_set_contents (path, "ada\n", -1, NULL));
  hub_console_file_read (gone, file, 4, file_read);
  g_object_unref (gone);
  gtk_widget_set_name (widget, "fits");
  hub_console_file_read (widget, file, 4, file_read);
  test_wait_until (were_read, GUINT_TO_POINTER (1), "the file was read");
  gtk_widget_set_name (widget, "too large");
  hub_console_file_read (widget, file, 3, file_read);
  test_wait_until (were_read, GUINT_TO_POINTER (2), "the size was read");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/changes/other-program", test_other_program);
  g_test_add_func ("/console/changes/too-many-pictures", test_too_many_pictures);
  g_test_add_func ("/console/changes/chosen-file", test_chosen_file);
  return g_test_run ();
}
