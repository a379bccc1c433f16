/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-member-list.h"
#include "hub-permission-hint.h"
#include "test-platform.h"
#include "test-window.h"

#define MANY 5000

static GtkWidget *
get_page (TestWindow *window)
{
  return test_window_find (GTK_WIDGET (window->view), g_type_from_name ("HubMembersPage"));
}

static void
act (TestWindow *window, const char *action, const char *target)
{
  if (target != NULL)
    g_assert_true (gtk_widget_activate_action (get_page (window), action, "s", target));
  else
    g_assert_true (gtk_widget_activate_action (get_page (window), action, NULL));
}

static void
show_tab (TestWindow *window, const char *name)
{
  GtkWidget *switcher = test_window_find (get_page (window), GTK_TYPE_STACK_SWITCHER);

  gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)), name);
}

static void
choose_roles (GtkWindow *dialog, guint n_roles)
{
  GtkWidget *checks = test_window_find (GTK_WIDGET (dialog), g_type_from_name ("HubRoleChecks"));
  GtkWidget *list = gtk_widget_get_ancestor (test_window_find (checks, GTK_TYPE_CHECK_BUTTON), GTK_TYPE_LIST_BOX);

  for (guint i = 0; i < 3; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (test_window_find (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON)), i < n_roles);
    }
}

static void
type_id (GtkWindow *dialog, const char *id)
{
  gtk_editable_set_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)), id);
}

static GtkWindow *
add_member (TestWindow *window, const char *id, guint n_roles)
{
  GtkWindow *dialog;

  act (window, "members.add", NULL);
  dialog = test_window_dialog (window, "Super Hub ID");
  type_id (dialog, id);
  choose_roles (dialog, n_roles);
  test_window_keep_over (dialog, n_roles == 3 ? "add-member-all-roles" : "add-member");
  test_window_click (gtk_window_get_default_widget (dialog));
  return dialog;
}

static gboolean
is_shown (gpointer popover)
{
  return popover != NULL && gtk_widget_get_mapped (popover);
}

static void
test_members (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *admin = test_window_new (ada, app), *member;
  GtkWindow *dialog;
  GtkWidget *person;

  hub_console_view_show_page (admin->view, "members");
  test_window_wait_label (admin, "ada");
  test_window_wait_label (admin, "90 places left");
  dialog = add_member (admin, "nobody-at-all", 1);
  test_window_dialog (admin, "nobody-at-all");
  /* The dialog stays with what was typed, and says why. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))),
                   ==, "nobody-at-all");
  gtk_window_close (dialog);

  add_member (admin, "grace", 3);
  test_window_wait_label (admin, "grace");
  test_window_wait_label (admin, "89 places left");
  /* What one of them may do, at a click. */
  person = test_window_find_button (get_page (admin), "What grace May Do");
  gtk_menu_button_popup (GTK_MENU_BUTTON (person));
  test_wait_until (is_shown, gtk_menu_button_get_popover (GTK_MENU_BUTTON (person)), "what grace may do");
  test_window_wait_label (admin, "Suspend and resume the online service");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (person));
  test_window_keep (admin, "members");
  act (admin, "members.change-roles", "grace");
  dialog = test_window_dialog (admin, "Operator");
  choose_roles (dialog, 2);
  test_window_click (gtk_window_get_default_widget (dialog));
  test_window_wait_label (admin, "Saved: grace");

  /* Grace may not change members; the tooltips say what is missing. */
  member = test_window_new (grace, app);
  hub_console_view_show_page (member->view, "members");
  test_window_wait_label (member, "grace");
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (get_page (member), "Only the admin")));
  show_tab (member, "sign-ins");
  test_window_wait_label (member, "For the Admin");
  show_tab (member, "project");
  test_window_keep (member, "as-developer");

  /* Removed, and brought back as she was. */
  act (admin, "members.remove", "grace");
  test_window_accept (test_window_dialog (admin, "Remove grace?"), "Remove");
  test_window_wait_label (admin, "Removed: grace");
  test_window_wait_label (admin, "90 places left");
  test_window_keep (admin, "member-removed");
  test_window_click (test_window_find_button (GTK_WIDGET (admin->view), "Undo"));
  test_window_wait_label (admin, "89 places left");
  test_window_wait_label (admin, "Developer");
  test_window_free (member);
  test_window_free (admin);
  test_platform_stop (platform);
}

