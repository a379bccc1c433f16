/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "hub-console-pictures.h"
#include "hub-counted-text.h"
#include "hub-json.h"
#include "test-platform.h"
#include "test-window.h"

/* A text of a form by its title. */
static GtkWidget *
find_text (GtkWidget *root, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (HUB_IS_COUNTED_TEXT (root))
    {
      GtkWidget *label = test_window_find (root, GTK_TYPE_LABEL);

      return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), title) ? root : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_into (gpointer root, const char *title, const char *text)
{
  GtkWidget *found = find_text (root, title);

  g_assert_nonnull (found);
  hub_counted_text_set_text (HUB_COUNTED_TEXT (found), text);
}

typedef struct
{
  TestWindow *window;
  const char *title;
  const char *text;
} TextSearch;

static gboolean
has_text (gpointer user_data)
{
  TextSearch *search = user_data;
  GtkWidget *found = find_text (GTK_WIDGET (search->window->view), search->title);
  g_autofree char *text = found != NULL ? hub_counted_text_dup_text (HUB_COUNTED_TEXT (found)) : NULL;

  return g_strcmp0 (text, search->text) == 0;
}

static void
wait_text (TestWindow *window, const char *title, const char *text)
{
  test_wait_until (has_text, &(TextSearch) { window, title, text }, text);
}

static gboolean
is_sensitive (gpointer user_data)
{
  return gtk_widget_is_sensitive (user_data);
}

static void
click_when_ready (GtkWidget *root, const char *label)
{
  GtkWidget *button = test_window_find_button (root, label);

  test_wait_until (is_sensitive, button, label);
  test_window_click (button);
}

/* (transfer full) */
static char *
dup_open_review (HubClient *reviewer)
{
  g_autoptr (JsonNode) page = test_platform_call (reviewer, "listReviews", "{\"state\": \"open\"}", NULL);
  JsonArray *items = hub_json_get_array (json_node_get_object (page), "items");

  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  return g_strdup (hub_json_get_string (json_array_get_object_element (items, 0), "id", ""));
}

static GBytes *
make_picture (void)
{
  g_autofree guchar *pixels = g_malloc (64 * 64 * 4);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (guint i = 0; i < 64 * 64 * 4; i++)
    pixels[i] = i % 4 == 3 ? 255 : i / 64;
  bytes = g_bytes_new (pixels, 64 * 64 * 4);
  texture = gdk_memory_texture_new (64, 64, GDK_MEMORY_R8G8B8A8, bytes, 64 * 4);
  return gdk_texture_save_to_png_bytes (texture);
}

typedef struct
{
  GtkWidget *pictures;
  guint n;
} PictureCount;

static gboolean
has_pictures (gpointer user_data)
{
  PictureCount *count = user_data;
  g_autoptr (JsonArray) ids = hub_console_pictures_dup_ids (HUB_CONSOLE_PICTURES (count->pictures));

  return json_array_get_length (ids) == count->n;
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

/* One from a file, as many more as @n says by the clipboard and dropped from a file manager. */
static void
add_pictures (GtkWidget *root, const char *folder, guint n)
{
  GtkWidget *pictures = test_window_find (root, HUB_TYPE_CONSOLE_PICTURES);
  g_autofree char *path = g_build_filename (folder, "screen.png", NULL);
  g_autoptr (GBytes) bytes = make_picture ();
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, NULL);
  g_auto (GValue) files = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  test_window_click (test_window_find_button (pictures, "Add Pictures"));
  test_window_choose_file (path, "Add");
  test_wait_until (has_pictures, &(PictureCount) { pictures, 1 }, "the picture of a file was sent");
  if (n == 1)
    return;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (pictures), texture);
  test_window_click (test_window_find_button (pictures, "Paste"));
  test_wait_until (has_pictures, &(PictureCount) { pictures, 2 }, "the picture of the clipboard was sent");
  g_value_init (&files, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&files, g_slist_append (NULL, g_file_new_for_path (path)));
  g_signal_emit_by_name (find_drop_target (pictures), "drop", &files, 1.0, 1.0, &taken);
  g_assert_true (taken);
  test_wait_until (has_pictures, &(PictureCount) { pictures, 3 }, "the picture that was dropped was sent");
}

