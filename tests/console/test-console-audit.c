/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "hub-audit-page.h"
#include "hub-console-table.h"
#include "hub-moment-entry.h"
#include "test-platform.h"
#include "test-window.h"

#define MANY 20000

/* The last choice of the filter's times. */
#define OWN_RANGE 4

static GtkWidget *
get_page (TestWindow *window)
{
  return test_window_find (GTK_WIDGET (window->view), HUB_TYPE_AUDIT_PAGE);
}

/* The choices of the filter in their order: what, outcome, time. */
static void
choose (TestWindow *window, guint index, guint selected)
{
  g_autoptr (GPtrArray) found = test_window_find_all (get_page (window), GTK_TYPE_DROP_DOWN);

  g_assert_cmpuint (found->len, ==, 3);
  gtk_drop_down_set_selected (g_ptr_array_index (found, index), selected);
}

/* Types the ends of an own range: days from now; 0 leaves one open. */
static void
type_range (TestWindow *window, int from, int until)
{
  g_autoptr (GPtrArray) found = test_window_find_all (get_page (window), HUB_TYPE_MOMENT_ENTRY);
  int days[] = { from, until };

  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (days));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autoptr (GDateTime) time = g_date_time_add_days (now, days[i]);
      g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M");
      GtkWidget *entry = test_window_find (g_ptr_array_index (found, i), GTK_TYPE_ENTRY);

      gtk_editable_set_text (GTK_EDITABLE (entry), days[i] != 0 ? text : "");
    }
}

static gboolean
has_calendar (gpointer user_data)
{
  return test_window_find (user_data, GTK_TYPE_CALENDAR) != NULL;
}

/* The day is chosen, the time of day that was typed stays. */
static void
choose_day (GtkWidget *from)
{
  GtkWidget *button = test_window_find (from, GTK_TYPE_MENU_BUTTON);
  GtkEditable *text = GTK_EDITABLE (test_window_find (from, GTK_TYPE_ENTRY));
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 2, 28, 0, 0, 0);
  g_autoptr (GDateTime) shown = NULL;
  GtkCalendar *calendar;

  gtk_editable_set_text (text, "2026-01-31 08:15");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  test_wait_until (has_calendar, button, "the calendar is open");
  calendar = GTK_CALENDAR (test_window_find (button, GTK_TYPE_CALENDAR));
  /* It shows the day that was typed. */
  shown = gtk_calendar_get_date (calendar);
  g_assert_cmpint (g_date_time_get_day_of_month (shown), ==, 31);
  gtk_calendar_select_day (calendar, day);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "2026-02-28 08:15");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
try_own_range (TestWindow *window)
{
  GtkWidget *from;

  g_assert_null (test_window_find (get_page (window), HUB_TYPE_MOMENT_ENTRY));
  test_window_wait_label (window, "Create the program");
  choose (window, 2, OWN_RANGE);
  /* It begins with today, and can be typed over at once. */
  from = test_window_find (get_page (window), HUB_TYPE_MOMENT_ENTRY);
  g_assert_false (hub_moment_entry_is_empty (HUB_MOMENT_ENTRY (from)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window->window), from));
  choose_day (from);
  type_range (window, -2, -1);
  test_window_wait_label (window, "No entry fits the filter above");
  type_range (window, -1, 0);
  test_window_wait_label (window, "Create the program");
  type_range (window, 1, 0);
  test_window_wait_label (window, "No entry fits the filter above");
  type_range (window, 0, 1);
  test_window_wait_label (window, "Create the program");
  test_window_keep_both (window, "audit-own-range");
  type_range (window, 0, -1);
  test_window_wait_label (window, "No entry fits the filter above");
  choose (window, 2, 0);
  test_window_wait_label (window, "Create the program");
}

