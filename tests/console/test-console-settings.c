/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "hub-json.h"
#include "hub-line-editor.h"
#include "test-platform.h"
#include "test-window.h"

#define PUSH_KEY "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

static TestWindow *
open_settings (HubClient *client, const char *app)
{
  TestWindow *window = test_window_new (client, app);

  test_window_set_narrow (window);
  hub_console_view_show_page (window->view, "settings");
  return window;
}

static void
show (TestWindow *window, const char *panel)
{
  GtkWidget *switcher = test_window_find (GTK_WIDGET (window->view), GTK_TYPE_STACK_SWITCHER);

  gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)), panel);
}

static GtkTextBuffer *
first_list (TestWindow *window)
{
  GtkWidget *editor = test_window_find (GTK_WIDGET (window->view), HUB_TYPE_LINE_EDITOR);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (test_window_find (editor, GTK_TYPE_TEXT_VIEW)));
}

static gboolean
has_domains (gpointer user_data)
{
  GtkTextBuffer *buffer = first_list (user_data);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_str_equal (text, "https://api.example.com\nhttps://xn--fiq228c.example.com");
}

/* What is refused stays to be corrected; what is taken stands there in its one form, in every window. */
static void
test_domains (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) opal = test_platform_add_account (platform, "opal", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *second = test_platform_add_app (ada, "Diary");
  TestWindow *window = open_settings (ada, app);
  TestWindow *other = open_settings (ada, app), *locked;
  GtkWidget *save;

  test_window_wait_label (window, "50 of 50 changes left this month");
  test_window_wait_label (other, "50 of 50 changes left this month");
  save = test_window_find_button (GTK_WIDGET (window->view), "Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_text_buffer_set_text (first_list (window), "https://api.example.com\nhttp://10.0.0.1/path\n", -1);
  test_window_click (save);
  test_window_wait_label (window, "http://10.0.0.1/path");
  gtk_text_buffer_set_text (first_list (window), "https://API.example.com:443\nhttps://中文.example.com\n", -1);
  test_window_click (save);
  test_wait_until (has_domains, window, "the domains have their one form");
  g_assert_false (gtk_widget_get_sensitive (save));
  test_wait_until (has_domains, other, "the other window has them, too");
  test_window_wait_label (other, "49 of 50 changes left this month");
  test_window_keep_both (window, "settings-domains");

  /* What was typed for one program does not get into another. */
  gtk_text_buffer_set_text (first_list (window), "https://unsaved.example.com", -1);
  hub_console_view_set_app (window->view, ada, second);
  test_window_wait_label (window, "50 of 50 changes left this month");
  g_assert_cmpint (gtk_text_buffer_get_char_count (first_list (window)), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (save));

  /* Who has another role reads what is missing. */
  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"opal\", \"kind\": \"project\", "
                    "\"roles\": [\"operator\"]}", app);
  locked = open_settings (opal, app);
  test_window_wait_label (locked, "This Page Is Locked");
  test_window_wait_label (locked, "Development settings");
  test_window_wait_label (locked, "The admin of this program, ada, can give it to you.");
  test_window_keep_both (locked, "settings-locked");
  test_window_free (locked);
  test_window_free (other);
  test_window_free (window);
  test_platform_stop (platform);
}

static GtkEditable *
find_entry (GtkWidget *root, const char *title)
{
  for (GtkWidget *row = test_window_find (root, ADW_TYPE_ENTRY_ROW); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_ENTRY_ROW (row) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return GTK_EDITABLE (row);
  g_assert_not_reached ();
}

static void
test_push (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window = open_settings (ada, app);
  GtkWidget *root = GTK_WIDGET (window->view);
  GtkWidget *save;

  test_window_wait_label (window, "changes left");
  show (window, "push");
  test_window_wait_label (window, "No server is told of events.");
  save = test_window_find_button (root, "Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (find_entry (root, "Address"), "https://127.0.0.1:9/events");
  test_window_click (test_window_find_button (root, "Propose"));
  g_assert_cmpuint (strlen (gtk_editable_get_text (find_entry (root, "Token"))), ==, 32);
  gtk_editable_set_text (find_entry (root, "EncodingAESKey"), PUSH_KEY);
  g_assert_true (gtk_widget_get_sensitive (save));
  test_window_keep_both (window, "settings-push");
  /* Not on the public internet: refused, and what was typed stays. */
  test_window_click (save);
  test_window_wait_label (window, "Write an address that begins with https:// and a host name");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (root, "EncodingAESKey")), ==, PUSH_KEY);
  g_assert_false (gtk_widget_get_sensitive (test_window_find_button (root, "Send Test")));

  /* Somebody else turns it off, and the window does not hear of it: it says so, keeps what is typed, and shows what is. */
  test_platform_sql (platform, "INSERT INTO message_push (app_id, url, token, aes_key, mode, format, set_by, set_at) VALUES "
                     "('%s', 'https://push.example.com/', 'token', '" PUSH_KEY "', 'safe', 'json', 'ada', 1)", app);
  hub_console_view_refresh (window->view);
  test_window_wait_label (window, "https://push.example.com/");
  test_platform_sql (platform, "DELETE FROM message_push");
  test_window_click (test_window_find_button (root, "Send Test"));
  test_window_wait_label (window, "The program has no message push");
  test_window_wait_label (window, "No server is told of events.");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (root, "EncodingAESKey")), ==, PUSH_KEY);
  test_window_free (window);
  test_platform_stop (platform);
}

