/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list of the Console, over a real superhubd, or a plain column view of labels beside it: how long until rows are seen,
 * what a frame costs while one scrolls, how long a sort and a search take. Costs are the main thread's time on a processor, which
 * says the same on a machine that builds something else. Prints JSON; `build-aux/bench console` calls it and makes the table. */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <time.h>
#include <unistd.h>

#include "hub-console-table.h"
#include "test-platform.h"
#include "test-window.h"

/* Frames of a wheel or a touchpad, down and up again; frames in which the scrollbar is drawn over the whole list. */
#define WHEEL_FRAMES 120
#define DRAG_FRAMES 24
/* Pixels of a frame: somewhat over two rows, as a wheel that is turned fast. */
#define WHEEL_STEP 100
/* Seconds: a loaded machine is slow; a benchmark that hangs is worse. */
#define DEADLINE 600

typedef struct
{
  GtkWindow *window;
  GtkColumnView *view;          /* (nullable): not yet in sight */
  GtkWidget *search;            /* (nullable): the entry */
  GtkFilter *filter;            /* (nullable): of the plain view */
  const char *wanted;           /* what is searched for */
  GdkFrameClock *clock;
  gint64 frame_began;
  gint64 last_frame;
  GArray *frames;               /* double: milliseconds of work in a frame */
  GArray *gaps;                 /* double: milliseconds between two frames */
  guint drawn;                  /* frames until now */
} Bench;

/* Kept to the end: what the session's bus starts writes to the same place. */
static GString *said;

static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (said, format, arguments);
  va_end (arguments);
}

static void
wait_until (TestCondition condition, gpointer user_data)
{
  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
}

static double
since (gint64 begun)
{
  return (g_get_monotonic_time () - begun) / 1000.0;
}

/* Microseconds in which this thread worked. */
static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
work_since (gint64 begun)
{
  return (get_work () - begun) / 1000.0;
}

/* Frames */

static void
frame_begins (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_began = get_work ();
}

static void
frame_ends (GdkFrameClock *clock, Bench *bench)
{
  gint64 now = g_get_monotonic_time ();
  double work = work_since (bench->frame_began), gap = (now - bench->last_frame) / 1000.0;

  g_array_append_val (bench->frames, work);
  if (bench->last_frame != 0)
    g_array_append_val (bench->gaps, gap);
  bench->last_frame = now;
  bench->drawn++;
}

static void
forget_frames (Bench *bench)
{
  g_array_set_size (bench->frames, 0);
  g_array_set_size (bench->gaps, 0);
  bench->last_frame = 0;
}

static void
watch (Bench *bench)
{
  bench->frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_realize (GTK_WIDGET (bench->window));
  bench->clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_signal_connect (bench->clock, "before-paint", G_CALLBACK (frame_begins), bench);
  g_signal_connect (bench->clock, "after-paint", G_CALLBACK (frame_ends), bench);
}

typedef struct
{
  Bench *bench;
  guint until;
} Drawn;

static gboolean
has_drawn (gpointer user_data)
{
  Drawn *drawn = user_data;

  return drawn->bench->drawn >= drawn->until;
}

/* What was done just now is on the screen. */
static void
wait_frames (Bench *bench, guint n)
{
  gtk_widget_queue_draw (GTK_WIDGET (bench->view));
  for (guint i = 0; i < n; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (bench->window));
      wait_until (has_drawn, &(Drawn) { bench, bench->drawn + 1 });
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare_doubles);
  if (times->len == 0)
    return;
  say (", \"%s\": {\"middle\": %.3f, \"most\": %.3f, \"worst\": %.3f}", name,
           g_array_index (times, double, times->len / 2), g_array_index (times, double, (times->len - 1) * 99 / 100),
           g_array_index (times, double, times->len - 1));
}

static void
print_memory (const char *name)
{
  g_autofree char *text = NULL;
  const char *line = g_file_get_contents ("/proc/self/status", &text, NULL, NULL) ? strstr (text, "VmRSS:") : NULL;

  say (", \"%s\": %" G_GINT64_FORMAT, name, line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : 0);
}

/* Scrolling */

static GtkAdjustment *
get_adjustment (Bench *bench)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->view));
}

typedef struct
{
  Bench *bench;
  double step;                  /* pixels; 0 for a part of the whole */
  guint n;
  guint done;
} Scroll;

static gboolean
scroll_on (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *scroll = user_data;
  GtkAdjustment *adjustment = get_adjustment (scroll->bench);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  guint half = scroll->n / 2, at = scroll->done < half ? scroll->done : scroll->n - scroll->done;

  gtk_adjustment_set_value (adjustment, scroll->step > 0 ? at * scroll->step : end * at / half);
  scroll->done++;
  return scroll->done <= scroll->n ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
has_scrolled (gpointer user_data)
{
  return ((Scroll *) user_data)->done > ((Scroll *) user_data)->n;
}

static void
measure_scroll (Bench *bench, const char *name, double step, guint n)
{
  Scroll scroll = { bench, step, n, 0 };
  g_autofree char *gaps = g_strconcat (name, "_gaps", NULL);

  wait_frames (bench, 3);
  forget_frames (bench);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->view), scroll_on, &scroll, NULL);
  wait_until (has_scrolled, &scroll);
  print_times (name, bench->frames);
  print_times (gaps, bench->gaps);
}

