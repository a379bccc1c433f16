/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section 4 of the rules, as people and programs meet it over HTTP: the form and its draft, taking, deciding,
 * withdrawing. */
#include "review-team.h"

static const char full_form[] =
  "\"description\": \"New: opening hours\", "
  "\"item_list\": [{\"address\": \"pages/two/two\", \"title\": \"营业时间\", \"tag\": [\"shop\", \"小店\"], "
  "\"category\": \"Retail\"}], "
  "\"test_account\": \"user shopper, password 12345-secret\", "
  "\"preview_info\": {\"pic_list\": [\"https://example.com/a.png\"], \"video_list\": [\"https://example.com/a.mp4\"]}, "
  "\"ugc_declare\": {\"scene\": [\"text\"], \"method\": [\"people\"], \"has_audit_team\": true, \"audit_desc\": \"two\"}, "
  "\"setting_list\": [{\"privacy_key\": \"Camera\", \"privacy_text\": \"to read a code\"}]";

static void
test_form (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *id = NULL;
  g_autofree char *list = NULL;
  g_autoptr (JsonObject) mine = NULL;
  g_autoptr (JsonObject) theirs = NULL;
  g_autoptr (JsonObject) held = NULL;
  JsonObject *page;

  become (self, self->opal);
  id = submit (self, full_form);
  platform_expect (self->platform, 201, "");
  mine = on_review (self, "GET", id, "", NULL);
  page = json_array_get_object_element (hub_json_get_array (hub_json_get_object (mine, "form"), "item_list"), 0);
  g_assert_cmpstr (hub_json_get_string (page, "title", ""), ==, "营业时间");
  g_assert_cmpstr (hub_json_get_string (mine, "description", ""), ==, "New: opening hours");
  g_assert_nonnull (strstr (hub_json_get_string (mine, "test_account", ""), "12345-secret"));

  /* The test account: the team, and the reviewer who has taken the review. */
  become (self, self->judge);
  theirs = on_review (self, "GET", id, "", NULL);
  g_assert_null (hub_json_get_string (theirs, "test_account", NULL));
  list = platform_send (self->platform, "GET", "/api/v1/reviews", NULL, NULL);
  g_assert_nonnull (strstr (list, id));
  g_assert_null (strstr (list, "secret"));
  held = on_review (self, "POST", id, "take", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_nonnull (hub_json_get_string (held, "test_account", NULL));
  become (self, self->jury);
  json_object_unref (held);
  held = on_review (self, "GET", id, "", NULL);
  g_assert_null (hub_json_get_string (held, "test_account", NULL));
  become (self, self->stranger);
  platform_done (on_review (self, "GET", id, "", NULL));
  platform_expect (self->platform, 404, "review.not_found");
  g_assert_cmpint (platform_count (self->platform, "SELECT count(*) FROM audit WHERE target LIKE '%secret%'"), ==, 0);
}

static char *
repeat (const char *text, guint times)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

static void
expect_form (Team *self, const char *code, const char *format, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (format, "{}", 2);
  g_autofree char *members = g_strjoinv (text, parts);
  g_autofree char *id = submit (self, members);
  g_autofree char *path = g_strdup_printf ("%s/current/withdraw", self->reviews);

  g_test_message ("%.80s", members);
  if (code[0] != '\0')
    {
      platform_expect (self->platform, 400, code);
      return;
    }
  platform_expect (self->platform, 201, "");
  platform_done (platform_call (self->platform, "POST", path, NULL));
  platform_expect (self->platform, 200, "");
}

static void
test_form_limits (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *t32 = repeat ("题", 32);
  g_autofree char *t33 = repeat ("题", 33);
  g_autofree char *t20 = repeat ("字", 20);
  g_autofree char *t21 = repeat ("字", 21);
  g_autofree char *tags10 = repeat ("\"a\", ", 9);
  g_autofree char *tags11 = repeat ("\"a\", ", 10);
  g_autofree char *pages5 = repeat ("{\"address\": \"pages/two/two\", \"title\": \"t\"}, ", 4);
  g_autofree char *pages6 = repeat ("{\"address\": \"pages/two/two\", \"title\": \"t\"}, ", 5);
  const char *const page = "\"item_list\": [{\"address\": \"pages/two/two\", \"title\": \"{}\"}]";
  const char *const tag = "\"item_list\": [{\"address\": \"pages/two/two\", \"title\": \"t\", \"tag\": [\"{}\"]}]";
  const char *const tags = "\"item_list\": [{\"address\": \"pages/two/two\", \"title\": \"t\", \"tag\": [{}\"a\"]}]";
  const char *const pages = "\"item_list\": [{}{\"address\": \"pages/two/two\", \"title\": \"t\"}]";

  become (self, self->anna);
  expect_form (self, "", page, t32);
  expect_form (self, "request.invalid", page, t33);
  expect_form (self, "request.invalid", page, "");
  expect_form (self, "", tag, t20);
  expect_form (self, "request.invalid", tag, t21);
  expect_form (self, "", tags, tags10);
  expect_form (self, "request.invalid", tags, tags11);
  expect_form (self, "", pages, pages5);
  expect_form (self, "request.invalid", pages, pages6);
  expect_form (self, "review.no_such_page", "\"item_list\": [{\"address\": \"{}\", \"title\": \"t\"}]", "pages/no/no");
  expect_form (self, "review.no_such_page", "\"item_list\": [{\"address\": \"{}\", \"title\": \"t\"}]", "/pages/two/two");
  expect_form (self, "review.bad_link", "\"preview_info\": {\"video_list\": [\"{}\"]}", "javascript:alert(1)");
  expect_form (self, "review.bad_link", "\"preview_info\": {\"pic_list\": [\"{}\"]}", "http://example.com/a.png");
  expect_form (self, "request.invalid", "\"ugc_declare\": {\"scene\": [\"{}\"]}", "everywhere");
  expect_form (self, "request.invalid", "\"setting_list\": [{\"privacy_key\": \"{}\", \"privacy_text\": \"x\"}]", "Soul");
}

static void
test_feedback (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *f200 = repeat ("答", 200);
  g_autofree char *f201 = repeat ("答", 201);
  g_autofree char *fits = g_strdup_printf ("\"feedback_info\": \"%s\"", f200);
  g_autofree char *too_long = g_strdup_printf ("\"feedback_info\": \"%s\"", f201);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  become (self, self->opal);
  g_free (submit (self, fits));
  platform_expect (self->platform, 409, "review.no_feedback");
  first = submit (self, "");
  reject_as_judge (self, first);
  g_free (submit (self, too_long));
  platform_expect (self->platform, 400, "request.invalid");
  second = submit (self, fits);
  platform_expect (self->platform, 201, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", second, "decision", "{\"decision\": \"approve\"}"));
  become (self, self->opal);
  third = submit (self, fits);
  platform_expect (self->platform, 409, "review.no_feedback");
}

static void
test_draft (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) empty = NULL;
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (JsonObject) after = NULL;

  become (self, self->dev);
  platform_done (platform_call (self->platform, "GET", self->draft, NULL));
  platform_expect (self->platform, 403, "auth.permission_denied");
  platform_done (platform_call (self->platform, "PUT", self->draft, "{\"description\": \"x\"}"));
  platform_expect (self->platform, 403, "auth.permission_denied");
  become (self, self->opal);
  empty = platform_call (self->platform, "GET", self->draft, NULL);
  platform_expect (self->platform, 200, "");
  g_assert_null (hub_json_get_string (empty, "saved_at", NULL));
  /* Not finished: a page that does not exist yet may stand in it. */
  platform_done (platform_call (self->platform, "PUT", self->draft,
                                "{\"item_list\": [{\"address\": \"pages/later/later\", \"title\": \"x\"}], \"test_account\": \"a\"}"));
  platform_expect (self->platform, 200, "");
  platform_done (platform_call (self->platform, "PUT", self->draft, "{\"item_list\": [{\"title\": \"x\"}]}"));
  platform_expect (self->platform, 400, "request.invalid");
  become (self, self->anna);
  kept = platform_call (self->platform, "GET", self->draft, NULL);
  g_assert_cmpstr (hub_json_get_string (kept, "saved_by", ""), ==, "opal");
  g_assert_cmpstr (hub_json_get_string (kept, "test_account", ""), ==, "a");
  /* Two at the same form: the second does not write over what the first has saved since. */
  {
    g_autofree char *old = g_strdup (hub_json_get_string (kept, "saved_at", ""));
    g_autoptr (JsonObject) saved = NULL;

    platform_done (platform_call (self->platform, "PUT", self->draft, "{\"description\": \"Anna\", \"if_saved_at\": \"\"}"));
    platform_expect (self->platform, 409, "review.draft_changed");
    saved = platform_call (self->platform, "PUT", self->draft, "{\"description\": \"Anna\", \"if_saved_at\": \"%s\"}", old);
    platform_expect (self->platform, 200, "");
    g_assert_cmpstr (hub_json_get_string (saved, "saved_at", ""), !=, old);
    become (self, self->opal);
    platform_done (platform_call (self->platform, "PUT", self->draft, "{\"description\": \"Opal\", \"if_saved_at\": \"%s\"}", old));
    platform_expect (self->platform, 409, "review.draft_changed");
    become (self, self->anna);
  }
  /* What was submitted is where the next form begins. */
  id = submit (self, full_form);
  platform_expect (self->platform, 201, "");
  after = platform_call (self->platform, "GET", self->draft, NULL);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (after, "form"), "description", ""), ==, "New: opening hours");
  platform_done (platform_call (self->platform, "DELETE", self->draft, NULL));
  platform_expect (self->platform, 204, "");
  json_object_unref (after);
  after = platform_call (self->platform, "GET", self->draft, NULL);
  g_assert_null (hub_json_get_string (after, "saved_at", NULL));
}