/* What was sent and did not arrive, as after three days without an answer. */
static void
add_delivery (TestPlatform *platform, const char *app)
{
  test_platform_sql (platform, "INSERT INTO notifications (superhub_id, kind, subject, text, app_id, link, created_at) VALUES "
                     "('ada', 'review.approved', 's', 't', '%s', '', 1700000000000000)", app);
  test_platform_sql (platform, "INSERT INTO webhook_deliveries (id, app_id, notification, kind, content, state, attempts, due_at, "
                     "outcome, created_at) SELECT 'wh1', '%s', max (number), 'review.approved', '{}', 'failing', 3, 0, "
                     "'The server answered 503', 1700000000000000 FROM notifications", app);
}

static void
test_webhook (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) bea = test_platform_add_account (platform, "bea", FALSE);
  g_autoptr (HubClient) carl = test_platform_add_account (platform, "carl", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *link = g_strdup_printf ("superhub://%s/settings/webhook", app);
  g_autofree char *secret = NULL;
  TestWindow *window, *developer;
  GtkWidget *root;

  add_delivery (platform, app);
  test_platform_do (ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"bea\", \"kind\": \"project\", "
                    "\"roles\": [\"developer\"]}", app);
  window = open_settings (ada, app);
  root = GTK_WIDGET (window->view);
  test_window_wait_label (window, "changes left");
  /* As the notification of one that was disabled leads there. */
  hub_console_view_show_link (window->view, link);
  test_window_wait_label (window, "No server is set.");
  test_window_wait_label (window, "The server answered 503");
  g_assert_false (gtk_widget_get_sensitive (test_window_find_button (root, "Send Test")));
  gtk_editable_set_text (find_entry (root, "Address"), "https://127.0.0.1:9/hook");
  gtk_editable_set_text (find_entry (root, "Secret"), "too short");
  g_assert_false (gtk_widget_get_sensitive (test_window_find_button (root, "Save")));
  test_window_click (test_window_find_button (root, "Propose"));
  secret = g_strdup (gtk_editable_get_text (find_entry (root, "Secret")));
  g_assert_cmpuint (strlen (secret), ==, 43);
  /* Not on the public internet: refused, and what was typed stays. */
  test_window_click (test_window_find_button (root, "Save"));
  test_window_wait_label (window, "Write an address that begins with https:// and a host name");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (root, "Secret")), ==, secret);

  gtk_editable_set_text (find_entry (root, "Address"), "https://hooks.example.com/shop");
  test_platform_age_sessions (platform);
  test_window_click (test_window_find_button (root, "Save"));
  test_window_give_password (window, TEST_PASSWORD);
  test_window_wait_label (window, "is sent to https://hooks.example.com/shop, too; set by ada");
  /* Told once, to be copied. */
  test_window_wait_label (window, secret);
  test_window_set_narrow (window);
  test_window_keep_both (window, "settings-webhook");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (root, "Secret")), ==, "");
  hub_console_view_show_page (window->view, "overview");
  hub_console_view_show_page (window->view, "settings");
  test_window_wait_label (window, "is sent to https://hooks.example.com/shop, too; set by ada");
  g_assert_false (test_window_has_label (window, secret));

  test_platform_sql (platform, "UPDATE webhooks SET url = 'https://127.0.0.1:9/hook', failing_since = %" G_GINT64_FORMAT ", "
                     "outcome = 'The server answered 503' WHERE app_id = '%s'", g_get_real_time (), app);
  hub_console_view_refresh (window->view);
  test_window_wait_label (window, "Does Not Arrive");
  test_window_click (test_window_find_button (root, "Send Test"));
  test_window_wait_label (window, "The test did not arrive.");
  test_window_keep_both (window, "settings-webhook-failing");
  /* What is sent, and how that goes, appears while one looks. */
  g_assert_false (test_window_has_label (window, "console.request"));
  test_platform_do (carl, "requestConsoleSignIn", "{\"app_id\": \"%s\"}", app);
  test_window_wait_label (window, "console.request");
  test_window_wait_label (window, "leads to an address that is not on the public internet");
  test_window_click (test_window_find_button (root, "Turn Off"));
  test_window_accept (test_window_dialog (window, "Turn the Webhook Off?"), "Turn Off");
  test_window_wait_label (window, "No server is set.");

  /* Whoever may change the other settings learns whose this is. */
  developer = open_settings (bea, app);
  test_window_wait_label (developer, "changes left");
  show (developer, "webhook");
  test_window_wait_label (developer, "For the Admin");
  test_window_keep (developer, "settings-webhook-locked");
  test_window_free (developer);
  test_window_free (window);
  test_platform_stop (platform);
}

