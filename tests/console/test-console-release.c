/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Release page with a real platform: in phases by a plan, back and forth, suspended; and for whom it is locked. */
#include <locale.h>

#include "hub-adoption-chart.h"
#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-moment-entry.h"
#include "hub-plan-editor.h"
#include "hub-plan.h"
#include "test-platform.h"
#include "test-window.h"

typedef struct
{
  TestPlatform *platform;
  HubClient *ada;               /* the admin */
  HubClient *rita;              /* reviews */
  char *app;
} Shop;

static Shop
shop_new_at (TestPlatform *platform)
{
  Shop shop = { platform };

  shop.ada = test_platform_add_account (shop.platform, "ada", FALSE);
  shop.rita = test_platform_add_account (shop.platform, "rita", TRUE);
  shop.app = test_platform_add_app (shop.ada, "Corner Shop");
  return shop;
}

static Shop
shop_new (void)
{
  return shop_new_at (test_platform_start ());
}

static void
shop_clear (Shop *shop)
{
  g_object_unref (shop->ada);
  g_object_unref (shop->rita);
  g_free (shop->app);
  test_platform_stop (shop->platform);
}

static JsonNode *
get_versions (Shop *shop)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\"}", shop->app);
  g_autoptr (GError) error = NULL;
  JsonNode *versions = test_platform_call (shop->ada, "getVersions", parameters, &error);

  g_assert_no_error (error);
  return versions;
}

static void
approve (Shop *shop, const char *version)
{
  test_platform_approve (shop->platform, shop->ada, shop->rita, shop->app, version);
}

static void
release_full (Shop *shop, const char *version)
{
  test_platform_put_online (shop->platform, shop->ada, shop->rita, shop->app, version);
}

/* Clicks and answers the question, which says @words. */
static void
do_it (TestWindow *window, const char *button, const char *words, const char *verb)
{
  GtkWindow *dialog;

  test_window_click (test_window_find_button (GTK_WIDGET (window->view), button));
  dialog = test_window_dialog (window, words);
  test_window_accept (dialog, verb);
}

static GtkWidget *
editor_of (TestWindow *window)
{
  return test_window_find (GTK_WIDGET (window->view), HUB_TYPE_PLAN_EDITOR);
}

static void
set_plan (TestWindow *window, const HubPlanStep *steps, guint n)
{
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));

  g_array_append_vals (plan, steps, n);
  hub_plan_editor_set_plan (HUB_PLAN_EDITOR (editor_of (window)), plan);
}

static TestWindow *
open_page (Shop *shop, HubClient *client)
{
  TestWindow *window = test_window_new (client, shop->app);

  gtk_window_set_default_size (window->window, 900, 1500);
  hub_console_view_show_page (window->view, "release");
  return window;
}