/* Sort and search */

static void
measure_sorts (Bench *bench)
{
  GListModel *columns = gtk_column_view_get_columns (bench->view);

  say (", \"sorts\": [");
  for (guint i = 0, printed = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_sorter (column) == NULL)
        continue;
      for (GtkSortType type = GTK_SORT_ASCENDING; type <= GTK_SORT_DESCENDING; type++)
        {
          gint64 begun = get_work ();

          gtk_column_view_sort_by_column (bench->view, column, type);
          wait_frames (bench, 1);
          say ("%s%.3f", printed++ > 0 ? ", " : "", work_since (begun));
        }
    }
  say ("]");
  gtk_column_view_sort_by_column (bench->view, NULL, GTK_SORT_ASCENDING);
  wait_frames (bench, 1);
}

static guint
count_rows (Bench *bench)
{
  return bench->view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (bench->view))) : 0;
}

typedef struct
{
  Bench *bench;
  guint least, most;
} Rows;

static gboolean
has_rows (gpointer user_data)
{
  Rows *rows = user_data;
  guint n = count_rows (rows->bench);

  return n >= rows->least && n <= rows->most;
}

static gboolean
match (gpointer object, gpointer user_data)
{
  Bench *bench = user_data;
  const char *text = gtk_string_object_get_string (object);

  return bench->wanted == NULL || strstr (text, bench->wanted) != NULL;
}

static void
search (Bench *bench, const char *text)
{
  bench->wanted = text;
  if (bench->search != NULL)
    gtk_editable_set_text (GTK_EDITABLE (bench->search), text != NULL ? text : "");
  else
    gtk_filter_changed (bench->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
measure_search (Bench *bench, const char *text)
{
  guint all = count_rows (bench);
  gint64 begun = get_work ();

  search (bench, text);
  wait_until (has_rows, &(Rows) { bench, 1, 30 });
  wait_frames (bench, 1);
  say (", \"search\": %.3f", work_since (begun));
  begun = get_work ();
  search (bench, NULL);
  wait_until (has_rows, &(Rows) { bench, MIN (all, 100), G_MAXUINT });
  wait_frames (bench, 1);
  say (", \"search_ended\": %.3f", work_since (begun));
}

/* A plain column view: what GTK takes for as many rows and columns */

static void
setup_plain (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (row, label);
}

static void
bind_plain (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (row)), gtk_string_object_get_string (gtk_list_item_get_item (row)));
}

static GListModel *
make_plain_rows (guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = g_list_store_new (GTK_TYPE_STRING_OBJECT);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Person %u", i + 1);

      g_ptr_array_add (rows, gtk_string_object_new (text));
    }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return G_LIST_MODEL (store);
}

static GtkWidget *
make_plain (Bench *bench, guint n_rows, guint n_columns)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  bench->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (bench->view, TRUE);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Column", factory);
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_string_sorter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));

      g_signal_connect (factory, "setup", G_CALLBACK (setup_plain), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_plain), NULL);
      gtk_column_view_column_set_expand (column, i < 2);
      if (i >= 2)
        gtk_column_view_column_set_fixed_width (column, 120);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_append_column (bench->view, column);
    }
  bench->filter = GTK_FILTER (gtk_custom_filter_new (match, bench, NULL));
  filtered = gtk_filter_list_model_new (make_plain_rows (n_rows), g_object_ref (bench->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (bench->view)));
  gtk_column_view_set_model (bench->view, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted))));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (bench->view));
  return scrolled;
}

static gboolean
go_to_end (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Rows *rows = user_data;
  GtkAdjustment *adjustment = get_adjustment (rows->bench);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return has_rows (rows) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* Who holds the scrollbar at the end of a list that is read while one scrolls, until all of it was read. */
static void
measure_reading (Bench *bench, guint n)
{
  Rows rows = { bench, n, G_MAXUINT };
  gint64 begun = g_get_monotonic_time ();

  forget_frames (bench);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->view), go_to_end, &rows, NULL);
  wait_until (has_rows, &rows);
  print_times ("reading", bench->frames);
  print_times ("reading_gaps", bench->gaps);
  say (", \"all\": %.3f", since (begun));
}

static void
measure_table (Bench *bench, const char *text)
{
  measure_scroll (bench, "wheel", WHEEL_STEP, WHEEL_FRAMES);
  measure_scroll (bench, "drag", 0, DRAG_FRAMES);
  measure_sorts (bench);
  measure_search (bench, text);
}

