/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "hub-error.h"
#include "hub-time-label.h"
#include "test-platform.h"
#include "test-window.h"

/* What reaches the screen as text is asserted here; how it looks is in the pictures. */

static void
test_states (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window = test_window_new (NULL, NULL);

  test_window_wait_label (window, "Not Signed In");
  hub_console_view_set_app (window->view, ada, NULL);
  test_window_wait_label (window, "No Program Yet");
  hub_console_view_set_app (window->view, ada, app);
  test_window_wait_label (window, "No Versions Yet");
  test_window_keep (window, "no-versions");

  hub_console_view_set_app (window->view, ada, "wx00000000000000ff");
  test_window_wait_label (window, "This Page Could Not Be Read");

  hub_console_view_set_app (window->view, ada, app);
  test_window_wait_label (window, "No Versions Yet");
  test_platform_halt (platform);
  /* What was never read cannot stay. */
  hub_console_view_set_app (window->view, ada, "wx00000000000000fe");
  test_window_wait_label (window, "This Page Could Not Be Read");
  test_window_wait_label (window, "127.0.0.1");
  test_window_keep (window, "unreachable");

  test_window_free (window);
  test_platform_stop (platform);
}

static gboolean
is_sensitive (gpointer user_data)
{
  return gtk_widget_is_sensitive (user_data);
}

/* The button of the version leads to the form; the form to the review. */
static void
submit (TestWindow *window, const char *version)
{
  g_autofree char *row = g_strdup_printf ("%s, In review", version);
  g_autofree char *chosen = g_strdup_printf ("%s · ", version);
  GtkWidget *button;

  test_window_click (test_window_button (window, version, "Submit"));
  test_window_wait_label (window, "Description");
  test_window_wait_label (window, chosen);
  button = test_window_find_button (GTK_WIDGET (window->view), "Submit for Review");
  test_wait_until (is_sensitive, button, "the version can be submitted");
  test_window_click (button);
  test_window_wait_row (window, row);
  hub_console_view_show_page (window->view, "versions");
  test_window_wait_row (window, row);
}

/* (transfer full): the id of the one review that waits */
static char *
dup_waiting (HubClient *reviewer)
{
  g_autoptr (JsonNode) page = test_platform_call (reviewer, "listReviews", "{\"state\": \"pending\"}", NULL);
  JsonArray *items = json_object_get_array_member (json_node_get_object (page), "items");

  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (items, 0), "id"));
}