static guint
count_draft_rows (Team *self)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/audit?action=putReviewDraft&outcome=done", self->app_id);
  g_autoptr (JsonObject) page = platform_call (self->platform, "GET", path, NULL);

  platform_expect (self->platform, 200, "");
  return json_array_get_length (json_object_get_array_member (page, "items"));
}

static void
save_draft (Team *self, const char *text)
{
  g_autoptr (JsonObject) kept = platform_call (self->platform, "PUT", self->draft, "{\"description\": \"%s\"}", text);

  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (kept, "form"), "description", ""), ==, text);
}

/* A form is saved after every pause of whoever fills it in; the log is for people to read. */
static void
test_draft_log (void)
{
  g_autoptr (Team) self = team_new_alone ();

  become (self, self->opal);
  save_draft (self, "N");
  save_draft (self, "New");
  platform_advance (self->platform, 9 * G_TIME_SPAN_MINUTE);
  save_draft (self, "New: opening");
  platform_advance (self->platform, 9 * G_TIME_SPAN_MINUTE);
  save_draft (self, "New: opening hours");
  g_assert_cmpuint (count_draft_rows (self), ==, 1);
  become (self, self->anna);
  save_draft (self, "New: opening times");
  save_draft (self, "New: opening times, and a map");
  g_assert_cmpuint (count_draft_rows (self), ==, 2);
  become (self, self->opal);
  save_draft (self, "New: opening hours, and a map");
  g_assert_cmpuint (count_draft_rows (self), ==, 3);
  platform_advance (self->platform, 10 * G_TIME_SPAN_MINUTE);
  save_draft (self, "New: opening hours and a map");
  g_assert_cmpuint (count_draft_rows (self), ==, 4);
  /* An emptied form is begun anew. */
  platform_done (platform_call (self->platform, "DELETE", self->draft, NULL));
  save_draft (self, "New");
  g_assert_cmpuint (count_draft_rows (self), ==, 5);
}