/* A team with an online version and another one that is to follow. */
typedef struct
{
  TestPlatform *platform;
  HubClient *ada;
  HubClient *opal;
  HubClient *rita;
  char *app;
} Team;

static Team *
team_new (void)
{
  Team *self = g_new0 (Team, 1);

  self->platform = test_platform_start ();
  self->ada = test_platform_add_account (self->platform, "ada", FALSE);
  self->opal = test_platform_add_account (self->platform, "opal", FALSE);
  self->rita = test_platform_add_account (self->platform, "rita", TRUE);
  self->app = test_platform_add_app (self->ada, "Corner Shop");
  return self;
}

static void
team_free (Team *self)
{
  test_platform_stop (self->platform);
  g_object_unref (self->ada);
  g_object_unref (self->opal);
  g_object_unref (self->rita);
  g_free (self->app);
  g_free (self);
}

static void
add_opal (Team *self, const char *role)
{
  test_platform_do (self->ada, "putMember",
                    "{\"app_id\": \"%s\", \"superhub_id\": \"opal\", \"kind\": \"project\", \"roles\": [\"%s\"]}", self->app,
                    role);
}

static TestWindow *
open_page (HubClient *client, const char *app, const char *page)
{
  TestWindow *window = test_window_new (client, app);

  test_window_set_narrow (window);
  hub_console_view_show_page (window->view, page);
  return window;
}

/* The form's draft is on the platform, live for everybody, and two at it lose nothing. */
static void
test_draft (void)
{
  Team *team = team_new ();
  TestWindow *ada, *opal;
  GtkWidget *view;

  add_opal (team, "operator");
  test_platform_upload (team->platform, team->ada, team->app, "1.0.0", "First upload");
  ada = open_page (team->ada, team->app, "review");
  view = GTK_WIDGET (ada->view);
  test_window_wait_label (ada, "What you write is kept on the platform");
  type_into (view, "Description", "New: opening hours");
  test_window_wait_label (ada, "482 characters left");
  test_window_click (test_window_find_button (view, "Add Page"));
  type_into (view, "Page", "pages/index/index");
  test_window_wait_label (ada, "A functional page needs its path and a title");
  type_into (view, "Title", "Shop");
  add_pictures (view, team->platform->folder, 1);
  test_window_wait_label (ada, "The form is kept on the platform");
  test_window_keep_both (ada, "review-form");

  /* The other one finds it on another machine, picture and all. */
  opal = open_page (team->opal, team->app, "review");
  wait_text (opal, "Description", "New: opening hours");
  wait_text (opal, "Title", "Shop");
  test_wait_until (has_pictures, &(PictureCount) { test_window_find (GTK_WIDGET (opal->view), HUB_TYPE_CONSOLE_PICTURES), 1 },
                   "the picture");
  type_into (GTK_WIDGET (opal->view), "Description", "New: opening hours and a map");
  wait_text (ada, "Description", "New: opening hours and a map");
  test_window_wait_label (ada, "opal has changed the form: it stands here as saved at");
  /* Whoever goes on writing is followed. */
  type_into (GTK_WIDGET (opal->view), "Description", "New: opening hours, a map and prices");
  wait_text (ada, "Description", "New: opening hours, a map and prices");

  /* Both at once: nothing is written over without a word. */
  type_into (view, "Description", "Ada's words");
  type_into (GTK_WIDGET (opal->view), "Description", "Opal's words");
  hub_console_view_show_page (ada->view, "members");
  hub_console_view_show_page (ada->view, "review");
  test_window_wait_label (opal, "ada has saved this form");
  test_window_keep (opal, "review-conflict");
  test_window_click (test_window_find_button (GTK_WIDGET (opal->view), "Keep Mine"));
  wait_text (ada, "Description", "Opal's words");

  /* Too long a text stays, and says so. */
  {
    g_autofree char *longer = g_strnfill (503, 'x');

    type_into (view, "Description", longer);
    test_window_wait_label (ada, "3 characters too long");
    test_window_wait_label (ada, "The description is too long.");
    g_assert_false (gtk_widget_is_sensitive (test_window_find_button (view, "Submit for Review")));
  }
  /* Who goes to another program at once loses nothing. */
  type_into (view, "Description", "Written in a hurry");
  hub_console_view_set_app (ada->view, team->ada, NULL);
  wait_text (opal, "Description", "Written in a hurry");
  test_window_free (opal);
  test_window_free (ada);
  team_free (team);
}