static void
test_log (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *member = g_strdup_printf ("{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"project\", "
                                             "\"roles\": [\"developer\"]}", app);
  g_autofree char *about = g_strdup_printf ("{\"app_id\": \"%s\"}", app);
  g_autofree char *path = g_build_filename (platform->folder, "audit.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) none = NULL, added = NULL;
  TestWindow *window = test_window_new (ada, app), *locked;

  gtk_window_set_default_size (window->window, 900, 760);
  hub_console_view_show_page (window->view, "audit");
  test_window_wait_label (window, "Create the program");
  added = test_platform_call (ada, "putMember", member, &error);
  g_assert_no_error (error);
  /* By the event, at once. */
  test_window_wait_label (window, "Add a member or change roles");
  none = test_platform_call (grace, "listAudit", about, &error);
  g_assert_nonnull (error);
  gtk_widget_activate_action (GTK_WIDGET (window->view), "console.refresh", NULL);
  test_window_wait_label (window, "Read the audit log");
  test_window_wait_label (window, "Refused: The person's roles do not hold the permission");
  test_window_keep (window, "audit-900");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_window_keep (window, "audit-900-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);

  gtk_widget_activate_action (get_page (window), "audit.verify", NULL);
  test_window_wait_label (window, "The log is whole: all 3 entries");
  choose (window, 1, 2);
  test_window_wait_label (window, "Read the audit log");
  gtk_widget_activate_action (get_page (window), "audit.export", "s", "audit.csv");
  test_window_choose_file (path, "Export");
  test_window_wait_label (window, "Exported 1 entry");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"listAudit\""));
  g_assert_null (strstr (text, "\"putMember\""));
  test_window_keep (window, "audit-exported");
  choose (window, 0, 1);
  test_window_wait_label (window, "No entry fits the filter above");
  choose (window, 0, 0);
  choose (window, 1, 0);
  try_own_range (window);

  locked = test_window_new (grace, app);
  hub_console_view_show_page (locked->view, "audit");
  test_window_wait_label (locked, "This Page Is Locked");
  test_window_wait_label (locked, "Development management");
  test_window_keep (locked, "audit-locked");
  test_window_free (locked);
  test_window_free (window);
  test_platform_stop (platform);
}

static guint
count_rows (TestWindow *window)
{
  GtkWidget *view = test_window_find (get_page (window), GTK_TYPE_COLUMN_VIEW);

  return view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))) : 0;
}

typedef struct
{
  TestWindow *window;
  guint at_least;
} Rows;

static gboolean
has_rows (gpointer user_data)
{
  Rows *rows = user_data;

  return count_rows (rows->window) >= rows->at_least;
}

/* The longest time between two turns of the main loop while one scrolls. */
typedef struct
{
  gint64 last;
  gint64 longest;
} Pulse;

static gboolean
beat (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Pulse *pulse = user_data;
  gint64 now = g_get_monotonic_time ();

  if (pulse->last != 0)
    pulse->longest = MAX (pulse->longest, now - pulse->last);
  pulse->last = now;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static guint
count_labels (GtkWidget *root)
{
  guint n = GTK_IS_LABEL (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_labels (child);
  return n;
}

static void
rows_changed (GListModel *rows, guint position, guint removed, guint added, gpointer user_data)
{
  guint *times = user_data;

  (*times)++;
}

static void
test_many (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;
  GtkAdjustment *adjustment;
  Pulse pulse = { 0 };
  guint tick, wanted, before_all, pages = 0, changes = 0;
  GtkWidget *view;

  test_platform_sql (platform, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                     "INSERT INTO audit SELECT (SELECT max (number) FROM audit) + i, 1700000000000000 + i * 1000000, 'ada', "
                     "'putMember', '%s', 'person-' || i, 'done', '', '', 'hash-' || i FROM n", MANY, app);
  window = test_window_new (ada, app);
  hub_console_view_show_page (window->view, "audit");
  test_wait_until (has_rows, &(Rows) { window, 100 }, "the first page was read");
  view = test_window_find (get_page (window), GTK_TYPE_COLUMN_VIEW);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  g_signal_connect (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), "items-changed", G_CALLBACK (rows_changed), &changes);
  before_all = count_rows (window);
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (window->window), beat, &pulse, NULL);
  /* All of them take minutes; the first pages show as well whether reading on holds anything up. */
  wanted = g_test_slow () ? MANY : 1500;
  while (count_rows (window) < wanted)
    {
      guint before = count_rows (window);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      test_wait_until (has_rows, &(Rows) { window, before + 1 }, "the next page was read");
    }
  g_test_message ("longest time without a frame while %u of %d rows were scrolled through: %d ms", count_rows (window), MANY,
                  (int) (pulse.longest / 1000));
  gtk_widget_remove_tick_callback (GTK_WIDGET (window->window), tick);
  pages = (count_rows (window) - before_all) / 200;
  /* A page that was read is one change of the list, and cells are filled anew rather than made: GTK keeps 200 rows. */
  g_assert_cmpuint (changes, ==, pages);
  g_assert_cmpuint (count_labels (view), <=, 5 * 201 + 20);
  test_window_keep (window, "audit-many");
  /* A search goes on where what was read ends. */
  hub_console_table_set_search (HUB_CONSOLE_TABLE (test_window_find (get_page (window), HUB_TYPE_CONSOLE_TABLE)),
                                "person-17000");
  test_window_wait_label (window, "person-17000");
  g_assert_cmpuint (count_rows (window), ==, 1);
  test_window_free (window);
  test_platform_stop (platform);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/audit/log", test_log);
  g_test_add_func ("/console/audit/many", test_many);
  return g_test_run ();
}