static void
test_taking (void)
{
  g_autoptr (Team) self = team_new_alone ();
  g_autofree char *id = NULL;
  g_autofree char *withdraw = g_strdup_printf ("%s/current/withdraw", self->reviews);
  g_autoptr (JsonObject) taken = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) queue = NULL;

  become (self, self->opal);
  id = submit (self, "");
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_expect (self->platform, 403, "auth.reviewers_only");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "return", NULL));
  platform_expect (self->platform, 409, "review.not_held");
  taken = on_review (self, "POST", id, "take", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (hub_json_get_string (taken, "state", ""), ==, "in_review");
  g_assert_cmpstr (hub_json_get_string (taken, "taken_by", ""), ==, "judge");
  become (self, self->jury);
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_expect (self->platform, 409, "review.taken");
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 409, "review.taken");
  queue = platform_call (self->platform, "GET", "/api/v1/reviews?state=in_review&taken_by=judge", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (queue, "items")), ==, 1);
  json_object_unref (queue);
  queue = platform_call (self->platform, "GET", "/api/v1/reviews?state=pending", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (queue, "items")), ==, 0);

  /* While it is with somebody no other version is submitted. */
  become (self, self->opal);
  g_free (submit (self, ""));
  platform_expect (self->platform, 409, "review.already_pending");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "return", NULL));
  platform_expect (self->platform, 200, "");
  become (self, self->jury);
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_expect (self->platform, 200, "");

  /* After four hours it waits again, whether or not anybody looked. */
  platform_advance (self->platform, HOURS (4));
  become (self, self->judge);
  again = on_review (self, "POST", id, "take", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (hub_json_get_string (again, "taken_by", ""), ==, "judge");
  become (self, self->jury);
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 409, "review.taken");
  platform_become (self->platform, "opal");
  platform_done (platform_call (self->platform, "POST", withdraw, NULL));
  platform_expect (self->platform, 200, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 409, "review.not_pending");
}