/* Chooses the developer version whose line begins with @version. */
static void
choose_version (GtkWidget *view, const char *version)
{
  GtkDropDown *drop = GTK_DROP_DOWN (test_window_find (view, GTK_TYPE_DROP_DOWN));
  GListModel *names = gtk_drop_down_get_model (drop);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (g_str_has_prefix (gtk_string_list_get_string (GTK_STRING_LIST (names), i), version))
      gtk_drop_down_set_selected (drop, i);
  g_assert_true (g_str_has_prefix (gtk_string_list_get_string (GTK_STRING_LIST (names), gtk_drop_down_get_selected (drop)), version));
}

/* Somebody else was quicker, heard of or not: nothing is submitted that nobody chose, and what was written stays. */
static void
test_stale (void)
{
  Team *team = team_new ();
  g_autofree char *params = g_strdup_printf ("{\"app_id\": \"%s\"}", team->app);
  g_autoptr (HubClient) again = NULL;
  TestWindow *ada;
  GtkWidget *view, *submit;
  GtkWindow *dialog;

  test_platform_do (team->ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"opal\", \"kind\": \"project\", "
                    "\"roles\": [\"operator\", \"developer\"]}", team->app);
  test_platform_upload (team->platform, team->opal, team->app, "1.0.0", "By opal");
  test_platform_upload (team->platform, team->ada, team->app, "1.0.1", "By ada");
  ada = open_page (team->ada, team->app, "review");
  view = GTK_WIDGET (ada->view);
  test_window_wait_label (ada, "What you write is kept on the platform");
  type_into (view, "Description", "New: opening hours");
  choose_version (view, "1.0.0");
  submit = test_window_find_button (view, "Submit for Review");
  test_wait_until (is_sensitive, submit, "the checks had ended");
  /* Unheard of: refused, and read anew. */
  test_platform_sql (team->platform, "DELETE FROM developer_versions WHERE developer = 'opal'");
  test_window_click (submit);
  test_window_wait_label (ada, "There is no such developer version any more");
  test_window_wait_label (ada, "The version that was chosen was deleted");
  g_assert_false (gtk_widget_is_sensitive (submit));
  wait_text (ada, "Description", "New: opening hours");
  choose_version (view, "1.0.1");
  test_wait_until (is_sensitive, submit, "the checks of the other had ended");

  /* A sign-in that has ended: the form waits for the next. */
  test_platform_end_sessions (team->platform);
  type_into (view, "Description", "New: opening hours and a map");
  test_window_click (submit);
  test_window_wait_label (ada, "Your sign-in to http://127.0.0.1");
  again = test_platform_sign_in (team->platform, "ada");
  hub_console_view_set_app (ada->view, again, team->app);
  wait_text (ada, "Description", "New: opening hours and a map");
  test_wait_until (is_sensitive, submit, "it could be submitted again");
  test_window_click (submit);
  test_window_wait_row (ada, "1.0.1, In review");
  test_window_wait_label (ada, "is in review: wait for the result or withdraw it");

  /* Withdrawn by another while one is asked whether to withdraw it. */
  test_window_click (test_window_button (ada, "1.0.1, In review", "left)"));
  dialog = test_window_dialog (ada, "Withdraw the Version from Review?");
  test_platform_do (again, "withdrawReview", "%s", params);
  test_window_accept (dialog, "Withdraw");
  test_window_wait_label (ada, "No version of this program waits for a review");
  test_window_free (ada);
  team_free (team);
}