/* A phased release by a plan made in the editor: 10 % → raise → pause → resume → full. */
static void
test_phased (void)
{
  static const HubPlanStep falling[] = { { 1000, 0 }, { 500, 3600 } };
  static const HubPlanStep rising[] = { { 1000, 0 }, { 5000, 86400 } };
  static const char * const refused[] = { "5", "10", "101", "", "many" };
  Shop shop = shop_new ();
  TestWindow *window;
  GtkWindow *dialog;
  GtkWidget *spin;

  approve (&shop, "1.0.0");
  window = open_page (&shop, shop.ada);
  test_window_wait_row (window, "1.0.0, Approved");
  /* There is nothing yet that the others could keep. */
  test_window_wait_label (window, "The first release is for everyone");
  test_window_wait_label (window, "Nothing Was Released Yet");
  test_window_keep (window, "release-first");
  do_it (window, "Release to Everyone", "goes online with it", "Release");
  test_window_wait_label (window, "No approved version waits");

  approve (&shop, "1.1.0");
  test_window_wait_row (window, "1.1.0, Approved");
  test_window_keep_both (window, "release-plan");
  test_window_click (test_window_find_button (editor_of (window), "Remove step 5"));
  test_window_click (test_window_find_button (editor_of (window), "Remove step 4"));
  test_window_wait_label (window, "It stays at 20 % until you raise or cancel it; after 15 days you are asked to decide.");
  test_window_click (test_window_find_button (editor_of (window), "Add Step"));
  test_window_wait_label (window, "It stays at 40 % until");
  set_plan (window, falling, G_N_ELEMENTS (falling));
  test_window_wait_label (window, "Step 2 must reach more than the 10 % before it");
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (window->view), "Release in Phases…")));
  set_plan (window, rising, G_N_ELEMENTS (rising));
  do_it (window, "Release in Phases…", "10 % at once, 50 % 1 day later. Members and test members get it at once; the others "
                                       "keep 1.0.0", "Release");
  test_window_wait_row (window, "1.1.0, Running, 10 % of the people have it, and all members, Next step: 50 %");
  test_window_keep_both (window, "release-phased");

  /* Less than what was reached is not made more of silently: it is said, and cannot be sent. */
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Raise…"));
  dialog = test_window_dialog (window, "It has reached 10 %, and a percentage never falls");
  spin = test_window_find (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (spin), refused[i]);
      g_assert_true (test_window_dialog (window, "Type a number above 10 %, up to 100 %.") == dialog);
      g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
      if (i == 0)
        test_window_keep_over (dialog, "release-raise-refused");
    }
  gtk_editable_set_text (GTK_EDITABLE (spin), "25.5");
  test_window_keep_over (dialog, "release-raise");
  test_window_accept (dialog, "Raise");
  test_window_wait_row (window, "1.1.0, Running, 25.5 % of the people have it");

  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Pause"));
  test_window_wait_row (window, "1.1.0, Paused, 25.5 %");
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (window->view), "resume it first")));
  test_window_keep (window, "release-paused");
  do_it (window, "Resume…", "More people get it again", "Resume");
  test_window_wait_row (window, "1.1.0, Running, 25.5 %");

  /* Of a member it is known which version they get. */
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Explain"));
  test_window_wait_label (window, "ada gets version 1.1.0");
  test_window_wait_label (window, "Members and test members get the version that is being released in phases first.");

  do_it (window, "Make Full…", "Everyone gets 1.1.0 at their next start, in place of 1.0.0.", "Make Full");
  test_window_wait_gone (window, "1.1.0, Running");
  test_window_wait_label (window, "Phased release");
  test_window_wait_label (window, "No version is being released in phases, so everyone gets the full version.");
  test_window_free (window);
  shop_clear (&shop);
}

static gboolean
has_focus (gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (user_data)));

  return focus != NULL && gtk_widget_is_ancestor (focus, user_data);
}

/* Of the editor's only step with a fixed moment */
static GtkWidget *
moment_of (TestWindow *window)
{
  return test_window_find (test_window_find (editor_of (window), HUB_TYPE_MOMENT_ENTRY), GTK_TYPE_ENTRY);
}

/* The editor's only step with a fixed moment: @seconds from now, to the minute, as it is typed; and that moment. */
static gint64
type_moment (TestWindow *window, gint64 seconds)
{
  GtkWidget *entry = moment_of (window);
  gint64 moment = (g_get_real_time () / G_USEC_PER_SEC + seconds) / 60 * 60;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (moment);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return moment;
}

/* After minutes, hours and days */
#define FIXED 3

static void
choose_unit (TestWindow *window, guint step, guint unit)
{
  g_autoptr (GPtrArray) units = test_window_find_all (editor_of (window), GTK_TYPE_DROP_DOWN);

  gtk_drop_down_set_selected (g_ptr_array_index (units, step), unit);
}

/* When the platform takes the step at @position of the phased release. */
static gint64
get_planned (Shop *shop, guint position)
{
  g_autoptr (JsonNode) versions = get_versions (shop);
  JsonObject *release = hub_json_get_object (json_node_get_object (versions), "phased");
  JsonArray *steps = hub_json_get_array (hub_json_get_object (release, "phased"), "steps");
  const char *at = hub_json_get_string (json_array_get_object_element (steps, position), "at", "");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (at, NULL);

  return g_date_time_to_unix (time);
}

static void
press_in_phases (TestWindow *window)
{
  do_it (window, "Release in Phases…", "1 % at once, 5 % from ", "Release");
}