static void
test_given_back_by_the_clock (void)
{
  g_autoptr (Team) self = team_new_alone ();
  g_autofree char *id = NULL;
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  const char *state = "in_review";

  become (self, self->opal);
  id = submit (self, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_advance (self->platform, HOURS (4));
  while (!g_str_equal (state, "pending") && g_get_monotonic_time () < end)
    {
      g_autoptr (JsonObject) review = on_review (self, "GET", id, "", NULL);

      state = g_intern_string (hub_json_get_string (review, "state", ""));
      g_usleep (20000);
    }
  g_assert_cmpstr (state, ==, "pending");
}

static guint
count_about (JsonObject *notifications, const char *app_id)
{
  JsonArray *items = hub_json_get_array (notifications, "items");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (items, i), "app_id", ""), app_id))
      count++;
  return count;
}

static void
test_decision (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *id = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) seen = NULL;
  g_autoptr (JsonObject) shown = NULL;
  g_autoptr (JsonObject) told = NULL;
  const char *const png = "{\"data\": \"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==\"}";

  become (self, self->opal);
  id = submit (self, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "screenshots", png));
  platform_expect (self->platform, 409, "review.not_held");
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_done (on_review (self, "POST", id, "screenshots", "{\"data\": \"PGh0bWw+PHNjcmlwdD4=\"}"));
  platform_expect (self->platform, 400, "review.bad_attachment");
  picture = take_text (on_review (self, "POST", id, "screenshots", png), "id");
  platform_expect (self->platform, 201, "");
  platform_done (on_review (self, "POST", id, "decision",
                            "{\"decision\": \"reject\", \"reason\": \"no\", \"page_notes\": [{\"address\": \"pages/no/no\", \"note\": \"?\"}]}"));
  platform_expect (self->platform, 400, "review.no_such_page");
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"reject\", \"reason\": \"no\", \"screenshots\": [\"inone\"]}"));
  platform_expect (self->platform, 404, "review.no_attachment");
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"reject\"}"));
  platform_expect (self->platform, 400, "review.reason_required");
  body = g_strdup_printf ("{\"decision\": \"reject\", \"reason\": \"The page is empty\", \"page_notes\": "
                          "[{\"address\": \"pages/two/two\", \"note\": \"nothing here\", \"screenshots\": [\"%s\"]}]}",
                          picture);
  platform_done (on_review (self, "POST", id, "decision", body));
  platform_expect (self->platform, 200, "");

  /* The team sees why, on which page, and the picture. */
  become (self, self->dev);
  seen = on_review (self, "GET", id, "", NULL);
  g_assert_cmpstr (hub_json_get_string (seen, "reason", ""), ==, "The page is empty");
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (seen, "page_notes"), 0),
                                        "note", ""), ==, "nothing here");
  path = g_strconcat ("attachments/", picture, NULL);
  shown = on_review (self, "GET", id, path, NULL);
  platform_expect (self->platform, 200, "");
  g_assert_true (g_str_has_prefix (hub_json_get_string (shown, "data", ""), "iVBORw0KGgo"));
  become (self, self->stranger);
  platform_done (on_review (self, "GET", id, path, NULL));
  platform_expect (self->platform, 404, "review.not_found");
  become (self, self->anna);
  told = platform_call (self->platform, "GET", "/api/v1/notifications", NULL);
  g_assert_cmpuint (count_about (told, self->app_id), ==, 1);
  /* A reviewer of the platform who is a member of the program decides about others only. */
  platform_member (self->platform, self->app_id, "jury", "test", "[]");
  become (self, self->opal);
  g_free (id);
  id = submit (self, "");
  become (self, self->jury);
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_expect (self->platform, 403, "review.own_program");
}