static void
note_wish (HubConsoleView *view, gboolean *wished)
{
  *wished = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
put_grace (HubClient *ada, const char *app, const char *role)
{
  test_platform_do (ada, "putMember",
                    "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"project\", \"roles\": [\"%s\"]}", app, role);
}

/* Somebody else was quicker: that is said, and what is in sight is as things are. */
static void
test_stale (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window;
  GtkWindow *dialog;

  put_grace (ada, app, "operator");
  window = test_window_new (ada, app);
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "89 places left");
  act (window, "members.change-roles", "grace");
  dialog = test_window_dialog (window, "Roles of grace");
  choose_roles (dialog, 2);
  put_grace (ada, app, "data-analyst");
  test_window_dialog (window, "Somebody has changed the roles of grace meanwhile.");
  test_platform_do (ada, "removeMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\"}", app);
  test_window_dialog (window, "grace is no member of this program any more.");
  test_window_keep_over (dialog, "member-gone");
  test_window_click (gtk_window_get_default_widget (dialog));
  test_window_wait_label (window, "Saved: grace");
  test_window_wait_label (window, "89 places left");

  /* The window has not heard of it: it is refused, and read anew. */
  act (window, "members.remove", "grace");
  dialog = test_window_dialog (window, "Remove grace?");
  test_platform_sql (platform, "DELETE FROM members WHERE superhub_id = 'grace'");
  test_window_accept (dialog, "Remove");
  test_window_wait_label (window, "“grace” is no member of this program");
  test_window_wait_label (window, "90 places left");
  test_window_free (window);
  test_platform_stop (platform);
}

/* A sign-in that ends while a dialog is open: the next one is asked for, and what was typed is still there and goes through. */
static void
test_signed_out (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autoptr (HubClient) again = NULL;
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *window = test_window_new (ada, app);
  gboolean wished = FALSE;
  GtkWindow *dialog;

  g_signal_connect (window->view, "sign-in", G_CALLBACK (note_wish), &wished);
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "90 places left");
  act (window, "members.add", NULL);
  dialog = test_window_dialog (window, "Super Hub ID");
  type_id (dialog, "grace");
  choose_roles (dialog, 2);
  test_platform_end_sessions (platform);
  test_window_click (gtk_window_get_default_widget (dialog));
  test_wait_until (is_true, &wished, "the sign-in was asked for");
  test_window_keep_over (dialog, "add-member-signed-out");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "grace");
  again = test_platform_sign_in (platform, "ada");
  hub_console_view_set_app (window->view, again, app);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (test_window_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW))), ==, "grace");
  test_window_click (gtk_window_get_default_widget (dialog));
  test_window_wait_label (window, "Saved: grace");
  test_window_wait_label (window, "89 places left");
  test_window_free (window);
  test_platform_stop (platform);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) lines = hub_member_list_parse ("superhub_id,roles\n\nada\n grace , developer+operator # the boss\r\n"
                                                       "linus analyst\nada\nNo One\nmary king\n");
  const struct { const char *id; guint n_roles; gboolean good; } cases[] = {
    { "ada", 0, TRUE }, { "grace", 2, TRUE }, { "linus", 1, TRUE }, { "ada", 0, FALSE }, { "No", 0, FALSE }, { "mary", 0, FALSE },
  };

  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < lines->len; i++)
    {
      const HubMemberLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpstr (line->superhub_id, ==, cases[i].id);
      g_assert_cmpuint (g_strv_length (line->roles), ==, cases[i].n_roles);
      g_assert_true ((line->problem == NULL) == cases[i].good);
    }
  g_assert_cmpuint (((HubMemberLine *) g_ptr_array_index (lines, 3))->number, ==, 6);
}

/* Many at once: what can be done is done, the rest stays in the dialog. */
static void
test_add_list (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autoptr (HubClient) linus = test_platform_add_account (platform, "linus", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *admin = test_window_new (ada, app);
  GtkWindow *dialog;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *rest = NULL, *path = NULL;

  hub_console_view_show_page (admin->view, "members");
  test_window_wait_label (admin, "90 places left");
  act (admin, "members.add-list", NULL);
  dialog = test_window_dialog (admin, "What will happen");
  path = g_build_filename (platform->folder, "people.txt", NULL);
  g_assert_true (g_file_set_contents (path, "grace developer\nlinus\nnobody-here operator\nada", -1, NULL));
  test_window_click (test_window_find_button (GTK_WIDGET (dialog), "Open File"));
  test_window_choose_file (path, "Open");
  choose_roles (dialog, 1);
  test_window_dialog (admin, "3 new, 0 changed, 0 unchanged, 1 to correct");
  test_window_keep_over (dialog, "member-list");
  test_window_click (test_window_find_button (GTK_WIDGET (dialog), "Add"));
  test_window_dialog (admin, "Saved: 2");
  test_window_wait_label (admin, "88 places left");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (test_window_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  rest = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (rest, ==, "nobody-here operator\nada");
  test_window_keep_over (dialog, "member-list-refused");
  gtk_window_close (dialog);
  test_window_free (admin);
  test_platform_stop (platform);
}

static gboolean
is_admin_no_more (gpointer model)
{
  return !hub_console_model_is_admin (model);
}

static void
test_hand_over (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) grace = test_platform_add_account (platform, "grace", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *admin = test_window_new (ada, app);
  GtkWindow *dialog;
  GtkWidget *accept;

  hub_console_view_show_page (admin->view, "members");
  test_window_wait_label (admin, "90 places left");
  add_member (admin, "grace", 1);
  test_window_wait_label (admin, "89 places left");
  test_platform_age_sessions (platform);
  act (admin, "members.hand-over", NULL);
  dialog = test_window_dialog (admin, "New Admin");
  accept = test_window_find_button (GTK_WIDGET (dialog), "Hand Over");
  g_assert_false (gtk_widget_is_sensitive (accept));
  type_id (dialog, "grac");
  g_assert_false (gtk_widget_is_sensitive (accept));
  type_id (dialog, "grace");
  test_window_keep_over (dialog, "hand-over");
  test_window_click (accept);
  test_window_give_password (admin, TEST_PASSWORD);
  test_window_wait_label (admin, "grace is the admin of this program now");
  test_wait_until (is_admin_no_more, hub_console_view_get_model (admin->view), "the new admin was read");
  /* What was the admin's is the admin's no more. */
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (get_page (admin), "Only the admin")));
  test_window_free (admin);
  test_platform_stop (platform);
}