/* From the Versions page to a plan with a fixed moment, which the platform refuses first; cancelled, it stays in the history. */
static void
test_fixed_moment (void)
{
  /* Its clock is ahead, so that it knows of moments that have passed what the person's own clock does not. */
  Shop shop = shop_new_at (test_platform_start_clocked (3600 * G_TIME_SPAN_SECOND));
  TestWindow *window;
  gint64 moment;

  release_full (&shop, "1.0.0");
  approve (&shop, "1.1.0");
  window = test_window_new (shop.ada, shop.app);
  gtk_window_set_default_size (window->window, 900, 700);
  hub_console_view_show_page (window->view, "versions");
  test_window_wait_row (window, "1.1.0, Approved");
  test_window_click (test_window_button (window, "1.1.0, Approved", "In Phases…"));
  test_window_wait_label (window, "With the last step it becomes the version of everyone");
  test_wait_until (has_focus, editor_of (window), "the plan has the focus");

  for (guint step = 5; step > 3; step--)
    {
      g_autofree char *button = g_strdup_printf ("Remove step %u", step);

      test_window_click (test_window_find_button (editor_of (window), button));
    }
  g_assert_null (test_window_find (editor_of (window), HUB_TYPE_MOMENT_ENTRY));
  choose_unit (window, 1, FIXED);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (moment_of (window)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Moment of step 2");
  /* What the delay came to is a good beginning. */
  g_assert_true (hub_plan_editor_is_valid (HUB_PLAN_EDITOR (editor_of (window))));
  gtk_editable_set_text (GTK_EDITABLE (moment_of (window)), "2026-02-30 08:00");
  test_window_wait_label (window, "Step 2 needs a day and a time that there are");
  type_moment (window, -3600);
  test_window_wait_label (window, "The moment of step 2 has passed: choose a later one");
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (window->view), "Release in Phases…")));
  test_window_keep_both (window, "release-plan-fixed-wrong");
  type_moment (window, 20 * 86400);
  test_window_wait_label (window, "Step 2 is too late: after 15 days");

  moment = type_moment (window, 1800);
  test_window_wait_label (window, "It stays at 20 % until");
  press_in_phases (window);
  test_window_wait_label (window, "Step 2 is not later than the one before");
  test_window_keep_both (window, "release-plan-fixed-refused");
  g_assert_cmpint (g_array_index (hub_plan_editor_get_plan (HUB_PLAN_EDITOR (editor_of (window))), HubPlanStep, 1).at, ==, moment);

  moment = type_moment (window, 2 * 86400);
  test_window_keep_both (window, "release-plan-fixed");
  press_in_phases (window);
  test_window_wait_row (window, "1.1.0, Running, 1 % of the people have it");
  g_assert_cmpint (get_planned (&shop, 1), ==, moment);
  /* A delay after a fixed moment is counted from it. */
  g_assert_cmpint (get_planned (&shop, 2), ==, moment + 86400);
  test_window_wait_label (window, "Running, at 1 % (1 % → 5 % → 20 %)");
  test_window_keep_both (window, "release-fixed-running");

  do_it (window, "Cancel Release…", "Everyone returns to 1.0.0 at once.", "Cancel Release");
  test_window_wait_label (window, "Phased release");
  test_window_wait_label (window, "Cancelled at 1 % by ada, ");
  test_window_wait_row (window, "1.1.0, Approved");
  gtk_window_set_default_size (window->window, 900, 1700);
  test_window_keep_both (window, "release-cancelled");
  test_window_free (window);
  shop_clear (&shop);
}

static char *
dup_release (Shop *shop, const char *version)
{
  g_autoptr (JsonNode) versions = get_versions (shop);
  JsonArray *history = hub_json_get_array (json_node_get_object (versions), "history");

  for (guint i = 0; i < json_array_get_length (history); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (history, i), "version", ""), version))
      return g_strdup (hub_json_get_string (json_array_get_object_element (history, i), "id", ""));
  g_assert_not_reached ();
}

