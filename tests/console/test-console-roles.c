/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each kind of person may not do is locked or insensitive, and says why; what the platform refuses in spite of that says so in
 * place, and nothing is lost. What somebody may do follows here from the rules' table of roles and from the API's description of what
 * each operation takes, never from what the Console believes. */
#include "hub-api.h"
#include "hub-console-page.h"
#include "hub-console-sidebar.h"
#include "hub-json.h"
#include "test-platform.h"
#include "test-window.h"

enum { OPERATOR = 1 << 0, DEVELOPER = 1 << 1, ANALYST = 1 << 2 };

/* The rules' table. */
static const struct { const char *permission; guint roles; const char *name; const char *who; } table[] = {
  { "developer", DEVELOPER, "“Developer permissions”", "the role Developer have" },
  { "login", OPERATOR | DEVELOPER | ANALYST, "“Console sign-in”", "all project members have" },
  { "data-analysis", ANALYST, "“Data analysis”", "the role Data Analyst have" },
  { "development-management", OPERATOR, "“Development management”", "the role Operator have" },
  { "development-settings", DEVELOPER, "“Development settings”", "the role Developer have" },
  { "service-suspension", OPERATOR, "“Service suspension”", "the role Operator have" },
};

typedef enum { ADMIN, PROJECT, TESTER, REVIEWER } Kind;

typedef struct
{
  const char *name;
  Kind kind;
  guint roles;
  HubClient *client;
} Person;

typedef struct
{
  TestPlatform *platform;
  char *app;
  Person *people;
} Shop;

/* What a page shows first. */
static const struct { const char *page; const char *operation; } pages[] = {
  { "versions", "getVersions" },
  { "review", "listAppReviews" },
  { "release", "getHistoryVersion" },
  { "codes", "listCodes" },
  { "settings", "getMessagePush" },
  { "members", "listMembers" },
  { "audit", "listAudit" },
  { "reviews", "listReviews" },
};

static const struct { const char *page; const char *label; const char *operation; } buttons[] = {
  { "versions", "Submit", "submitReview" },
  { "versions", "Test Version", "putTestVersion" },
  { "versions", "End", "deleteTestVersion" },
  { "versions", "Release…", "createRelease" },
  { "release", "Release to Everyone…", "createRelease" },
  { "release", "Release in Phases…", "createRelease" },
  { "release", "Roll Back…", "revertCodeRelease" },
  { "release", "Suspend…", "setVisitStatus" },
  { "release", "Remove…", "removeApp" },
};

/* (transfer none): the permission that an operation takes */
static const char *
get_needed (const char *operation)
{
  const HubApiOperation *found = hub_api_find (operation);

  g_assert_nonnull (found);
  return found->permission;
}

static guint
find_permission (const char *permission)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].permission, permission))
      return i;
  g_error ("The table has no “%s”", permission);
}

static gboolean
may (const Person *person, const char *operation)
{
  const char *needed = get_needed (operation);

  g_assert_nonnull (needed);
  if (g_str_equal (needed, "reviewer"))
    return person->kind == REVIEWER;
  if (person->kind == ADMIN)
    return TRUE;
  if (g_str_equal (needed, "admin"))
    return FALSE;
  return person->kind == PROJECT && (person->roles & table[find_permission (needed)].roles) != 0;
}

static void
put_member (Shop *self, const char *name, Kind kind, guint roles)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (roles & OPERATOR)
    g_string_append (list, "\"operator\"");
  if (roles & DEVELOPER)
    g_string_append_printf (list, "%s\"developer\"", list->len > 0 ? ", " : "");
  if (roles & ANALYST)
    g_string_append_printf (list, "%s\"data-analyst\"", list->len > 0 ? ", " : "");
  test_platform_do (self->people[0].client, "putMember",
                    "{\"app_id\": \"%s\", \"superhub_id\": \"%s\", \"kind\": \"%s\", \"roles\": [%s]}", self->app, name,
                    kind == TESTER ? "test" : "project", list->str);
}