static guint
open_on_phone (Team *self, const char *who, const char *path, char **page)
{
  platform_phone_sign_in (self->platform, who, path);
  *page = platform_send (self->platform, "GET", path, NULL, NULL);
  return self->platform->status;
}

/* The reviewer opens the version they have taken; nobody else does, and it ends with the decision. */
static void
test_opening (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;
  g_autofree char *run = NULL;
  g_autofree char *file = NULL;
  g_autofree char *url = NULL;
  g_autofree char *answer = NULL;

  become (self, self->opal);
  id = submit (self, "");
  path = g_strconcat ("/v/", id, NULL);
  g_assert_cmpuint (open_on_phone (self, "judge", path, &page), ==, 409);
  g_clear_pointer (&page, g_free);
  become (self, self->judge);
  url = take_text (on_review (self, "POST", id, "take", NULL), "url");
  g_assert_true (g_str_has_suffix (url, path));
  g_assert_cmpuint (open_on_phone (self, "jury", path, &page), ==, 409);
  g_clear_pointer (&page, g_free);
  g_assert_cmpuint (open_on_phone (self, "stranger", path, &page), ==, 404);
  g_clear_pointer (&page, g_free);
  g_assert_cmpuint (open_on_phone (self, "judge", path, &page), ==, 200);
  run = platform_read_run (page);
  file = g_strconcat (run, "app/images/%E6%96%87%E5%AD%97.txt", NULL);
  answer = platform_send (self->platform, "GET", file, NULL, NULL);
  g_assert_cmpuint (self->platform->status, ==, 200);
  g_assert_cmpstr (answer, ==, "x");
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"approve\"}"));
  g_free (platform_send (self->platform, "GET", file, NULL, NULL));
  g_assert_cmpuint (self->platform->status, ==, 404);
}

