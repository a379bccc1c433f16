/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way of a program, as programs and phones see it. */
#include "platform-fixture.h"

#include "hub-json.h"

static char *
take_id (JsonObject *answer)
{
  char *id = g_strdup (hub_json_get_string (answer, "id", ""));

  json_object_unref (answer);
  return id;
}

static void
assert_runs (Platform *self, const char *page, const char *text)
{
  g_autofree char *run = platform_read_run (page);
  g_autofree char *file = g_strconcat (run, "app/images/%E6%96%87%E5%AD%97.txt", NULL);
  g_autofree char *shell = g_strconcat (run, "runtime/shell.html", NULL);
  g_autofree char *outside = g_strconcat (run, "app/../../../../../etc/passwd", NULL);
  g_autofree char *beside = g_strconcat (run, "runtime/..%2F..%2Fapi%2Fopenapi.json", NULL);
  g_autofree char *host = g_strconcat (run, "host/storage/set", NULL);
  g_autofree char *cookie = g_steal_pointer (&self->sent_cookie);
  const char *value = "{\"key\": \"k\", \"value\": {\"a\": [1, \"二\"]}}";
  g_autoptr (GBytes) body = g_bytes_new_static (value, strlen (value));
  g_autofree char *answer = NULL;

  /* The frame has an opaque origin, so it sends no cookie. */
  self->sent_cookie = g_strdup ("");
  answer = platform_send (self, "GET", file, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpstr (answer, ==, text);
  g_assert_nonnull (strstr (self->policy, "sandbox allow-scripts"));
  g_assert_null (strstr (self->policy, "unsafe-eval"));
  g_free (platform_send (self, "GET", shell, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);
  g_free (platform_send (self, "GET", outside, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
  g_free (platform_send (self, "GET", beside, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 400);
  g_free (platform_send (self, "POST", host, "text/plain", body));
  g_free (answer);
  host[strlen (host) - 3] = 'g';
  answer = platform_send (self, "POST", host, "text/plain", body);
  g_assert_nonnull (strstr (answer, "二"));
  g_free (self->sent_cookie);
  self->sent_cookie = g_steal_pointer (&cookie);
}

static Platform *
start_team (char **app_id)
{
  Platform *self = platform_start_clocked (NULL);

  platform_account (self, "dev");
  platform_account (self, "opal");
  *app_id = platform_shop (self, "Corner Shop 角落");
  platform_member (self, *app_id, "dev", "project", "[\"developer\"]");
  platform_expect (self, 200, "");
  platform_member (self, *app_id, "opal", "project", "[\"operator\"]");
  platform_expect (self, 200, "");
  return self;
}

static void
test_line (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *versions = platform_path (app_id, "versions");
  g_autofree char *reviews = platform_path (app_id, "reviews");
  g_autofree char *releases = platform_path (app_id, "releases");
  g_autofree char *online = g_strconcat ("/a/", app_id, NULL);
  g_autofree char *version_id = NULL;
  g_autofree char *review_id = NULL;
  g_autofree char *decision = NULL;
  g_autofree char *page = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) told = NULL;

  g_free (platform_send (self, "GET", online, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);

  platform_become (self, "dev");
  version_id = platform_version (self, app_id, "first", "1.0.0");
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", version_id));
  platform_expect (self, 403, "auth.permission_denied");

  platform_become (self, "opal");
  review_id = take_id (platform_call (self, "POST", reviews,
                                      "{\"id\": \"%s\", \"description\": \"please\"}", version_id));
  platform_expect (self, 201, "");
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", version_id));
  platform_expect (self, 409, "review.already_pending");
  platform_done (platform_call (self, "POST", releases, "{\"mode\": \"full\"}"));
  platform_expect (self, 409, "release.not_approved");

  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", review_id);
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"approve\"}"));
  platform_expect (self, 403, "auth.reviewers_only");
  platform_become (self, "judge");
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"reject\", \"reason\": \"  \"}"));
  platform_expect (self, 400, "review.reason_required");
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"approve\"}"));
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "POST", decision, "{\"decision\": \"reject\", \"reason\": \"late\"}"));
  platform_expect (self, 409, "review.not_pending");

  platform_become (self, "anna");
  told = platform_call (self, "GET", "/api/v1/notifications", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (told, "items")), ==, 1);

  platform_become (self, "opal");
  platform_done (platform_call (self, "POST", releases, "{\"mode\": \"full\", \"review_id\": \"%s\"}", review_id));
  platform_expect (self, 201, "");
  all = platform_call (self, "GET", versions, NULL);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (all, "online"), "version", NULL), ==, "1.0.0");
  g_assert_null (hub_json_get_object (all, "review"));

  platform_phone_sign_in (self, "judge", online);
  page = platform_send (self, "GET", online, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  assert_runs (self, page, "first");
  g_assert_cmpint (platform_count (self, "SELECT count(*) FROM audit WHERE outcome = 'refused'"), >=, 4);
}