static void
test_back_and_forth (void)
{
  Shop shop = shop_new ();
  g_autofree char *first = NULL;
  TestWindow *window;

  release_full (&shop, "1.0.0");
  release_full (&shop, "1.1.0");
  first = dup_release (&shop, "1.0.0");
  window = open_page (&shop, shop.ada);
  test_window_wait_label (window, "Full release");
  gtk_widget_activate_action (test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_TABLE), "release.roll-back", "s",
                              first);
  test_window_accept (test_window_dialog (window, "Everyone gets 1.0.0 next, in place of 1.1.0."), "Roll Back");
  test_window_wait_label (window, "Rollback");
  test_window_wait_row (window, "1.0.0, released by ada");
  test_window_keep_both (window, "release-rolled-back");
  do_it (window, "Take Rollback to 1.0.0 Back…", "Everyone gets 1.1.0 next, in place of 1.0.0.", "Take Back");
  test_window_wait_label (window, "Rollback taken back");
  test_window_free (window);
  shop_clear (&shop);
}

static void
test_suspension (void)
{
  Shop shop = shop_new ();
  TestWindow *window;
  GtkWindow *dialog;
  GtkWidget *text, *entry;

  release_full (&shop, "1.0.0");
  window = open_page (&shop, shop.ada);
  test_window_wait_label (window, "Suspend the Service");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Suspend…"));
  dialog = test_window_dialog (window, "Suspend “Corner Shop”?");
  text = test_window_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Back <i>tomorrow</i>", -1);
  test_window_keep_over (dialog, "release-suspend");
  /* The password was given too long ago. */
  test_platform_age_sessions (shop.platform);
  test_window_accept (dialog, "Suspend");
  /* Without it nothing is done, and nothing that was written is lost. */
  gtk_window_close (test_window_dialog (window, "Confirm with Your Password"));
  dialog = test_window_dialog (window, "Nothing was changed: the password was not given.");
  test_window_keep_over (dialog, "release-suspend-again");
  test_window_accept (dialog, "Suspend");
  dialog = test_window_dialog (window, "Confirm with Your Password");
  gtk_editable_set_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW)), "not it");
  test_window_accept (dialog, "Confirm");
  dialog = test_window_dialog (window, "That was not your password; give it once more.");
  gtk_editable_set_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW)), TEST_PASSWORD);
  test_window_accept (dialog, "Confirm");
  test_window_wait_label (window, "Suspended. People who open it read: Back <i>tomorrow</i>");
  test_window_keep (window, "release-suspended");
  do_it (window, "Resume…", "Everyone can open it again, with version 1.0.0.", "Resume");
  test_window_wait_label (window, "Suspend the Service");

  /* Nothing is removed for a name that is not the program's. */
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Remove…"));
  dialog = test_window_dialog (window, "Remove “Corner Shop” for Good?");
  entry = test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (entry), "corner shop");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Corner Shop");
  test_window_keep_over (dialog, "release-remove");
  test_window_accept (dialog, "Remove");
  /* What happened, when, by whom, and what is left. */
  test_window_wait_label (window, "“Corner Shop” Was Removed");
  test_window_wait_label (window, "ada removed it for good on ");
  test_window_keep_both (window, "removed");
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "“Corner Shop” Was Removed");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Show the Audit Log"));
  test_window_wait_label (window, "Remove the program for good");
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Verify"));
  test_window_wait_label (window, "The log is whole");
  test_window_keep_both (window, "removed-audit");
  test_window_free (window);
  shop_clear (&shop);
}

/* Each role sees the page, and of what it may not do who can. */
static void
test_roles (void)
{
  Shop shop = shop_new ();
  g_autoptr (HubClient) dev = test_platform_add_account (shop.platform, "dev", FALSE);
  TestWindow *window;

  release_full (&shop, "1.0.0");
  approve (&shop, "1.1.0");
  test_platform_do (shop.ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"dev\", \"kind\": \"project\", "
                                           "\"roles\": [\"developer\"]}", shop.app);
  window = open_page (&shop, dev);
  test_window_wait_row (window, "1.1.0, Approved");
  g_assert_false (gtk_widget_is_sensitive (test_window_button (window, "1.1.0, Approved", "“Development management”")));
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (window->view), "“Service suspension”")));
  test_window_wait_label (window, "Needs the permission “Data analysis”");
  g_assert_null (editor_of (window));
  /* Of oneself anybody may ask. */
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), "Explain"));
  test_window_wait_label (window, "dev gets version 1.0.0");
  test_window_keep (window, "release-as-developer");
  test_window_free (window);
  shop_clear (&shop);
}