static void
test_attachments (void)
{
  g_autoptr (Team) self = team_new ();
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/review-attachments", self->app_id);
  g_autofree char *large = g_malloc0 (2 * 1024 * 1024 + 1);
  g_autofree char *encoded = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *members = NULL;
  g_autofree char *id = NULL;

  become (self, self->dev);
  platform_done (platform_call (self->platform, "POST", path, "{\"data\": \"/9j/4AAQSkZJRg==\"}"));
  platform_expect (self->platform, 403, "auth.permission_denied");
  become (self, self->opal);
  picture = take_text (platform_call (self->platform, "POST", path, "{\"data\": \"/9j/4AAQSkZJRg==\"}"), "id");
  platform_expect (self->platform, 201, "");
  memcpy (large, "\xff\xd8\xff", 3);
  encoded = g_base64_encode ((const guchar *) large, 2 * 1024 * 1024 + 1);
  platform_done (platform_call (self->platform, "POST", path, "{\"data\": \"%s\"}", encoded));
  g_assert_cmpuint (self->platform->status, ==, 400);
  /* Whoever fills in the form sees what others have sent for it. */
  {
    g_autofree char *one = g_strconcat (path, "/", picture, NULL);
    g_autofree char *none = g_strconcat (path, "/i0000000000000000", NULL);
    g_autoptr (JsonObject) seen = platform_call (self->platform, "GET", one, NULL);

    g_assert_cmpstr (hub_json_get_string (seen, "data", ""), ==, "/9j/4AAQSkZJRg==");
    platform_done (platform_call (self->platform, "GET", none, NULL));
    platform_expect (self->platform, 404, "review.no_attachment");
    become (self, self->dev);
    platform_done (platform_call (self->platform, "GET", one, NULL));
    platform_expect (self->platform, 403, "auth.permission_denied");
    become (self, self->opal);
  }
  members = g_strdup_printf ("\"preview_info\": {\"pic_list\": [\"%s\"]}", picture);
  id = submit (self, members);
  platform_expect (self->platform, 201, "");
  become (self, self->judge);
  g_free (path);
  path = g_strconcat ("attachments/", picture, NULL);
  platform_done (on_review (self, "GET", id, path, NULL));
  platform_expect (self->platform, 200, "");
  platform_done (on_review (self, "GET", id, "attachments/i0000000000000000", NULL));
  platform_expect (self->platform, 404, "review.no_attachment");
}

/* The newest first, and read on from there. */
static void
expect_first (Team *self, const char *query, const char *app_id)
{
  g_autofree char *path = g_strconcat ("/api/v1/reviews", query, NULL);
  g_autofree char *on = NULL;
  g_autoptr (JsonObject) page = platform_call (self->platform, "GET", path, NULL);
  g_autoptr (JsonObject) next = NULL;

  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (page, "items"), 0), "app_id", ""),
                   ==, app_id);
  if (hub_json_get_string (page, "next", NULL) == NULL)
    return;
  on = g_strdup_printf ("%s&cursor=%s", path, hub_json_get_string (page, "next", NULL));
  next = platform_call (self->platform, "GET", on, NULL);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (next, "items"), 0), "app_id", ""),
                   !=, app_id);
}

static gint64
count_pictures (Team *self)
{
  return platform_count (self->platform, "SELECT count (*) FROM review_attachments");
}

