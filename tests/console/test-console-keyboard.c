/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Console without a pointer: on every page each control can be reached by the keyboard and has a name, and the focus is
 * not lost where a dialog closes. */
#include "hub-console-page.h"
#include "story.h"
#include "test-window.h"

static const GtkDirectionType directions[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD, GTK_DIR_DOWN, GTK_DIR_UP,
                                               GTK_DIR_RIGHT, GTK_DIR_LEFT };

static gboolean
is_quiet (gpointer user_data)
{
  TestWindow *window = user_data;

  return !hub_console_model_is_busy (hub_console_view_get_model (window->view));
}

/* What a person would want to press or type in. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_TEXT (widget)
         || GTK_IS_TEXT_VIEW (widget) || (GTK_IS_LIST_BOX_ROW (widget) && !ADW_IS_ENTRY_ROW (widget));
}

static void
collect (GtkWidget *widget, GPtrArray *controls)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || !gtk_widget_get_can_focus (widget))
    return;
  if (is_control (widget) && gtk_widget_get_focusable (widget))
    g_ptr_array_add (controls, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, controls);
}

/* In a text arrows move in the text, and in the list of pages to another page. */
static gboolean
takes_arrows (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget)
         || (GTK_IS_LIST_BOX_ROW (widget)
             && gtk_list_box_get_selection_mode (GTK_LIST_BOX (gtk_widget_get_parent (widget))) == GTK_SELECTION_BROWSE);
}

/* Everything that Tab and the arrows lead to, from what has the focus first. */
static GHashTable *
walk (GtkWindow *window)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  gtk_window_set_focus (window, NULL);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_window_get_focus (window));
  g_ptr_array_add (waiting, gtk_window_get_focus (window));
  while (waiting->len > 0)
    {
      GtkWidget *from = g_ptr_array_steal_index (waiting, waiting->len - 1);

      if (!g_hash_table_add (reached, from))
        continue;
      for (guint i = 0; i < (takes_arrows (from) ? 2 : G_N_ELEMENTS (directions)); i++)
        {
          gtk_window_set_focus (window, from);
          gtk_widget_child_focus (GTK_WIDGET (window), directions[i]);
          if (gtk_window_get_focus (window) != NULL && !g_hash_table_contains (reached, gtk_window_get_focus (window)))
            g_ptr_array_add (waiting, gtk_window_get_focus (window));
        }
    }
  return reached;
}

static gboolean
shows_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_text (child))
      return TRUE;
  return FALSE;
}

/* Its own words, those of a tooltip, or those that are said of it. */
static gboolean
has_name (GtkWidget *widget)
{
  for (GtkWidget *one = widget; one != NULL && !GTK_IS_LIST_BOX (one); one = gtk_widget_get_parent (one))
    {
      if (shows_text (one) || gtk_widget_get_tooltip_text (one) != NULL
          || gtk_test_accessible_has_property (GTK_ACCESSIBLE (one), GTK_ACCESSIBLE_PROPERTY_LABEL)
          || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (one), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        return TRUE;
      /* A text stands in an entry, a switch of a menu in its button: those are what is named. */
      if (!GTK_IS_TEXT (one) && !GTK_IS_TOGGLE_BUTTON (one) && !GTK_IS_EDITABLE (one))
        return FALSE;
    }
  return FALSE;
}

static void
check_page (TestWindow *window, const char *page, const char *label)
{
  g_autoptr (GPtrArray) controls = g_ptr_array_new ();
  g_autoptr (GHashTable) reached = NULL;
  GtkWidget *stack;

  hub_console_view_show_page (window->view, page);
  test_window_wait_label (window, label);
  test_wait_until (is_quiet, window, page);
  reached = walk (window->window);
  stack = gtk_widget_get_ancestor (test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_PAGE), GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, page);
  collect (gtk_stack_get_visible_child (GTK_STACK (stack)), controls);
  g_test_message ("%s: %u controls", page, controls->len);
  for (guint i = 0; i < controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (controls, i);

      if (!g_hash_table_contains (reached, control))
        g_test_message ("%s: no way to %s “%s” in %s", page, G_OBJECT_TYPE_NAME (control),
                        gtk_widget_get_tooltip_text (control), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (control)));
      if (!has_name (control))
        g_test_message ("%s: %s in %s has no name", page, G_OBJECT_TYPE_NAME (control),
                        G_OBJECT_TYPE_NAME (gtk_widget_get_parent (control)));
      if (!g_hash_table_contains (reached, control) || !has_name (control))
        g_test_fail ();
    }
}

static void
test_pages (void)
{
  /* A page, and what it shows once it was read. */
  static const struct { const char *name, *label; } pages[] = {
    { "overview", "Waits for You" }, { "versions", "Developer Versions" }, { "review", "Submit a Version" },
    { "release", "Phased Release" }, { "codes", "Fill in the scene and press Make Code." }, { "settings", "wx.request" },
    { "members", "Grace" }, { "audit", "Take a review" },
  };
  Story *story = story_new ();
  TestWindow *window = test_window_new (story->ada, story->shop);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    check_page (window, pages[i].name, pages[i].label);
  test_window_free (window);
  window = test_window_new (story->ada, story->bikes);
  check_page (window, "review", "Functional Pages");
  test_window_free (window);
  window = test_window_new (story->ada, story->market);
  check_page (window, "release", "Release in Phases");
  test_window_free (window);
  window = test_window_new (story->rita, NULL);
  check_page (window, "reviews", "Corner Shop");
  test_window_free (window);
  story_free (story);
}

static gboolean
has_focus_in_page (gpointer user_data)
{
  TestWindow *window = user_data;
  GtkWidget *focus = gtk_window_get_focus (window->window);

  return focus != NULL && gtk_widget_get_mapped (focus)
         && gtk_widget_get_ancestor (focus, HUB_TYPE_CONSOLE_PAGE) != NULL;
}

/* Where a dialog was opened is where one goes on; and where a row was removed there is another to go on from. */
static void
test_focus (void)
{
  Story *story = story_new ();
  TestWindow *window = test_window_new (story->ada, story->shop);
  g_autoptr (GPtrArray) controls = g_ptr_array_new ();
  GtkWidget *button;

  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "Mei");
  button = test_window_find_button (GTK_WIDGET (window->view), "Add…");
  gtk_window_set_focus (window->window, button);
  test_window_click (button);
  gtk_window_close (test_window_dialog (window, "Super Hub ID"));
  test_wait_until (has_focus_in_page, window, "the focus came back");
  g_assert_true (gtk_window_get_focus (window->window) == button);

  /* The first row is the admin's, who stays. */
  collect (GTK_WIDGET (window->view), controls);
  for (guint i = 0; i < controls->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (g_ptr_array_index (controls, i)), "Remove Member") == 0)
      {
        button = g_ptr_array_index (controls, i);
        break;
      }
  /* Each row has such a button: who hears it hears whose it is. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove Member: grace");
  gtk_window_set_focus (window->window, button);
  test_window_click (button);
  test_window_accept (test_window_dialog (window, "Remove grace?"), "Remove");
  test_window_wait_gone (window, "Grace");
  test_wait_until (has_focus_in_page, window, "there is something to go on from");
  test_window_free (window);
  story_free (story);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* A page that is on its way out is none to look at. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/keyboard/pages", test_pages);
  g_test_add_func ("/console/keyboard/focus", test_focus);
  return g_test_run ();
}