static gboolean
is_saved (gpointer path)
{
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) && *content != '\0';
}

static void
test_links (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *about = g_strdup_printf ("{\"app_id\": \"%s\"}", app);
  g_autofree char *path = NULL, *content = NULL;
  g_autoptr (JsonNode) asked = NULL;
  TestWindow *window = open_settings (ada, app);
  GtkWidget *root = GTK_WIDGET (window->view);
  GtkWindow *dialog;

  test_window_wait_label (window, "changes left");
  show (window, "links");
  test_window_wait_label (window, "0 of 100 rules; 100 publications left this month");
  test_window_click (test_window_find_button (root, "Add Rule…"));
  dialog = test_window_dialog (window, "Debugging Links");
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (dialog)));
  gtk_editable_set_text (find_entry (GTK_WIDGET (dialog), "Link"), "https://127.0.0.1/a/");
  gtk_editable_set_text (find_entry (GTK_WIDGET (dialog), "Page"), "pages/index/index");
  test_window_keep_over (dialog, "settings-add-rule");
  test_window_click (gtk_window_get_default_widget (dialog));
  test_window_dialog (window, "Write a link that begins with ");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (GTK_WIDGET (dialog), "Link")), ==, "https://127.0.0.1/a/");
  gtk_window_close (dialog);

  /* The file that goes on the site. */
  asked = test_platform_call (ada, "downloadQRCodeText", about, NULL);
  path = g_build_filename (platform->folder, hub_json_get_string (json_node_get_object (asked), "file_name", ""), NULL);
  test_window_click (test_window_find_button (root, "Verification File"));
  test_window_choose_file (path, "Save");
  test_wait_until (is_saved, path, "the verification file was saved");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, hub_json_get_string (json_node_get_object (asked), "file_content", ""));

  /* A rule as the platform keeps it once the site has shown its file. */
  test_platform_sql (platform, "INSERT INTO link_rules (id, app_id, host, prefix, page, open_version, made_by, made_at) VALUES "
                     "('l1', '%s', 'www.example.com', 'https://www.example.com/a/', 'pages/index/index', 'trial', 'ada', "
                     "1700000000000000)", app);
  gtk_widget_activate_action (root, "console.refresh", NULL);
  test_window_wait_row (window, "https://www.example.com/a/");
  gtk_editable_set_text (find_entry (root, "Which rule"), "https://www.example.com/b");
  g_signal_emit_by_name (find_entry (root, "Which rule"), "apply");
  test_window_wait_label (window, "the path is another");
  gtk_editable_set_text (find_entry (root, "Which rule"), "https://www.example.com/a/b");
  g_signal_emit_by_name (find_entry (root, "Which rule"), "apply");
  test_window_wait_label (window, "which is not published");
  test_window_keep_both (window, "settings-links");
  test_window_click (test_window_button (window, "https://www.example.com/a/", "Delete Rule"));
  test_window_click (test_window_find_button (GTK_WIDGET (test_window_dialog (window, "Delete the Rule")), "Delete"));
  test_window_wait_gone (window, "https://www.example.com/a/");
  test_window_wait_label (window, "0 of 100 rules");
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
  g_test_add_func ("/console/settings/domains", test_domains);
  g_test_add_func ("/console/settings/push", test_push);
  g_test_add_func ("/console/settings/webhook", test_webhook);
  g_test_add_func ("/console/settings/links", test_links);
  return g_test_run ();
}