static void
reject_on_screen (TestWindow *reviewer, const char *folder)
{
  GtkWindow *dialog;
  GtkWidget *content;

  test_window_click (test_window_find_button (GTK_WIDGET (reviewer->view), "Reject"));
  dialog = test_window_dialog (reviewer, "Reason");
  content = GTK_WIDGET (dialog);
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (content, "Reject")));
  type_into (content, "Reason", "No way back from the order page");
  test_window_click (test_window_find_button (content, "Add Note"));
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (content, "Reject")));
  type_into (content, "Page", "pages/index/index");
  type_into (content, "Note", "The button is missing");
  add_pictures (content, folder, 3);
  test_window_keep_over (dialog, "review-reject");
  click_when_ready (content, "Reject");
}

/* From the form to a rejection, the reason back to the team, feedback, and an approval; each hears of the other at once. */
static void
take_link (HubConsoleView *view, const char *url, char **link)
{
  g_free (*link);
  *link = g_strdup (url);
}

static void
test_life (void)
{
  Team *team = team_new ();
  g_autofree char *link = NULL;
  TestWindow *ada, *rita;
  GtkWidget *view;

  test_platform_put_online (team->platform, team->ada, team->rita, team->app, "1.0.0");
  test_platform_upload (team->platform, team->ada, team->app, "1.1.0", "Opening hours");
  rita = open_page (team->rita, NULL, "reviews");
  test_window_wait_label (rita, "Nothing to Review");
  ada = open_page (team->ada, team->app, "review");
  view = GTK_WIDGET (ada->view);
  test_window_wait_label (ada, "The form is kept on the platform");
  g_assert_null (find_text (view, "Feedback"));
  type_into (view, "Description", "New: opening hours <b>&");
  type_into (view, "Test Account", "shopper / secret");
  test_window_wait_row (ada, "Package");
  click_when_ready (view, "Submit for Review");
  test_window_wait_row (ada, "1.1.0, In review");
  test_window_wait_label (ada, "is in review: wait for the result or withdraw it");
  test_window_button (ada, "1.1.0, In review", "left)");
  test_window_keep_both (ada, "review-pending");

  /* The queue has it without being asked. */
  test_window_wait_label (rita, "Corner Shop");
  test_window_wait_label (rita, "Waiting");
  test_window_keep_both (rita, "review-queue");
  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "Show"));
  test_window_wait_label (rita, "Difference to the Online Version 1.0.0");
  test_window_wait_row (rita, "Description, New: opening hours <b>&");
  g_assert_false (test_window_has_row (rita, "Test Account"));
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (rita->view), "Take the review first")));
  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "Take"));
  test_window_wait_row (rita, "Test Account, shopper / secret");
  test_window_wait_label (rita, "app-service.js");
  g_signal_connect (rita->view, "open-in-simulator", G_CALLBACK (take_link), &link);
  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "Open in Simulator"));
  g_assert_nonnull (link);
  g_assert_nonnull (strstr (link, "/v/"));
  test_window_keep_both (rita, "review-desk");
  test_window_wait_row (ada, "1.1.0, With a Reviewer");
  reject_on_screen (rita, team->platform->folder);
  test_window_wait_row (rita, "1.1.0, Rejected");

  /* The team sees where, and why. */
  test_window_wait_row (ada, "Reason, No way back from the order page");
  test_window_wait_row (ada, "pages/index/index, The button is missing");
  /* Without the project at hand its place can be looked for elsewhere. */
  test_window_click (test_window_button (ada, "pages/index/index, The button", "Open Page"));
  test_window_wait_label (ada, "pages/index/index is in no open project; its path was copied");
  test_window_wait_clipboard (ada, "pages/index/index");
  test_window_keep_both (ada, "review-rejected");
  test_platform_upload (team->platform, team->ada, team->app, "1.1.1", "With a way back");
  test_wait_until (has_text, &(TextSearch) { ada, "Feedback", "" }, "the feedback can be given");
  test_window_wait_label (ada, "1.1.1 · ada");
  type_into (view, "Feedback", "There is a button now");
  click_when_ready (view, "Submit for Review");
  test_window_wait_row (ada, "1.1.1, In review");

  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "All Reviews"));
  test_window_wait_label (rita, "1.1.1");
  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "Show"));
  test_window_wait_row (rita, "Feedback on the Rejection, There is a button now");
  test_window_click (test_window_find_button (GTK_WIDGET (rita->view), "Take"));
  test_window_wait_row (rita, "1.1.1, With a Reviewer");
  click_when_ready (GTK_WIDGET (rita->view), "Approve");
  test_window_click (test_window_find_button (GTK_WIDGET (test_window_dialog (rita, "Approve Corner Shop 1.1.1?")), "Approve"));
  test_window_wait_row (rita, "1.1.1, Approved");
  test_window_wait_row (ada, "1.1.1, Approved");
  test_window_free (rita);
  test_window_free (ada);
  team_free (team);
}

