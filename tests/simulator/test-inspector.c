/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Console and Problems panels, used by their widgets and actions. */
#include <adwaita.h>

#include "hub-console-message.h"
#include "hub-diagnostic.h"
#include "hub-inspector.h"

typedef struct
{
  GtkWidget  *window;
  GListStore *items;
  GString    *told;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->told = g_string_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 300);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->items);
  g_string_free (fixture->told, TRUE);
}

static void
on_location (GtkWidget *panel, const char *file, guint line, guint column, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "%s:%u:%u;", file, line, column);
}

static void
on_evaluate (GtkWidget *panel, const char *source, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "%s;", source);
}

static void
on_clear (GtkWidget *panel, Fixture *fixture)
{
  g_list_store_remove_all (fixture->items);
}

static void
add (Fixture *fixture, const char *level, const char *text, const char *file, guint line)
{
  g_autoptr (HubConsoleMessage) message = hub_console_message_new (level, text, file, line, 3, NULL);

  g_list_store_append (fixture->items, message);
}

/* The first descendant of a type, in the order of the widgets; the list in a menu is not meant. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = GTK_IS_POPOVER (child) ? NULL : find (child, type);
  return found;
}

static GtkWidget *
open_console (Fixture *fixture)
{
  GtkWidget *panel = hub_console_panel_new ();

  fixture->items = g_list_store_new (HUB_TYPE_CONSOLE_MESSAGE);
  g_signal_connect (panel, "open-location", G_CALLBACK (on_location), fixture);
  g_signal_connect (panel, "evaluate", G_CALLBACK (on_evaluate), fixture);
  g_signal_connect (panel, "clear", G_CALLBACK (on_clear), fixture);
  hub_console_panel_set_messages (HUB_CONSOLE_PANEL (panel), G_LIST_MODEL (fixture->items));
  gtk_window_set_child (GTK_WINDOW (fixture->window), panel);
  gtk_window_present (GTK_WINDOW (fixture->window));
  return panel;
}

static void
test_console_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = open_console (fixture);
  HubConsolePanel *console = HUB_CONSOLE_PANEL (panel);
  GtkWidget *levels = find (panel, GTK_TYPE_DROP_DOWN);

  add (fixture, "log", "Loading the menu", "pages/menu/menu.js", 4);
  add (fixture, "warn", "slow PICTURE", NULL, 0);
  add (fixture, "error", "no such picture", "app.js", 12);
  g_assert_cmpuint (hub_console_panel_get_n_shown (console), ==, 3);
  hub_console_panel_set_filter (console, "Picture");
  g_assert_cmpuint (hub_console_panel_get_n_shown (console), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (levels), 1);
  g_assert_cmpuint (hub_console_panel_get_n_shown (console), ==, 1);
  hub_console_panel_set_filter (console, "menu.js");
  g_assert_cmpuint (hub_console_panel_get_n_shown (console), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (levels), 0);
  g_assert_cmpuint (hub_console_panel_get_n_shown (console), ==, 1);
}

static void
test_console_rows_open_places (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = open_console (fixture);
  GtkWidget *list = find (panel, GTK_TYPE_LIST_VIEW);

  add (fixture, "log", "nowhere", NULL, 0);
  add (fixture, "error", "somewhere", "app.js", 12);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpstr (fixture->told->str, ==, "app.js:12:3;");
}

static void
test_console_clears_and_evaluates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = open_console (fixture);
  GtkWidget *entry = find (panel, GTK_TYPE_ENTRY);

  add (fixture, "log", "one", NULL, 0);
  gtk_widget_activate_action (panel, "console.clear", NULL);
  g_assert_cmpuint (hub_console_panel_get_n_shown (HUB_CONSOLE_PANEL (panel)), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "   ");
  g_signal_emit_by_name (entry, "activate");
  gtk_editable_set_text (GTK_EDITABLE (entry), " wx.getStorageInfoSync() ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (fixture->told->str, ==, "wx.getStorageInfoSync();");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* JavaScriptCore's stacks do not say what was thrown, V8's do. */
static void
test_console_says_what_and_where (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *text, *stack, *shown; } cases[] = {
    { "e", "@pages/menu/menu.js:14:161", "e\n@pages/menu/menu.js:14:161" },
    { "out of flour", "Error: out of flour\n at menu.js:1", "Error: out of flour\n at menu.js:1" },
    { "TypeError: no", "TypeError: no\n at menu.js:1", "TypeError: no\n at menu.js:1" },
    { "alone", NULL, "alone" },
  };
  GtkWidget *list = find (open_console (fixture), GTK_TYPE_LIST_VIEW);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HubConsoleMessage) message = hub_console_message_new ("error", cases[i].text, "pages/menu/menu.js", 14,
                                                                       3, cases[i].stack);
      GtkWidget *label;

      g_list_store_remove_all (fixture->items);
      g_list_store_append (fixture->items, message);
      while ((label = find (list, GTK_TYPE_LABEL)) == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, cases[i].shown);
    }
}

static gboolean
is_at_end (GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  return upper > page && gtk_adjustment_get_value (adjustment) >= upper - page - 1;
}

static void
test_console_follows_its_end (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = open_console (fixture);
  GtkWidget *scroller = gtk_widget_get_ancestor (find (panel, GTK_TYPE_LIST_VIEW),
                                                 GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  for (guint i = 0; i < 200; i++)
    add (fixture, "log", "a line of the program", NULL, 0);
  while (!is_at_end (adjustment))
    g_main_context_iteration (NULL, TRUE);
  add (fixture, "log", "the last one\nof three\nlines", NULL, 0);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  while (!is_at_end (adjustment))
    g_main_context_iteration (NULL, TRUE);
  /* A person who reads further up is left alone. */
  gtk_adjustment_set_value (adjustment, 0);
  add (fixture, "log", "one more", NULL, 0);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 100);
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = hub_problems_panel_new ();
  g_autoptr (HubDiagnostic) placed = hub_diagnostic_new (HUB_SEVERITY_ERROR, "wxml.syntax", "no end tag",
                                                         "pages/a/a.wxml", 2, 4);
  g_autoptr (HubDiagnostic) whole = hub_diagnostic_new (HUB_SEVERITY_WARNING, "x", "odd", "", 0, 0);
  GtkWidget *stack = find (panel, GTK_TYPE_STACK);
  GtkWidget *list;

  gtk_window_set_child (GTK_WINDOW (fixture->window), panel);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_signal_connect (panel, "open-location", G_CALLBACK (on_location), fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  fixture->items = g_list_store_new (HUB_TYPE_DIAGNOSTIC);
  g_list_store_append (fixture->items, placed);
  g_list_store_append (fixture->items, whole);
  hub_problems_panel_set_diagnostics (HUB_PROBLEMS_PANEL (panel), G_LIST_MODEL (fixture->items));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "list");
  list = find (panel, GTK_TYPE_LIST_VIEW);
  g_signal_emit_by_name (list, "activate", 0);
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpstr (fixture->told->str, ==, "pages/a/a.wxml:2:4;");
  hub_problems_panel_set_diagnostics (HUB_PROBLEMS_PANEL (panel), NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/inspector/console/filters", test_console_filters);
  ADD ("/inspector/console/says-what-and-where", test_console_says_what_and_where);
  ADD ("/inspector/console/rows-open-places", test_console_rows_open_places);
  ADD ("/inspector/console/clears-and-evaluates", test_console_clears_and_evaluates);
  ADD ("/inspector/console/follows-its-end", test_console_follows_its_end);
  ADD ("/inspector/problems", test_problems);
  return g_test_run ();
}