static void
measure_plain (guint n_rows, guint n_columns)
{
  Bench bench = { .window = GTK_WINDOW (gtk_window_new ()) };
  gint64 begun, worked;

  gtk_window_set_default_size (bench.window, 1000, 750);
  gtk_window_present (bench.window);
  watch (&bench);
  begun = g_get_monotonic_time ();
  worked = get_work ();
  gtk_window_set_child (bench.window, make_plain (&bench, n_rows, n_columns));
  wait_frames (&bench, 1);
  say ("{\"first\": %.3f, \"first_work\": %.3f", since (begun), work_since (worked));
  measure_table (&bench, "Person 1234");
  print_memory ("memory");
  say ("}\n");
}

/* The Console */

static void
add_people (TestPlatform *platform, const char *app, guint n)
{
  test_platform_sql (platform, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                     "INSERT INTO accounts (superhub_id, display_name, password_hash, created_at) "
                     "SELECT 'person-' || i, 'Person ' || i, '', 1700000000000000 FROM n", n);
  test_platform_sql (platform, "INSERT INTO members (app_id, superhub_id, kind, roles, added_by, added_at) SELECT '%s', "
                     "superhub_id, 'project', 1 + rowid %% 7, 'ada', 1700000000000000 + rowid * 1000000 FROM accounts "
                     "WHERE superhub_id LIKE 'person-%%'", app);
}

static void
fill (TestPlatform *platform, HubClient *ada, const char *app, const char *page, guint n)
{
  if (g_str_equal (page, "audit"))
    {
      test_platform_sql (platform, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                         "INSERT INTO audit SELECT (SELECT max (number) FROM audit) + i, 1700000000000000 + i * 1000000, "
                         "'person-' || i %% 40, CASE i %% 4 WHEN 0 THEN 'putMember' WHEN 1 THEN 'submitReview' WHEN 2 THEN "
                         "'putDeveloperVersion' ELSE 'listAudit' END, '%s', 'Person ' || i, CASE i %% 4 WHEN 3 THEN 'refused' "
                         "ELSE 'done' END, CASE i %% 4 WHEN 3 THEN 'member.no_permission' ELSE '' END, '', 'hash-' || i "
                         "FROM n", n, app);
      return;
    }
  add_people (platform, app, n);
  if (g_str_equal (page, "members"))
    return;
  test_platform_upload (platform, ada, app, "1.0.0", "First");
  test_platform_sql (platform, "INSERT INTO developer_versions (id, app_id, developer, key_slot, version, remarks, package, "
                     "uploaded_at) SELECT 'version-' || m.rowid, m.app_id, m.superhub_id, 0, '1.' || m.rowid %% 50 || '.' || "
                     "m.rowid, 'What changed: Person ' || m.rowid, p.sha256, 1700000000000000 + m.rowid * 1000000 "
                     "FROM members m JOIN packages p ON p.app_id = m.app_id WHERE m.superhub_id LIKE 'person-%%'");
}

static gboolean
find_view (gpointer user_data)
{
  Bench *bench = user_data;

  bench->view = GTK_COLUMN_VIEW (test_window_find (GTK_WIDGET (bench->window), GTK_TYPE_COLUMN_VIEW));
  return count_rows (bench) > 0;
}

static void
measure_page (const char *page, guint n)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  Bench bench = { 0 };
  TestWindow *window;
  gint64 begun, worked;

  fill (platform, ada, app, page, n);
  window = test_window_new (ada, app);
  gtk_window_set_default_size (window->window, 1250, 850);
  bench.window = window->window;
  watch (&bench);
  begun = g_get_monotonic_time ();
  worked = get_work ();
  hub_console_view_show_page (window->view, page);
  wait_until (find_view, &bench);
  wait_frames (&bench, 1);
  say ("{\"first\": %.3f, \"first_work\": %.3f", since (begun), work_since (worked));
  if (g_str_equal (page, "audit"))
    {
      measure_reading (&bench, n);
    }
  else
    {
      wait_until (has_rows, &(Rows) { &bench, n, G_MAXUINT });
      wait_frames (&bench, 1);
      say (", \"all\": %.3f", since (begun));
    }
  bench.search = test_window_find (gtk_widget_get_ancestor (GTK_WIDGET (bench.view), HUB_TYPE_CONSOLE_TABLE),
                                   GTK_TYPE_SEARCH_ENTRY);
  measure_table (&bench, "Person 1234");
  say (", \"rows\": %u", count_rows (&bench));
  print_memory ("memory");
  say ("}\n");
  test_window_free (window);
  test_platform_stop (platform);
}

int
main (int argc, char **argv)
{
  alarm (DEADLINE);
  said = g_string_new (NULL);
  setlocale (LC_ALL, "");
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (argc == 4 && g_str_equal (argv[1], "plain"))
    measure_plain (atoi (argv[2]), atoi (argv[3]));
  else if (argc == 3)
    measure_page (argv[1], atoi (argv[2]));
  else
    g_printerr ("Usage: bench-console members|versions|audit ROWS, or bench-console plain ROWS COLUMNS\n");
  g_print ("\n%s", said->str);
  g_string_free (said, TRUE);
  return 0;
}