/* After three rejections in a row the next submission waits, and the page counts down. */
static void
test_countdown (void)
{
  Team *team = team_new ();
  TestWindow *ada = NULL;
  g_autofree char *versions = g_strdup_printf ("{\"app_id\": \"%s\"}", team->app);

  test_platform_upload (team->platform, team->ada, team->app, "1.0.0", "First upload");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonNode) answer = test_platform_call (team->ada, "getVersions", versions, NULL);
      JsonArray *developer = hub_json_get_array (json_node_get_object (answer), "developer");
      const char *id = hub_json_get_string (json_array_get_object_element (developer, 0), "id", "");
      g_autofree char *review = NULL;
      g_autofree char *checks = g_strdup_printf ("{\"app_id\": \"%s\", \"id\": \"%s\", \"wait\": 1}", team->app, id);
      g_autoptr (JsonNode) checked = test_platform_call (team->ada, "getVersionChecks", checks, NULL);

      test_platform_do (team->ada, "submitReview", "{\"app_id\": \"%s\", \"id\": \"%s\"}", team->app, id);
      review = dup_open_review (team->rita);
      test_platform_do (team->rita, "decideReview", "{\"id\": \"%s\", \"decision\": \"reject\", \"reason\": \"No\"}", review);
    }
  ada = open_page (team->ada, team->app, "review");
  test_window_wait_label (ada, "the next version can be submitted in ");
  test_window_wait_label (ada, "see the countdown above");
  g_assert_false (gtk_widget_is_sensitive (test_window_find_button (GTK_WIDGET (ada->view), "Submit for Review")));
  test_window_keep_both (ada, "review-countdown");
  test_window_free (ada);
  team_free (team);
}

/* Who may not submit sees what is missing and who can give it, and the results all the same. */
static void
test_locked (void)
{
  Team *team = team_new ();
  TestWindow *opal;

  test_platform_put_online (team->platform, team->ada, team->rita, team->app, "1.0.0");
  add_opal (team, "developer");
  opal = open_page (team->opal, team->app, "review");
  test_window_wait_row (opal, "1.0.0, Released");
  test_window_wait_label (opal, "The admin of this program, ada, can give it to you.");
  g_assert_null (find_text (GTK_WIDGET (opal->view), "Description"));
  test_window_keep_both (opal, "review-locked");
  hub_console_view_show_page (opal->view, "reviews");
  test_window_wait_label (opal, "For Reviewers");
  test_window_free (opal);
  team_free (team);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* Pictures of what is, not of what is on its way. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/review/draft", test_draft);
  g_test_add_func ("/console/review/stale", test_stale);
  g_test_add_func ("/console/review/life", test_life);
  g_test_add_func ("/console/review/countdown", test_countdown);
  g_test_add_func ("/console/review/locked", test_locked);
  return g_test_run ();
}
