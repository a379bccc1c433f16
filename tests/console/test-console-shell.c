/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around the pages: what it says while the platform is slow, away, or wants a new sign-in, and how soon one console
 * shows what was done in another. */
#include "hub-console-page.h"
#include "hub-console-progress.h"
#include "hub-json.h"
#include "test-platform.h"
#include "test-window.h"

static void
refresh (TestWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window->view), "console.refresh", NULL);
}

static gboolean
has_no_trouble (gpointer user_data)
{
  return hub_console_model_get_trouble (hub_console_view_get_model (user_data), NULL) == HUB_CONSOLE_TROUBLE_NONE;
}

static gboolean
is_live (gpointer user_data)
{
  return hub_console_model_get_connection (hub_console_view_get_model (user_data)) == HUB_CLIENT_EVENTS_LIVE;
}

static gboolean
is_spinning (gpointer user_data)
{
  TestWindow *window = user_data;
  GtkWidget *progress = test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_PROGRESS);

  return progress != NULL && hub_console_progress_is_spinning (HUB_CONSOLE_PROGRESS (progress));
}

static gboolean
is_still (gpointer user_data)
{
  TestWindow *window = user_data;

  return !hub_console_model_is_waiting (hub_console_view_get_model (window->view)) && !is_spinning (window);
}

/* What turns out of sight keeps the window drawing, and the machine warm. */
static void
assert_nothing_turns (GtkWidget *widget)
{
  g_assert_false (GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_nothing_turns (child);
}

static void
test_offline (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;

  test_platform_upload (platform, ada, app, "1.0.0", "First upload");
  window = test_window_new (ada, app);
  test_window_set_narrow (window);
  test_window_wait_row (window, "1.0.0, First upload");
  test_wait_until (is_live, window->view, "events came");
  test_wait_until (is_still, window, "all was read");

  test_platform_halt (platform);
  test_window_wait_label (window, "No connection to http://127.0.0.1");
  refresh (window);
  test_window_find_button (GTK_WIDGET (window->view), "Try Now");
  /* A page that comes in sight now has what was read before, too. */
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "ada");
  hub_console_view_show_page (window->view, "versions");
  g_assert_true (test_window_has_row (window, "1.0.0, First upload"));
  test_window_keep_both (window, "offline");

  test_platform_resume (platform);
  test_platform_upload (platform, ada, app, "1.0.1", "Meanwhile");
  gtk_widget_activate_action (GTK_WIDGET (window->view), "console.try-now", NULL);
  test_window_wait_row (window, "1.0.1, Meanwhile");
  test_wait_until (has_no_trouble, window->view, "the bar was gone");
  test_window_free (window);
  test_platform_stop (platform);
}

/* What was done in the page stays over a new sign-in of the same person. */
static void
test_signed_out (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) same = NULL;
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;

  test_platform_upload (platform, ada, app, "1.0.0", "First upload");
  window = test_window_new (ada, app);
  test_window_wait_row (window, "1.0.0, First upload");
  test_wait_until (is_live, window->view, "events came");
  test_platform_end_sessions (platform);
  refresh (window);
  test_window_wait_label (window, "Your sign-in to http://127.0.0.1");
  g_assert_true (test_window_has_row (window, "1.0.0, First upload"));
  test_window_find_button (GTK_WIDGET (window->view), "Sign In");
  test_window_keep_both (window, "signed-out");

  same = test_platform_sign_in (platform, "ada");
  hub_console_view_set_app (window->view, same, app);
  /* Not for a moment was it away. */
  g_assert_true (test_window_has_row (window, "1.0.0, First upload"));
  test_wait_until (has_no_trouble, window->view, "the bar was gone");
  test_platform_upload (platform, same, app, "1.0.1", "Afterwards");
  test_window_wait_row (window, "1.0.1, Afterwards");
  test_window_free (window);
  test_platform_stop (platform);
}

static void
test_slow (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;

  test_platform_upload (platform, ada, app, "1.0.0", "First upload");
  window = test_window_new (ada, app);
  test_window_wait_row (window, "1.0.0, First upload");
  test_wait_until (is_still, window, "nothing turned");
  assert_nothing_turns (GTK_WIDGET (window->window));
  test_platform_freeze (platform, TRUE);
  refresh (window);
  g_assert_false (is_spinning (window));
  test_wait_until (is_spinning, window, "it turned while the platform thought");
  /* The window works on meanwhile. */
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "ada");
  test_window_keep (window, "slow");
  test_platform_freeze (platform, FALSE);
  test_wait_until (is_still, window, "nothing turned any more");
  test_window_free (window);
  test_platform_stop (platform);
}