static void
shop_open (Shop *self, Person *people, guint n)
{
  HubClient *reviewer = NULL;

  self->platform = test_platform_start ();
  self->people = people;
  for (guint i = 0; i < n; i++)
    {
      people[i].client = test_platform_add_account (self->platform, people[i].name, people[i].kind == REVIEWER);
      if (people[i].kind == REVIEWER)
        reviewer = people[i].client;
      if (i == 0)
        self->app = test_platform_add_app (people[0].client, "Corner Shop");
      else if (people[i].kind != REVIEWER)
        put_member (self, people[i].name, people[i].kind, people[i].roles);
    }
  /* One more to go back to, one to release, and one for the testers. */
  test_platform_put_online (self->platform, people[0].client, reviewer, self->app, "1.0.0");
  test_platform_put_online (self->platform, people[0].client, reviewer, self->app, "1.1.0");
  test_platform_approve (self->platform, people[0].client, reviewer, self->app, "1.2.0");
  {
    g_autofree char *query = g_strdup_printf ("{\"app_id\": \"%s\"}", self->app);
    g_autoptr (JsonNode) versions = test_platform_call (people[0].client, "getVersions", query, NULL);
    JsonArray *slots = hub_json_get_array (json_node_get_object (versions), "developer");

    test_platform_do (people[0].client, "putTestVersion", "{\"app_id\": \"%s\", \"id\": \"%s\", \"mode\": \"pin\"}", self->app,
                      json_object_get_string_member (json_array_get_object_element (slots, 0), "id"));
  }
}

static void
shop_close (Shop *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_object (&self->people[i].client);
  g_free (self->app);
  test_platform_stop (self->platform);
}

typedef struct
{
  TestWindow *window;
  const char *label;
  const char *reason;           /* (nullable): it can be used */
} Expected;

static gboolean
fits (GtkWidget *button, const Expected *expected)
{
  const char *tip = gtk_widget_get_tooltip_text (button);

  if (expected->reason == NULL)
    return gtk_widget_is_sensitive (button);
  return !gtk_widget_is_sensitive (button) && tip != NULL && strstr (tip, expected->reason) != NULL;
}

/* Of several, as in the rows of a table, one is enough: others may not be used for other reasons. */
static gboolean
has_fitting (GtkWidget *widget, const Expected *expected)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (test_window_look_for_button (widget, expected->label) == widget && fits (widget, expected))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_fitting (child, expected))
      return TRUE;
  return FALSE;
}

static gboolean
is_as_expected (gpointer user_data)
{
  Expected *expected = user_data;

  return has_fitting (GTK_WIDGET (expected->window->view), expected);
}

static void
expect_button (const Person *person, TestWindow *window, const char *label, const char *operation)
{
  Expected expected = { window, label, NULL };
  g_autofree char *what = g_strdup_printf ("“%s” was as it is for %s", label, person->name);

  if (!may (person, operation))
    expected.reason = table[find_permission (get_needed (operation))].name;
  test_wait_until (is_as_expected, &expected, what);
}

static void
expect_locked (TestWindow *window, const char *operation)
{
  const char *needed = get_needed (operation);

  if (g_str_equal (needed, "reviewer"))
    {
      test_window_wait_label (window, "For Reviewers");
      test_window_wait_label (window, "The platform’s operator decides who reviews programs.");
      return;
    }
  test_window_wait_label (window, "This Page Is Locked");
  test_window_wait_label (window, table[find_permission (needed)].name);
  test_window_wait_label (window, table[find_permission (needed)].who);
  test_window_wait_label (window, "The admin of this program, ada, can give it to you.");
}

static HubConsolePage *
get_page (TestWindow *window)
{
  return HUB_CONSOLE_PAGE (test_window_find (GTK_WIDGET (window->view), HUB_TYPE_CONSOLE_PAGE));
}