/* Two versions over a week, as the platform would have counted them. */
static void
test_adoption (void)
{
  Shop shop = shop_new ();
  g_autofree char *first = NULL, *second = NULL, *words = NULL;
  TestWindow *window;
  GtkWidget *chart;
  gint64 hour = g_get_real_time () / G_USEC_PER_SEC / 3600;

  release_full (&shop, "1.0.0");
  release_full (&shop, "1.1.0");
  first = dup_release (&shop, "1.0.0");
  second = dup_release (&shop, "1.1.0");
  /* What people who have not started it yet keep falls, what they have instead grows; by night both are little. */
  for (int i = 0; i < 160; i++)
    test_platform_sql (shop.platform, "INSERT INTO adoption (app_id, hour, release_id, checks) VALUES ('%s', %ld, '%s', %d)",
                       shop.app, (long) (hour - i), first, 20 + i * 2 + (i % 24) * 4);
  for (int i = 0; i < 100; i++)
    test_platform_sql (shop.platform, "INSERT INTO adoption (app_id, hour, release_id, checks) VALUES ('%s', %ld, '%s', %d)",
                       shop.app, (long) (hour - i), second, 301 - i * 3 + (i % 24) * 4);
  window = open_page (&shop, shop.ada);
  test_window_wait_label (window, "1.1.0: ");
  test_window_wait_label (window, "Point at a bar");
  chart = test_window_find (GTK_WIDGET (window->view), HUB_TYPE_ADOPTION_CHART);
  gtk_widget_grab_focus (chart);
  hub_adoption_chart_select (HUB_ADOPTION_CHART (chart), 160);
  words = hub_adoption_chart_dup_selected (HUB_ADOPTION_CHART (chart));
  g_assert_nonnull (strstr (words, "1.0.0: "));
  g_assert_nonnull (strstr (words, "1.1.0: "));
  test_window_wait_label (window, words);
  test_window_keep_both (window, "release-adoption");
  test_window_free (window);
  shop_clear (&shop);
}

/* As many as a large team has, each with its code; found by typing. */
static void
test_many_versions (void)
{
  Shop shop = shop_new ();
  TestWindow *window;
  GtkWidget *table;

  test_platform_upload (shop.platform, shop.ada, shop.app, "1.0.0", "The only one of ada");
  window = test_window_new (shop.ada, shop.app);
  gtk_window_set_default_size (window->window, 900, 900);
  hub_console_view_show_page (window->view, "versions");
  test_window_wait_row (window, "1.0.0, The only one of ada");
  test_platform_sql (shop.platform,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) "
                     "INSERT INTO developer_versions (id, app_id, developer, key_slot, version, remarks, package, uploaded_at) "
                     "SELECT 'many' || i, app_id, 'person' || i, 0, '2.' || i || '.0', 'Work of ' || i, package, "
                     "uploaded_at - i * 60000000 FROM developer_versions, n WHERE app_id = '%s'", shop.app);
  hub_console_view_refresh (window->view);
  test_window_wait_label (window, "2000");
  table = test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_TABLE);
  test_window_find_button (table, "QR Code");
  test_window_keep_both (window, "versions-many");
  hub_console_table_set_search (HUB_CONSOLE_TABLE (table), "person1777");
  test_window_wait_label (window, "2.1777.0");
  test_window_wait_label (window, "1 of 2000");
  test_window_find_button (table, "QR Code");
  test_window_free (window);
  shop_clear (&shop);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/release/phased", test_phased);
  g_test_add_func ("/console/release/fixed-moment", test_fixed_moment);
  g_test_add_func ("/console/release/back-and-forth", test_back_and_forth);
  g_test_add_func ("/console/release/suspension", test_suspension);
  g_test_add_func ("/console/release/roles", test_roles);
  g_test_add_func ("/console/release/adoption", test_adoption);
  g_test_add_func ("/console/release/many-versions", test_many_versions);
  return g_test_run ();
}