/* Two people, a window each. The quickest of three changes, since this machine may be busy with something else. */
static void
test_together (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *admin, *member;
  gint64 quickest = G_MAXINT64;

  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"project\", "
                    "\"roles\": [\"developer\"]}", app);
  admin = test_window_new (ada, app);
  member = test_window_new (grace, app);
  test_wait_until (is_live, admin->view, "events came to the admin");
  test_wait_until (is_live, member->view, "events came to the member");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *version = g_strdup_printf ("1.0.%u", i);
      gint64 begun;

      test_platform_upload (platform, grace, app, version, "By grace");
      begun = g_get_monotonic_time ();
      test_window_wait_row (admin, version);
      test_window_wait_row (member, version);
      quickest = MIN (quickest, g_get_monotonic_time () - begun);
    }
  g_test_message ("both agreed after %" G_GINT64_FORMAT " ms", quickest / 1000);
  g_assert_cmpint (quickest, <, G_USEC_PER_SEC);

  /* And what the person may do. */
  hub_console_view_show_page (member->view, "members");
  test_window_wait_label (member, "Developer");
  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"project\", "
                    "\"roles\": [\"operator\"]}", app);
  test_window_wait_label (member, "Operator");
  test_window_free (member);
  test_window_free (admin);
  test_platform_stop (platform);
}

static guint
count_waiting (TestWindow *window)
{
  const char *what = NULL;
  GtkWidget *page = test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_PAGE);

  return hub_console_page_get_waiting (HUB_CONSOLE_PAGE (page), &what);
}

/* What waits depends on what one may do, and so do the parts of the page. */
static void
test_overview (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) tess = test_platform_add_account (platform, "tess", FALSE);
  g_autoptr (HubClient) rita = test_platform_add_account (platform, "rita", TRUE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *rejected = NULL, *approved = NULL;
  TestWindow *admin, *analyst;

  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"tess\", \"kind\": \"project\", "
                    "\"roles\": [\"data-analyst\"]}", app);
  rejected = test_platform_review (platform, ada, rita, app, "1.0.0",
                                   "\"decision\": \"reject\", \"reason\": \"No way back\"");
  admin = test_window_new (ada, app);
  test_window_set_narrow (admin);
  hub_console_view_show_page (admin->view, "overview");
  test_window_wait_row (admin, "Version 1.0.0 was rejected, No way back");
  test_window_wait_row (admin, "ada: submitted a version for review");
  test_window_wait_row (admin, "rita: rejected the version");
  test_window_wait_label (admin, "rejections in a row: 1");
  g_assert_cmpuint (count_waiting (admin), ==, 1);
  test_window_keep_both (admin, "overview");

  analyst = test_window_new (tess, app);
  hub_console_view_show_page (analyst->view, "overview");
  test_window_wait_label (analyst, "Nothing waits for you.");
  g_assert_false (test_window_has_row (analyst, "ada: "));

  /* Both hear of it by themselves. */
  approved = test_platform_review (platform, ada, rita, app, "1.0.1", "\"decision\": \"approve\"");
  test_window_wait_row (admin, "Version 1.0.1 is approved");
  test_platform_do (ada, "createRelease", "{\"app_id\": \"%s\", \"mode\": \"full\"}", app);
  test_window_wait_label (analyst, "Version 1.0.1");
  test_window_wait_gone (admin, "Version 1.0.1 is approved");
  test_window_free (analyst);
  test_window_free (admin);
  test_platform_stop (platform);
}

static void
choose (HubConsoleView *view, const char *app_id, HubClient *client)
{
  hub_console_view_set_app (view, client, app_id);
}

static void
test_chooser (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) tess = test_platform_add_account (platform, "tess", FALSE);
  g_autofree char *app = NULL;
  TestWindow *window = test_window_new (NULL, NULL);

  test_window_set_narrow (window);
  g_signal_connect (window->view, "chosen", G_CALLBACK (choose), tess);
  hub_console_view_set_choosing (window->view, TRUE);
  test_window_wait_label (window, "Not Signed In");
  test_window_find_button (GTK_WIDGET (window->view), "Sign In");
  hub_console_view_set_app (window->view, tess, NULL);
  test_window_wait_label (window, "You are signed in as tess.");
  test_window_keep_both (window, "chooser-empty");

  /* Somebody adds her meanwhile. */
  test_wait_until (is_live, window->view, "events came");
  app = test_platform_add_app (ada, "Corner Shop");
  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"tess\", \"kind\": \"project\", "
                    "\"roles\": [\"operator\"]}", app);
  test_window_wait_label (window, "Corner Shop");
  test_window_keep_both (window, "chooser");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Open"));
  test_window_wait_label (window, "Latest Events");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "All Programs"));
  test_window_wait_label (window, "Your Programs");
  test_window_free (window);
  test_platform_stop (platform);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/shell/offline", test_offline);
  g_test_add_func ("/console/shell/signed-out", test_signed_out);
  g_test_add_func ("/console/shell/slow", test_slow);
  g_test_add_func ("/console/shell/together", test_together);
  g_test_add_func ("/console/shell/overview", test_overview);
  g_test_add_func ("/console/shell/chooser", test_chooser);
  return g_test_run ();
}