static void
test_sign_ins (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autoptr (HubClient) visitor = test_platform_add_account (platform, "visitor", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autofree char *request = g_strdup_printf ("{\"app_id\": \"%s\", \"message\": \"It is me & <b>you</b>\"}", app);
  TestWindow *admin = test_window_new (ada, app);
  g_autoptr (JsonNode) asked = NULL, session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = g_strdup_printf ("{\"app_id\": \"%s\", \"message\": \"Once more\"}", app);
  g_autofree char *used = NULL, *enter = NULL;

  hub_console_view_show_page (admin->view, "members");
  test_window_wait_label (admin, "90 places left");
  show_tab (admin, "sign-ins");
  test_window_wait_label (admin, "Nobody Has Asked");
  asked = test_platform_call (visitor, "requestConsoleSignIn", request, &error);
  g_assert_no_error (error);
  /* Seen at once, by the event. */
  test_window_wait_label (admin, "It is me & <b>you</b>");
  test_window_wait_label (admin, "Waits until");
  /* Where it came from helps to decide. */
  test_window_wait_label (admin, "127.0.0.1");
  test_window_wait_label (admin, "superhub/");
  test_window_set_narrow (admin);
  test_window_keep_both (admin, "sign-ins");
  test_window_click (test_window_find_button (get_page (admin), "Allow"));
  test_window_dialog (admin, "from 127.0.0.1, superhub/");
  test_window_keep_over (test_window_dialog (admin, "Let visitor In?"), "sign-in-allow");
  test_window_accept (test_window_dialog (admin, "Let visitor In?"), "Allow");
  test_window_wait_label (admin, "Allowed by ada");
  used = g_strdup_printf ("{\"app_id\": \"%s\", \"id\": \"%s\"}", app,
                          hub_json_get_string (json_node_get_object (asked), "id", ""));
  session = test_platform_call (visitor, "createConsoleSession", used, &error);
  g_assert_no_error (error);
  test_window_wait_label (admin, "Signed in, allowed by ada");
  test_window_click (test_window_find_button (get_page (admin), "End Sign-In"));
  test_window_accept (test_window_dialog (admin, "End the Sign-In of visitor?"), "End");
  test_window_wait_label (admin, "Denied by ada");

  /* One that is not allowed is denied without more questions: the person can ask again. */
  json_node_unref (asked);
  asked = test_platform_call (visitor, "requestConsoleSignIn", again, &error);
  g_assert_no_error (error);
  test_window_wait_label (admin, "Once more");
  test_window_click (test_window_find_button (get_page (admin), "Deny"));
  test_window_wait_label (admin, "Denied: visitor is not let in");
  enter = g_strdup_printf ("{\"app_id\": \"%s\", \"id\": \"%s\"}", app,
                           hub_json_get_string (json_node_get_object (asked), "id", ""));
  g_assert_null (test_platform_call (visitor, "createConsoleSession", enter, &error));
  g_assert_cmpstr (hub_error_get_name (error), ==, "console.denied");
  test_window_keep (admin, "sign-in-denied");
  test_window_free (admin);
  test_platform_stop (platform);
}

static void
test_matrix (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  TestWindow *admin = test_window_new (ada, app);

  gtk_window_set_default_size (admin->window, 900, 760);
  hub_console_view_show_page (admin->view, "members");
  test_window_wait_label (admin, "90 places left");
  test_window_keep (admin, "members-900");
  show_tab (admin, "permissions");
  test_window_wait_label (admin, "Suspend and resume the online service");
  test_window_keep (admin, "matrix-900");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_window_keep (admin, "matrix-900-dark");
  show_tab (admin, "project");
  test_window_keep (admin, "members-900-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  test_window_free (admin);
  test_platform_stop (platform);
}

static gboolean
shows_all (gpointer user_data)
{
  GtkWidget *view = test_window_find (get_page (user_data), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))) == MANY + 1;
}