static void
test_preview (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *previews = platform_path (app_id, "previews");
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (JsonObject) link = NULL;

  platform_become (self, "dev");
  sha256 = platform_upload (self, app_id, "preview");
  platform_done (platform_call (self, "POST", previews,
                                "{\"package\": \"%s\", \"condition\": {\"path\": \"pages/no/no\"}}", sha256));
  platform_expect (self, 400, "preview.no_such_page");
  link = platform_call (self, "POST", previews,
                        "{\"package\": \"%s\", \"condition\": {\"path\": \"pages/two/two\", \"query\": \"a=<b>\"}}",
                        sha256);
  platform_expect (self, 201, "");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (link, "url"), self->url));
  path = g_strconcat ("/p/", json_object_get_string_member (link, "token"), NULL);

  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 303);
  g_assert_true (g_str_has_prefix (self->location, "/signin?next="));
  platform_phone_sign_in (self, "dev", path);
  page = platform_send (self, "GET", path, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_nonnull (strstr (page, "sandbox=\"allow-scripts"));
  g_assert_null (strstr (page, "allow-same-origin"));
  g_assert_nonnull (strstr (page, "pages/two/two"));
  g_assert_null (strstr (page, "a=<b>"));
  assert_runs (self, page, "preview");

  platform_phone_sign_in (self, "anna", path);
  refused = platform_send (self, "GET", path, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 403);
  g_assert_nonnull (strstr (refused, "anna"));
  g_assert_nonnull (strstr (refused, "/signin?next="));

  /* A new preview ends the one before. */
  platform_done (platform_call (self, "POST", previews, "{\"package\": \"%s\"}", sha256));
  platform_phone_sign_in (self, "dev", path);
  g_free (platform_send (self, "GET", path, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 410);
  g_free (platform_send (self, "GET", "/p/nosuchtoken", NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
}

static void
test_versions_and_test_version (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *test_version = platform_path (app_id, "test-version");
  g_autofree char *versions = platform_path (app_id, "versions");
  g_autofree char *trial = g_strconcat ("/t/", app_id, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (JsonObject) all = NULL;

  platform_become (self, "dev");
  first = platform_version (self, app_id, "one", "1.0");
  platform_become (self, "opal");
  platform_done (platform_call (self, "PUT", test_version, "{\"id\": \"%s\"}", first));
  platform_expect (self, 200, "");
  platform_become (self, "dev");
  second = platform_version (self, app_id, "two", "1.1");
  all = platform_call (self, "GET", versions, NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (all, "developer")), ==, 1);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (all, "test"), "version", NULL), ==, "1.1");

  platform_phone_sign_in (self, "judge", trial);
  g_free (platform_send (self, "GET", trial, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 403);
  platform_member (self, app_id, "judge", "test", "[]");
  platform_expect (self, 200, "");
  g_free (platform_send (self, "GET", trial, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 200);

  gone = g_strdup_printf ("/api/v1/apps/%s/developer-versions/%s", app_id, first);
  platform_done (platform_call (self, "DELETE", gone, NULL));
  platform_expect (self, 404, "version.not_found");
  g_free (gone);
  gone = g_strdup_printf ("/api/v1/apps/%s/developer-versions/%s", app_id, second);
  platform_done (platform_call (self, "DELETE", gone, NULL));
  platform_expect (self, 204, "");
  g_free (platform_send (self, "GET", trial, NULL, NULL));
  g_assert_cmpuint (self->status, ==, 404);
}

static void
test_withdraw_and_quota (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *reviews = platform_path (app_id, "reviews");
  g_autofree char *withdraw = platform_path (app_id, "reviews/current/withdraw");
  g_autofree char *versions = platform_path (app_id, "versions");
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) all = NULL;

  platform_become (self, "anna");
  id = platform_version (self, app_id, "x", "1.0");
  all = platform_call (self, "GET", versions, NULL);
  g_assert_cmpint (hub_json_get_int (all, "withdrawals_left", -1), ==, 5);
  platform_done (platform_call (self, "POST", withdraw, NULL));
  platform_expect (self, 409, "review.none_pending");
  for (guint i = 0; i < 5; i++)
    {
      platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", id));
      platform_expect (self, 201, "");
      platform_done (platform_call (self, "POST", withdraw, NULL));
      platform_expect (self, 200, "");
    }
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", id));
  platform_expect (self, 201, "");
  platform_done (platform_call (self, "POST", withdraw, NULL));
  platform_expect (self, 409, "review.withdraw_quota");
  /* Two days later. */
  platform_sql (self, "UPDATE reviews SET decided_at = decided_at - 2 * 86400000000 WHERE decided_at > 0");
  platform_done (platform_call (self, "POST", withdraw, NULL));
  platform_expect (self, 200, "");
}

static void
test_rejections_slow_down (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start_team (&app_id);
  g_autofree char *reviews = platform_path (app_id, "reviews");
  g_autofree char *judge = NULL;
  g_autofree char *anna = NULL;
  g_autofree char *id = NULL;

  platform_become (self, "anna");
  id = platform_version (self, app_id, "x", "1.0");
  anna = g_strdup (self->token);
  judge = platform_token_of (self, "judge");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *review = take_id (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", id));
      g_autofree char *decision = g_strdup_printf ("/api/v1/reviews/%s/decision", review);

      platform_expect (self, 201, "");
      platform_as (self, judge);
      platform_done (platform_call (self, "POST", decision, "{\"decision\": \"reject\", \"reason\": \"broken\"}"));
      platform_expect (self, 200, "");
      platform_as (self, anna);
    }
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", id));
  platform_expect (self, 409, "review.cooling_down");
  platform_advance (self, 10 * 60 * G_USEC_PER_SEC);
  platform_done (platform_call (self, "POST", reviews, "{\"id\": \"%s\"}", id));
  platform_expect (self, 201, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/line", test_line);
  g_test_add_func ("/platform/preview", test_preview);
  g_test_add_func ("/platform/versions", test_versions_and_test_version);
  g_test_add_func ("/platform/withdraw", test_withdraw_and_quota);
  g_test_add_func ("/platform/rejections", test_rejections_slow_down);
  return g_test_run ();
}