/* From upload to online, with a rejection on the way; test-console-review.c looks at the reviews themselves. */
static void
test_line (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) rita = test_platform_add_account (platform, "rita", TRUE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *first = NULL, *second = NULL;
  TestWindow *admin;

  test_platform_upload (platform, ada, app, "1.0.0", "First upload <b>& more");
  admin = test_window_new (ada, app);
  test_window_wait_row (admin, "1.0.0, First upload <b>& more, ada");
  submit (admin, "1.0.0");
  g_assert_false (gtk_widget_is_sensitive (test_window_button (admin, "1.0.0, First", "submitted by ada, is in review")));
  test_window_keep (admin, "in-review");
  first = dup_waiting (rita);
  test_platform_do (rita, "decideReview",
                    "{\"id\": \"%s\", \"decision\": \"reject\", \"reason\": \"No way back from the order page\"}", first);
  test_window_wait_row (admin, "1.0.0, Rejected, First upload <b>& more, Reason: No way back from the order page");
  /* The admin was told, too. */
  hub_console_view_show_page (admin->view, "overview");
  test_window_wait_row (admin, "1.0.0");
  hub_console_view_show_page (admin->view, "versions");

  test_platform_upload (platform, ada, app, "1.0.1", "With a way back");
  test_window_wait_row (admin, "1.0.1, With a way back");
  submit (admin, "1.0.1");
  second = dup_waiting (rita);
  test_platform_do (rita, "decideReview", "{\"id\": \"%s\", \"decision\": \"approve\"}", second);
  hub_console_view_refresh (admin->view);
  test_window_wait_row (admin, "1.0.1, Approved");
  test_window_keep (admin, "approved");
  test_platform_age_sessions (platform);
  test_window_click (test_window_button (admin, "1.0.1, Approved", "Release"));
  test_window_accept (test_window_dialog (admin, "Release 1.0.1 to Everyone?"), "Release");
  test_window_give_password (admin, "wrong password");
  test_window_give_password (admin, TEST_PASSWORD);
  test_window_wait_row (admin, "1.0.1, Online");
  test_window_wait_gone (admin, "1.0.1, Approved");
  test_window_keep (admin, "online");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_window_keep (admin, "online-dark");
  hub_console_view_show_page (admin->view, "overview");
  test_window_wait_label (admin, "Version 1.0.1");
  test_window_keep (admin, "overview-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);

  test_window_free (admin);
  test_platform_stop (platform);
}

static void
test_versions (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;

  test_platform_upload (platform, ada, app, "2.0.0", "For testers");
  window = test_window_new (ada, app);
  test_window_wait_row (window, "2.0.0, For testers");
  submit (window, "2.0.0");

  /* Withdrawing is sensitive: not without the password. */
  test_platform_age_sessions (platform);
  test_window_click (test_window_button (window, "2.0.0, In review", "Withdraw"));
  test_window_accept (test_window_dialog (window, "Withdraw the Version from Review?"), "Withdraw");
  gtk_window_close (test_window_dialog (window, "Confirm with Your Password"));
  test_window_wait_label (window, "the password was not given");
  g_assert_true (test_window_has_row (window, "2.0.0, In review"));
  test_window_keep (window, "refusal");
  test_window_click (test_window_button (window, "2.0.0, In review", "Withdraw"));
  test_window_accept (test_window_dialog (window, "Withdraw the Version from Review?"), "Withdraw");
  test_window_give_password (window, TEST_PASSWORD);
  test_window_wait_gone (window, "2.0.0, In review");

  {
    g_autoptr (HubConsoleItem) version =
      hub_console_model_dup_first (hub_console_view_get_model (window->view), HUB_CONSOLE_LIST_DEVELOPER);
    const char *id = hub_console_item_get_string (version, "id");

    gtk_widget_activate_action (GTK_WIDGET (window->view), "console.set-test-version", "(ss)", id, "pin");
    test_window_wait_row (window, "stays at this upload of ada");
    test_window_wait_row (window, "2.0.0, Test version");
    gtk_widget_activate_action (GTK_WIDGET (window->view), "console.set-test-version", "(ss)", id, "follow");
    test_window_wait_row (window, "follows the uploads of ada");
    test_window_keep (window, "test-version");
  }
  test_window_click (test_window_button (window, "follows the uploads of ada", "End"));
  test_window_accept (test_window_dialog (window, "End the Test Version?"), "End");
  test_window_wait_gone (window, "follows the uploads of ada");

  test_window_click (test_window_button (window, "2.0.0, For testers", "Delete"));
  test_window_accept (test_window_dialog (window, "Delete the Developer Version 2.0.0 of ada?"), "Delete");
  test_window_wait_gone (window, "2.0.0");

  test_window_free (window);
  test_platform_stop (platform);
}

static void
test_time (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 5, 4, 12, 0, 0);
  static const struct { int seconds; const char *text; } cases[] = {
    { 0, "just now" }, { -5, "just now" }, { 59, "just now" }, { 60, "1 minute ago" }, { 3599, "59 minutes ago" },
    { 7200, "2 hours ago" }, { 86400, "1 day ago" }, { 86400 * 7, "7 days ago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, -cases[i].seconds);
      g_autofree char *text = hub_time_label_format (then, now);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* Pictures of what is, not of what is on its way. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/time", test_time);
  g_test_add_func ("/console/states", test_states);
  g_test_add_func ("/console/versions", test_versions);
  g_test_add_func ("/console/line", test_line);
  return g_test_run ();
}