/* The first is the admin, whose small letter comes after all capitals here. */
static gboolean
is_sorted (gpointer user_data)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (user_data));
  g_autoptr (HubConsoleItem) second = g_list_model_get_item (rows, 1);

  return g_str_equal (hub_console_item_get_string (second, "display_name"), "Person 5000");
}

/* How many buttons below @root remove somebody, and can be pressed. */
static guint
count_removing (GtkWidget *root, gboolean sensitive)
{
  guint n = 0;

  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "members.remove") == 0)
    n = gtk_widget_get_sensitive (root) == sensitive;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_removing (child, sensitive);
  return n;
}

static gboolean
keeps_from_removing (gpointer view)
{
  return count_removing (view, FALSE) > 0;
}

/* A program as large as the operator allows. */
static void
test_many (void)
{
  TestPlatform *platform = test_platform_start ();
  g_autoptr (HubClient) ada = test_platform_add_account (platform, "ada", FALSE);
  g_autofree char *app = test_platform_add_app (ada, "Corner Shop");
  g_autoptr (GtkColumnViewColumn) column = NULL;
  GtkAdjustment *adjustment;
  GtkColumnView *view;
  TestWindow *window;
  gint64 begun;

  test_platform_sql (platform, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                     "INSERT INTO accounts (superhub_id, display_name, password_hash, created_at) "
                     "SELECT 'person-' || i, 'Person ' || i, '', 1700000000000000 FROM n", MANY);
  test_platform_sql (platform, "INSERT INTO members (app_id, superhub_id, kind, roles, added_by, added_at) SELECT '%s', superhub_id, 'project', CASE WHEN superhub_id LIKE 'person-1__' THEN 7 ELSE 1 END, 'ada', 1700000000000000 "
                     "FROM accounts WHERE superhub_id LIKE 'person-%%'", app);
  window = test_window_new (ada, app);
  hub_console_view_show_page (window->view, "members");
  test_window_wait_label (window, "person-1");
  /* The first are there before the last were read, and what is searched for is found as it comes. */
  test_window_wait_label (window, "and more");
  test_window_keep (window, "members-reading");
  begun = g_get_monotonic_time ();
  gtk_editable_set_text (GTK_EDITABLE (test_window_find (get_page (window), GTK_TYPE_SEARCH_ENTRY)), "person 4321");
  test_window_wait_label (window, "Person 4321");
  test_window_wait_label (window, "1 of 5001");
  g_test_message ("found one of %d members after %d ms", MANY, (int) ((g_get_monotonic_time () - begun) / 1000));
  test_window_wait_label (window, "0 places left");
  gtk_editable_set_text (GTK_EDITABLE (test_window_find (get_page (window), GTK_TYPE_SEARCH_ENTRY)), "");
  test_wait_until (shows_all, window, "all were there again");
  view = GTK_COLUMN_VIEW (test_window_find (get_page (window), GTK_TYPE_COLUMN_VIEW));
  column = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  begun = g_get_monotonic_time ();
  gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
  g_test_message ("the window answers again after %d ms", (int) ((g_get_monotonic_time () - begun) / 1000));
  test_wait_until (is_sorted, view, "the last person was first");
  test_window_keep (window, "members-many");
  g_test_message ("sorted %d members after %d ms", MANY, (int) ((g_get_monotonic_time () - begun) / 1000));
  /* What may not be done now may not be done in the rows that are scrolled to, either. */
  hub_permission_hint_enable (get_page (window), "members.remove", FALSE);
  test_wait_until (keeps_from_removing, view, "removing was not possible");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  test_window_wait_label (window, "Person 249");
  test_wait_until (keeps_from_removing, view, "removing was not possible");
  g_assert_cmpuint (count_removing (GTK_WIDGET (view), TRUE), ==, 0);
  /* A hundred tasks of one kind are one row. */
  hub_console_view_show_page (window->view, "overview");
  test_window_wait_label (window, "100 members may do too much");
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
  g_test_add_func ("/console/members/list", test_list);
  g_test_add_func ("/console/members/people", test_members);
  g_test_add_func ("/console/members/add-list", test_add_list);
  g_test_add_func ("/console/members/hand-over", test_hand_over);
  g_test_add_func ("/console/members/stale", test_stale);
  g_test_add_func ("/console/members/signed-out", test_signed_out);
  g_test_add_func ("/console/members/sign-ins", test_sign_ins);
  g_test_add_func ("/console/members/matrix", test_matrix);
  g_test_add_func ("/console/members/many", test_many);
  return g_test_run ();
}