/* Pictures that nothing shows go; those of a draft, and of a review for as long as it is kept, stay. */
static void
test_attachments_are_forgotten (void)
{
  g_autoptr (Team) self = team_new_alone ();
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/review-attachments", self->app_id);
  g_autofree char *draft = g_strdup_printf ("/api/v1/apps/%s/review-draft", self->app_id);
  g_autofree char *shown = NULL;
  g_autofree char *drafted = NULL;
  g_autofree char *members = NULL;
  g_autofree char *id = NULL;

  become (self, self->opal);
  shown = take_text (platform_call (self->platform, "POST", path, "{\"data\": \"/9j/4AAQSkZJRg==\"}"), "id");
  drafted = take_text (platform_call (self->platform, "POST", path, "{\"data\": \"/9j/4AAQSkZJRg==\"}"), "id");
  platform_done (platform_call (self->platform, "POST", path, "{\"data\": \"/9j/4AAQSkZJRg==\"}"));
  platform_expect (self->platform, 201, "");
  members = g_strdup_printf ("\"preview_info\": {\"pic_list\": [\"%s\"]}", shown);
  id = submit (self, members);
  platform_expect (self->platform, 201, "");
  platform_done (platform_call (self->platform, "PUT", draft, "{\"preview_info\": {\"pic_list\": [\"%s\"]}}", drafted));
  platform_expect (self->platform, 200, "");
  become (self, self->judge);
  platform_done (on_review (self, "POST", id, "take", NULL));
  platform_done (on_review (self, "POST", id, "screenshots", "{\"data\": \"/9j/4AAQSkZJRg==\"}"));
  platform_expect (self->platform, 201, "");
  g_assert_cmpint (count_pictures (self), ==, 4);
  platform_done (on_review (self, "POST", id, "decision", "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 200, "");
  platform_advance (self->platform, 3 * G_TIME_SPAN_DAY);
  for (guint i = 0; count_pictures (self) > 2 && i < 600; i++)
    g_usleep (50000);
  g_assert_cmpint (count_pictures (self), ==, 2);
  members = (g_free (members), g_strdup_printf ("SELECT count (*) FROM review_attachments WHERE id IN ('%s', '%s')", shown, drafted));
  g_assert_cmpint (platform_count (self->platform, members), ==, 2);
}

static void
test_queue (void)
{
  g_autoptr (Team) self = team_new_alone ();
  g_autofree char *first = NULL;
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) mine = NULL;
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;
  g_autofree char *version = NULL;

  become (self, self->anna);
  first = submit (self, "");
  other = platform_app (self->platform, "Other");
  version = platform_version (self->platform, other, "y", "2.0.0");
  path = g_strdup_printf ("/api/v1/apps/%s/reviews", other);
  platform_done (platform_call (self->platform, "POST", path, "{\"id\": \"%s\"}", version));
  platform_expect (self->platform, 201, "");
  platform_done (platform_call (self->platform, "GET", "/api/v1/reviews", NULL));
  platform_expect (self->platform, 403, "auth.reviewers_only");
  become (self, self->judge);
  page = platform_call (self->platform, "GET", "/api/v1/reviews?state=pending&limit=1", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (page, "items")), ==, 1);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (page, "items"), 0), "id", ""),
                   ==, first);
  g_free (path);
  path = g_strdup_printf ("/api/v1/reviews?state=pending&limit=1&cursor=%s", hub_json_get_string (page, "next", ""));
  json_object_unref (page);
  page = platform_call (self->platform, "GET", path, NULL);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (page, "items"), 0), "app_id", ""),
                   ==, other);
  expect_first (self, "?state=open&order=newest&limit=1", other);
  json_object_unref (page);
  page = platform_call (self->platform, "GET", "/api/v1/reviews?state=closed", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (page, "items")), ==, 0);
  platform_done (on_review (self, "POST", first, "decision", "{\"decision\": \"reject\", \"reason\": \"No\"}"));
  platform_expect (self->platform, 200, "");
  expect_first (self, "?state=closed&order=newest", self->app_id);
  expect_first (self, "?state=open", other);
  platform_done (platform_call (self->platform, "GET", self->reviews, NULL));
  platform_expect (self->platform, 403, "auth.permission_denied");
  become (self, self->dev);
  mine = platform_call (self->platform, "GET", self->reviews, NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (mine, "items")), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/form", test_form);
  g_test_add_func ("/review/form-limits", test_form_limits);
  g_test_add_func ("/review/feedback", test_feedback);
  g_test_add_func ("/review/draft", test_draft);
  g_test_add_func ("/review/draft-log", test_draft_log);
  g_test_add_func ("/review/taking", test_taking);
  g_test_add_func ("/review/given-back", test_given_back_by_the_clock);
  g_test_add_func ("/review/decision", test_decision);
  g_test_add_func ("/review/opening", test_opening);
  g_test_add_func ("/review/attachments", test_attachments);
  g_test_add_func ("/review/attachments-are-forgotten", test_attachments_are_forgotten);
  g_test_add_func ("/review/queue", test_queue);
  status = g_test_run ();
  clear_people (&people);
  return status;
}