static guint
count_locks (GtkWidget *widget)
{
  guint count = GTK_IS_IMAGE (widget) && gtk_widget_get_mapped (widget)
                && g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Locked") == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_locks (child);
  return count;
}

static void
walk_pages (Shop *self, const Person *person)
{
  TestWindow *window = test_window_new (person->client, self->app);
  guint locked = 0;

  test_window_set_narrow (window);
  hub_console_view_show_page (window->view, "overview");
  test_window_wait_label (window, "Version 1.1.0");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gboolean open = may (person, pages[i].operation);

      g_test_message ("%s: %s", person->name, pages[i].page);
      hub_console_view_show_page (window->view, pages[i].page);
      g_assert_cmpint (hub_console_page_is_locked (get_page (window)), ==, !open);
      locked += !open;
      if (!open)
        expect_locked (window, pages[i].operation);
      for (guint j = 0; open && j < G_N_ELEMENTS (buttons); j++)
        if (g_str_equal (buttons[j].page, pages[i].page))
          expect_button (person, window, buttons[j].label, buttons[j].operation);
    }
  g_assert_cmpuint (count_locks (GTK_WIDGET (window->view)), ==, locked);
  test_window_free (window);
}

static void
test_pages (void)
{
  Person people[] = {
    { "ada", ADMIN }, { "rita", REVIEWER }, { "opal", PROJECT, OPERATOR }, { "dave", PROJECT, DEVELOPER },
    { "dana", PROJECT, ANALYST }, { "owen", PROJECT, OPERATOR | ANALYST }, { "tess", TESTER },
  };
  Shop shop = { NULL };
  g_autoptr (GError) error = NULL;

  shop_open (&shop, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    walk_pages (&shop, &people[i]);
  /* Nobody was refused anything: the Console asks nothing that it knows the answer of. */
  {
    g_autofree char *query = g_strdup_printf ("{\"app_id\": \"%s\", \"outcome\": \"refused\"}", shop.app);
    g_autoptr (JsonNode) refused = test_platform_call (people[0].client, "listAudit", query, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (json_array_get_length (hub_json_get_array (json_node_get_object (refused), "items")), ==, 0);
  }
  shop_close (&shop, G_N_ELEMENTS (people));
}

/* Nobody hears of it, as in the moment before an event comes. */
static void
take_away (Shop *self, const char *name, guint roles)
{
  test_platform_sql (self->platform, "UPDATE members SET roles = %u WHERE superhub_id = '%s'", roles, name);
}

static void
dismiss (TestWindow *window)
{
  GtkWidget *bar = test_window_find (GTK_WIDGET (window->view), GTK_TYPE_INFO_BAR);

  gtk_info_bar_response (GTK_INFO_BAR (bar), GTK_RESPONSE_CLOSE);
}

/* Clicks, answers the question, and reads the refusal where it was clicked. */
static void
be_refused (TestWindow *window, const char *button, const char *question, const char *verb)
{
  test_window_click (test_window_find_button (GTK_WIDGET (window->view), button));
  test_window_accept (test_window_dialog (window, question), verb);
  test_window_wait_label (window, "which your roles do not hold; ask ada, the program's admin");
}

static void
test_taken_away (void)
{
  Person people[] = { { "ada", ADMIN }, { "rita", REVIEWER }, { "opal", PROJECT, OPERATOR }, { "dave", PROJECT, DEVELOPER } };
  Shop shop = { NULL };
  TestWindow *window;
  GtkTextBuffer *typed;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  shop_open (&shop, people, G_N_ELEMENTS (people));
  window = test_window_new (people[2].client, shop.app);
  test_window_set_narrow (window);
  test_window_wait_row (window, "1.2.0, Approved");
  take_away (&shop, "opal", ANALYST);
  be_refused (window, "Release…", "Release 1.2.0 to Everyone?", "Release");
  g_assert_true (test_window_has_row (window, "1.2.0, Approved"));
  test_window_keep_both (window, "roles-refused");
  dismiss (window);
  be_refused (window, "End", "End the Test Version?", "End");
  g_assert_true (test_window_has_row (window, "stays at this upload"));
  hub_console_view_show_page (window->view, "audit");
  test_window_wait_label (window, "which your roles do not hold");
  test_window_keep (window, "roles-refused-page");
  /* The next look knows it, and locks. */
  hub_console_view_refresh (window->view);
  test_window_wait_label (window, "This Page Is Locked");
  test_window_free (window);

  window = test_window_new (people[3].client, shop.app);
  hub_console_view_show_page (window->view, "settings");
  test_window_wait_label (window, "50 of 50 changes left this month");
  typed = gtk_text_view_get_buffer (GTK_TEXT_VIEW (test_window_find (GTK_WIDGET (get_page (window)), GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_set_text (typed, "https://api.example.com", -1);
  take_away (&shop, "dave", ANALYST);
  test_window_click (test_window_find_button (GTK_WIDGET (get_page (window)), "Save"));
  test_window_wait_label (window, "which your roles do not hold; ask ada");
  gtk_text_buffer_get_bounds (typed, &start, &end);
  text = gtk_text_buffer_get_text (typed, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "https://api.example.com");
  /* It was given back: what was typed is saved without being typed again. */
  take_away (&shop, "dave", DEVELOPER);
  test_window_click (test_window_find_button (GTK_WIDGET (get_page (window)), "Save"));
  test_window_wait_label (window, "49 of 50 changes left this month");
  test_window_free (window);
  shop_close (&shop, G_N_ELEMENTS (people));
}

static gboolean
is_locked (gpointer user_data)
{
  return hub_console_page_is_locked (get_page (user_data));
}

static gboolean
is_open (gpointer user_data)
{
  return !is_locked (user_data);
}

static gboolean
is_live (gpointer user_data)
{
  return hub_console_model_get_connection (hub_console_view_get_model (user_data)) == HUB_CLIENT_EVENTS_LIVE;
}

/* While the window is open: another role, a tester only, removed, and back again. The window follows by itself. */
static void
test_while_open (void)
{
  Person people[] = { { "ada", ADMIN }, { "rita", REVIEWER }, { "opal", PROJECT, OPERATOR } };
  Shop shop = { NULL };
  Person now = people[2];
  TestWindow *window;

  shop_open (&shop, people, G_N_ELEMENTS (people));
  now.client = people[2].client;
  window = test_window_new (now.client, shop.app);
  test_window_set_narrow (window);
  test_window_wait_row (window, "1.2.0, Approved");
  test_wait_until (is_live, window->view, "events came");

  now.roles = ANALYST;
  put_member (&shop, "opal", PROJECT, ANALYST);
  expect_button (&now, window, "Submit", "submitReview");
  expect_button (&now, window, "Release…", "createRelease");
  g_assert_true (test_window_has_row (window, "1.2.0, Approved"));
  test_window_keep (window, "roles-other-role");

  put_member (&shop, "opal", TESTER, 0);
  test_wait_until (is_locked, window, "the page was locked for a tester");
  expect_locked (window, "getVersions");
  test_window_keep_both (window, "roles-tester");
  put_member (&shop, "opal", PROJECT, OPERATOR);
  test_wait_until (is_open, window, "the page was there for a member again");
  test_window_wait_row (window, "1.2.0, Approved");

  test_platform_do (people[0].client, "removeMember", "{\"app_id\": \"%s\", \"superhub_id\": \"opal\"}", shop.app);
  test_wait_until (is_locked, window, "the page was locked for somebody removed");
  expect_locked (window, "getVersions");
  put_member (&shop, "opal", PROJECT, OPERATOR);
  test_window_wait_row (window, "1.2.0, Approved");
  test_window_free (window);
  shop_close (&shop, G_N_ELEMENTS (people));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/roles/pages", test_pages);
  g_test_add_func ("/console/roles/taken-away", test_taken_away);
  g_test_add_func ("/console/roles/while-open", test_while_open);
  return g_test_run ();
}
