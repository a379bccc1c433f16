/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Release, in full and in phases, as programs and phones see it; the clock is put forward. */
#include "platform-fixture.h"

#include "hub-bucket.h"
#include "hub-json.h"

#define HOURS(n) ((gint64) (n) * 3600 * G_USEC_PER_SEC)

typedef struct
{
  Platform *platform;
  char     *app_id;
  char     *anna;      /* tokens: of the admin, */
  char     *judge;     /* the reviewer, */
  char     *opal;      /* and the operator, who gave the password just now */
} Team;

/* Calls something below the program. */
static JsonObject *
ask (Team *self, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strconcat ("/api/v1/apps/", self->app_id, "/", rest, NULL);

  return body != NULL ? platform_call (self->platform, method, path, "%s", body)
                      : platform_call (self->platform, method, path, NULL);
}

static void
expect (Team *self, const char *method, const char *rest, const char *body, guint status, const char *code)
{
  json_object_unref (ask (self, method, rest, body));
  platform_expect (self->platform, status, code);
}

static void
become (Team *self, const char *token)
{
  platform_as (self->platform, token);
}

/* Time passes, after which the password is asked for again. */
static void
let_pass (Team *self, gint64 time)
{
  platform_advance (self->platform, time);
  platform_become (self->platform, "opal");
  g_free (self->opal);
  self->opal = g_strdup (self->platform->token);
}

/* A version that is approved and not released; afterwards the operator asks. */
static void
approve (Team *self, const char *version)
{
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) review = NULL;

  become (self, self->anna);
  id = platform_version (self->platform, self->app_id, version, version);
  body = g_strdup_printf ("{\"id\": \"%s\"}", id);
  review = ask (self, "POST", "reviews", body);
  platform_expect (self->platform, 201, "");
  path = g_strdup_printf ("/api/v1/reviews/%s/decision", json_object_get_string_member (review, "id"));
  become (self, self->judge);
  json_object_unref (platform_call (self->platform, "POST", path, "{\"decision\": \"approve\"}"));
  platform_expect (self->platform, 200, "");
  become (self, self->opal);
}

static char *
release_full (Team *self, const char *version)
{
  g_autoptr (JsonObject) release = NULL;

  approve (self, version);
  release = ask (self, "POST", "releases", "{\"mode\": \"full\"}");
  platform_expect (self->platform, 201, "");
  return g_strdup (json_object_get_string_member (release, "id"));
}

static JsonObject *
release_phased (Team *self, const char *version, const char *steps)
{
  g_autofree char *body = g_strdup_printf ("{\"mode\": \"phased\", \"steps\": %s}", steps);
  JsonObject *release;

  approve (self, version);
  release = ask (self, "POST", "releases", body);
  platform_expect (self->platform, 201, "");
  return release;
}

static char *
online (Team *self)
{
  g_autoptr (JsonObject) versions = ask (self, "GET", "versions", NULL);

  return g_strdup (hub_json_get_string (hub_json_get_object (versions, "online"), "version", ""));
}

static double
percentage (JsonObject *release)
{
  return json_object_get_double_member (json_object_get_object_member (release, "phased"), "percentage");
}

static void
assert_online (Team *self, const char *version)
{
  g_autofree char *now = online (self);

  g_assert_cmpstr (now, ==, version);
}

/* The platform takes the step by itself, soon after the clock was put forward. */
static void
wait_for_share (Team *self, double expected)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  double reached = -1;

  while (reached != expected && g_get_monotonic_time () < deadline)
    {
      g_autoptr (JsonObject) versions = ask (self, "GET", "versions", NULL);
      JsonObject *phased = hub_json_get_object (versions, "phased");

      reached = phased != NULL ? percentage (phased) : 100;
    }
  g_assert_cmpfloat (reached, ==, expected);
}

/* One platform for all, as accounts and sign-ins take their time; a program for each. */
static Platform *shared;
static char *anna, *judge;

static void
start_shared (void)
{
  const char *const names[] = { "anna", "opal", "judge", "ada" };

  shared = platform_start_clocked (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    platform_account (shared, names[i]);
  platform_reviewer (shared, "judge");
  anna = platform_token_of (shared, "anna");
  judge = platform_token_of (shared, "judge");
}

static void
set_up (Team *self, gconstpointer data)
{
  if (shared == NULL)
    start_shared ();
  self->platform = shared;
  self->anna = anna;
  self->judge = judge;
  become (self, anna);
  self->app_id = platform_app (shared, "Shop");
  platform_member (shared, self->app_id, "opal", "project", "[\"operator\"]");
  platform_member (shared, self->app_id, "ada", "project", "[\"data-analyst\"]");
  platform_expect (shared, 200, "");
  let_pass (self, 0);
}

static void
tear_down (Team *self, gconstpointer data)
{
  g_free (self->app_id);
  g_free (self->opal);
  g_free (shared->sent_cookie);
  shared->sent_cookie = g_strdup ("");
}

static void
test_plans_that_are_refused (Team *self, gconstpointer data)
{
  const char *const plans[] = {
    "[]",
    "[{\"percentage\": 101}]",
    "[{\"percentage\": 1.005}]",
    "[{\"percentage\": 5}, {\"percentage\": 5, \"after\": 60}]",
    "[{\"percentage\": 5}, {\"percentage\": 4, \"after\": 60}]",
    "[{\"percentage\": 5}, {\"percentage\": 50}]",
    "[{\"percentage\": 5, \"after\": 60}, {\"percentage\": 50, \"after\": 60}]",
    "[{\"percentage\": 5}, {\"percentage\": 50, \"after\": 1296000}]",
    "[{\"percentage\": 5, \"at\": \"2001-01-01T00:00:00Z\"}]",
    "[{\"percentage\": 5, \"at\": \"tomorrow\"}]",
    "[{\"percentage\": 5, \"at\": \"2101-01-01T00:00:00Z\", \"after\": 5}]",
  };

  approve (self, "1.0");
  expect (self, "POST", "releases", "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 1}]}", 409, "release.first_is_full");
  expect (self, "POST", "releases", "{\"mode\": \"full\"}", 201, "");
  approve (self, "1.1");
  for (gsize i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"mode\": \"phased\", \"steps\": %s}", plans[i]);

      expect (self, "POST", "releases", body, 400, "release.bad_plan");
    }
  expect (self, "POST", "releases", "{\"mode\": \"phased\"}", 400, "release.bad_plan");
  /* What was refused has changed nothing: the version can still be released. */
  expect (self, "GET", "releases/phased", NULL, 404, "release.no_phase");
  platform_become (self->platform, "ada");
  expect (self, "POST", "releases", "{\"mode\": \"full\"}", 403, "auth.permission_denied");
  become (self, self->opal);
  expect (self, "POST", "releases", "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 0.01}]}", 201, "");
}

static void
test_plan (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) release = NULL;
  g_autoptr (JsonObject) history = NULL;

  g_free (release_full (self, "1.0"));
  release = release_phased (self, "1.1", "[{\"percentage\": 1}, {\"percentage\": 20.5, \"after\": 7200}, "
                                         "{\"percentage\": 100, \"after\": 86400}]");
  g_assert_cmpstr (json_object_get_string_member (release, "state"), ==, "running");
  g_assert_cmpfloat (percentage (release), ==, 1);
  assert_online (self, "1.0");
  approve (self, "1.2");
  expect (self, "POST", "releases", "{\"mode\": \"full\"}", 409, "release.phase_active");
  platform_advance (self->platform, HOURS (2));
  wait_for_share (self, 20.5);
  assert_online (self, "1.0");
  let_pass (self, HOURS (22));
  wait_for_share (self, 100);
  assert_online (self, "1.1");
  expect (self, "GET", "releases/phased", NULL, 404, "release.no_phase");
  history = ask (self, "GET", "releases/history", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (history, "items")), ==, 2);
  g_free (release_full (self, "1.3"));
  assert_online (self, "1.3");
}

static void
test_by_hand (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) raised = NULL;

  g_free (release_full (self, "1.0"));
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 5}", 404, "release.no_phase");
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 1}, {\"percentage\": 5, \"after\": 3600}, "
                                                  "{\"percentage\": 50, \"after\": 7200}]"));
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 1}", 409, "release.share_falls");
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 10.123}", 400, "release.bad_percentage");
  raised = ask (self, "POST", "releases/phased/percentage", "{\"percentage\": 10.12}");
  platform_expect (self->platform, 200, "");
  g_assert_cmpfloat (percentage (raised), ==, 10.12);
  /* The step of 5 % is behind it; that of 50 % comes at its time. */
  let_pass (self, HOURS (1));
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 5}", 409, "release.share_falls");
  let_pass (self, HOURS (1));
  wait_for_share (self, 50);
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 100}", 200, "");
  assert_online (self, "1.1");
}

static void
test_pause (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) paused = NULL;
  g_autoptr (JsonObject) resumed = NULL;

  g_free (release_full (self, "1.0"));
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 1}, {\"percentage\": 50, \"after\": 7200}]"));
  expect (self, "POST", "releases/phased/resume", "{\"confirm\": true}", 409, "release.not_paused");
  platform_advance (self->platform, HOURS (1));
  paused = ask (self, "POST", "releases/phased/pause", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (json_object_get_string_member (paused, "state"), ==, "paused");
  expect (self, "POST", "releases/phased/pause", NULL, 409, "release.not_running");
  let_pass (self, 0);
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 20}", 409, "release.paused");
  /* The step comes due, and the platform starts anew: it is not taken. */
  platform_advance (self->platform, HOURS (24));
  platform_stop (self->platform);
  platform_start_again (self->platform, NULL);
  let_pass (self, 0);
  wait_for_share (self, 1);
  expect (self, "POST", "releases/phased/resume", "{}", 409, "release.confirm_resume");
  resumed = ask (self, "POST", "releases/phased/resume", "{\"confirm\": true}");
  platform_expect (self->platform, 200, "");
  g_assert_cmpfloat (percentage (resumed), ==, 1);
  /* One hour was left when it was paused. */
  platform_advance (self->platform, HOURS (1));
  wait_for_share (self, 50);
}

static void
test_cancel (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) cancelled = NULL;
  g_autoptr (JsonObject) versions = NULL;

  g_free (release_full (self, "1.0"));
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 1}, {\"percentage\": 100, \"after\": 7200}]"));
  /* Nobody has to look for the password when it burns. */
  platform_advance (self->platform, HOURS (1));
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 20}", 403, "auth.confirm_required");
  cancelled = ask (self, "POST", "releases/phased/cancel", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_cmpstr (json_object_get_string_member (cancelled, "state"), ==, "cancelled");
  expect (self, "POST", "releases/phased/cancel", NULL, 404, "release.no_phase");
  let_pass (self, HOURS (3));
  assert_online (self, "1.0");
  /* The version is approved as before. */
  versions = ask (self, "GET", "versions", NULL);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (versions, "review"), "state", ""), ==, "approved");
  expect (self, "POST", "releases", "{\"mode\": \"full\"}", 201, "");
  assert_online (self, "1.1");
}

static void
test_decision_after_15_days (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) told = NULL;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  const char *state = "";

  g_free (release_full (self, "1.0"));
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 1}, {\"percentage\": 50, \"after\": 3600}]"));
  let_pass (self, HOURS (24 * 15));
  while (!g_str_equal (state, "deciding") && g_get_monotonic_time () < deadline)
    {
      g_autoptr (JsonObject) release = ask (self, "GET", "releases/phased", NULL);

      state = g_intern_string (json_object_get_string_member (release, "state"));
    }
  g_assert_cmpstr (state, ==, "deciding");
  wait_for_share (self, 50);
  assert_online (self, "1.0");
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 60}", 409, "release.decision_needed");
  expect (self, "POST", "releases/phased/resume", "{\"confirm\": true}", 409, "release.decision_needed");
  /* More days pass; the admin was told once. */
  platform_advance (self->platform, HOURS (24 * 15));
  assert_online (self, "1.0");
  platform_become (self->platform, "anna");
  told = platform_call (self->platform, "GET", "/api/v1/notifications", NULL);
  {
    JsonArray *items = hub_json_get_array (told, "items");
    guint decisions = 0;

    for (guint i = 0; i < json_array_get_length (items); i++)
      {
        JsonObject *item = json_array_get_object_element (items, i);

        decisions += g_str_equal (hub_json_get_string (item, "kind", ""), "release.decision")
                     && g_str_equal (hub_json_get_string (item, "app_id", ""), self->app_id);
      }
    g_assert_cmpuint (decisions, ==, 1);
  }
  let_pass (self, 0);
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 100}", 200, "");
  assert_online (self, "1.1");
}

static void
test_rollback (Team *self, gconstpointer data)
{
  g_autofree char *first = release_full (self, "1.0");
  g_autofree char *to_first = g_strdup_printf ("{\"id\": \"%s\"}", first);
  g_autofree char *second = NULL;
  g_autofree char *to_second = NULL;
  g_autoptr (JsonObject) history = NULL;

  expect (self, "POST", "releases/rollback", "{}", 409, "release.no_earlier");
  expect (self, "POST", "releases/redo", NULL, 409, "release.nothing_to_redo");
  second = release_full (self, "1.1");
  to_second = g_strdup_printf ("{\"id\": \"%s\"}", second);
  g_free (release_full (self, "1.2"));
  expect (self, "POST", "releases/rollback", "{\"id\": \"lffff\"}", 404, "release.not_found");
  expect (self, "POST", "releases/rollback", "{}", 200, "");
  assert_online (self, "1.1");
  expect (self, "POST", "releases/rollback", to_second, 409, "release.already_online");
  expect (self, "POST", "releases/rollback", to_first, 200, "");
  assert_online (self, "1.0");
  expect (self, "POST", "releases/redo", NULL, 200, "");
  assert_online (self, "1.1");
  expect (self, "POST", "releases/redo", NULL, 200, "");
  assert_online (self, "1.2");
  expect (self, "POST", "releases/redo", NULL, 409, "release.nothing_to_redo");
  expect (self, "POST", "releases/rollback", to_first, 200, "");
  /* Also with a phased release on top, which it ends. */
  json_object_unref (release_phased (self, "1.3", "[{\"percentage\": 10}]"));
  expect (self, "POST", "releases/redo", NULL, 200, "");
  assert_online (self, "1.2");
  expect (self, "GET", "releases/phased", NULL, 404, "release.no_phase");
  expect (self, "POST", "releases", "{\"mode\": \"full\"}", 201, "");
  expect (self, "POST", "releases/redo", NULL, 409, "release.nothing_to_redo");
  history = ask (self, "GET", "releases/history?limit=3", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (history, "items")), ==, 3);
  g_assert_cmpstr (hub_json_get_string (json_array_get_object_element (hub_json_get_array (history, "items"), 0), "how", ""),
                   ==, "full");
  {
    JsonArray *items = hub_json_get_array (history, "items");
    JsonObject *now = json_array_get_object_element (items, 0), *before = json_array_get_object_element (items, 1);

    /* Each says what took its place, and when. */
    g_assert_true (json_object_get_null_member (now, "until"));
    g_assert_true (json_object_get_null_member (now, "next_version"));
    g_assert_cmpstr (hub_json_get_string (before, "until", ""), ==, hub_json_get_string (now, "made_at", "?"));
    g_assert_cmpstr (hub_json_get_string (before, "next_version", ""), ==, hub_json_get_string (now, "version", "?"));
    g_assert_cmpstr (hub_json_get_string (before, "next_how", ""), ==, "full");
  }
  {
    g_autofree char *rest = g_strconcat ("releases/history?cursor=", hub_json_get_string (history, "next", ""), NULL);
    g_autoptr (JsonObject) older = ask (self, "GET", rest, NULL);

    g_assert_cmpuint (json_array_get_length (hub_json_get_array (older, "items")), ==, 7);
  }
  platform_become (self->platform, "ada");
  expect (self, "POST", "releases/rollback", to_first, 403, "auth.permission_denied");
}

/* What the platform says of people is what the function says that clients have. */
static void
test_why (Team *self, gconstpointer data)
{
  const char *const names[] = { "stranger1", "stranger2", "stranger3", "stranger4", "stranger5", "stranger6" };

  g_free (release_full (self, "1.0"));
  {
    g_autoptr (JsonObject) choice = ask (self, "GET", "releases/why", NULL);

    platform_expect (self->platform, 200, "");
    g_assert_cmpstr (json_object_get_string_member (choice, "rule"), ==, "no-phase");
    g_assert_cmpstr (json_object_get_string_member (choice, "version"), ==, "1.0");
  }
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 50}, {\"percentage\": 60, \"after\": 60}]"));
  {
    g_autoptr (JsonObject) choice = ask (self, "GET", "releases/why", NULL);

    g_assert_cmpstr (json_object_get_string_member (choice, "rule"), ==, "member");
    g_assert_cmpstr (json_object_get_string_member (choice, "version"), ==, "1.1");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *rest = g_strconcat ("releases/why?superhub_id=", names[i], NULL);
      g_autoptr (JsonObject) choice = ask (self, "GET", rest, NULL);
      gint64 bucket = hub_json_get_int (choice, "bucket", -1);

      platform_expect (self->platform, 200, "");
      g_assert_cmpint (bucket, >=, 0);
      g_assert_cmpstr (json_object_get_string_member (choice, "version"), ==, bucket < 5000 ? "1.1" : "1.0");
      g_assert_cmpstr (json_object_get_string_member (choice, "rule"), ==, bucket < 5000 ? "bucket" : "not-yet");
      g_assert_nonnull (hub_json_get_object (choice, "next"));
    }
  expect (self, "GET", "releases/why?device_key=0123456789abcdef", NULL, 200, "");
  become (self, self->judge);
  expect (self, "GET", "releases/why?superhub_id=stranger1", NULL, 403, "auth.permission_denied");
  expect (self, "GET", "releases/why", NULL, 200, "");
}

static guint
open_page (Team *self)
{
  g_autofree char *path = g_strconcat ("/a/", self->app_id, NULL);

  g_free (platform_send (self->platform, "GET", path, NULL, NULL));
  return self->platform->status;
}

static void
test_suspension (Team *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/a/", self->app_id, NULL);
  g_autofree char *page = NULL;

  expect (self, "POST", "visit-status", "{\"status\": \"closed\"}", 404, "release.none_online");
  g_free (release_full (self, "1.0"));
  expect (self, "POST", "visit-status", "{\"status\": \"open\"}", 409, "visit.not_suspended");
  platform_phone_sign_in (self->platform, "judge", path);
  g_assert_cmpuint (open_page (self), ==, 200);
  expect (self, "POST", "visit-status", "{\"status\": \"closed\", \"reason\": \"Moving <house>\"}", 200, "");
  expect (self, "POST", "visit-status", "{\"status\": \"closed\"}", 409, "visit.suspended_already");
  page = platform_send (self->platform, "GET", path, NULL, NULL);
  g_assert_cmpuint (self->platform->status, ==, 403);
  g_assert_nonnull (strstr (page, "suspended"));
  g_assert_nonnull (strstr (page, "Moving &lt;house&gt;"));
  g_assert_cmpint (platform_count (self->platform, "SELECT count(*) FROM audit WHERE code = 'app.suspended'"), ==, 0);
  expect (self, "GET", "releases/why", NULL, 403, "app.suspended");
  platform_become (self->platform, "ada");
  expect (self, "POST", "visit-status", "{\"status\": \"open\"}", 403, "auth.permission_denied");
  become (self, self->opal);
  expect (self, "POST", "visit-status", "{\"status\": \"open\"}", 200, "");
  g_assert_cmpuint (open_page (self), ==, 200);
  assert_online (self, "1.0");
}

static void
test_removal (Team *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/a/", self->app_id, NULL);
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM audit WHERE action = 'removeApp' AND outcome = 'done' "
                                            "AND app_id = '%s'", self->app_id);

  g_free (release_full (self, "1.0"));
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 10}]"));
  platform_phone_sign_in (self->platform, "judge", path);
  expect (self, "POST", "removal", "{\"name\": \"shop\"}", 409, "visit.wrong_name");
  g_assert_cmpuint (open_page (self), ==, 200);
  expect (self, "POST", "removal", "{\"name\": \"Shop\"}", 204, "");
  g_assert_cmpuint (open_page (self), ==, 404);
  expect (self, "GET", "versions", NULL, 404, "app.not_found");
  expect (self, "POST", "removal", "{\"name\": \"Shop\"}", 404, "app.not_found");
  g_assert_cmpint (platform_count (self->platform, count), ==, 1);
  /* What was done stays, to be read by those who answered for it, and by nobody else. */
  expect (self, "GET", "audit?action=removeApp", NULL, 200, "");
  expect (self, "GET", "audit/verify", NULL, 200, "");
  platform_become (self->platform, "judge");
  expect (self, "GET", "audit", NULL, 403, "auth.permission_denied");
}

static gint64
checks_of (JsonObject *adoption, const char *version)
{
  JsonArray *totals = hub_json_get_array (adoption, "totals");

  for (guint i = 0; i < json_array_get_length (totals); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (totals, i), "version", ""), version))
      return hub_json_get_int (json_array_get_object_element (totals, i), "checks", 0);
  return 0;
}

/* What a client says that it runs; anybody may say so, signed in or not. */
static guint
say_version (Team *self, const char *app_id, const char *package)
{
  g_autofree char *path = g_strdup_printf ("/m/%s?package=%s", app_id, package);

  g_free (platform_send (self->platform, "POST", path, NULL, NULL));
  return self->platform->status;
}

static char *
online_package (Team *self)
{
  g_autoptr (JsonObject) versions = ask (self, "GET", "versions", NULL);

  return g_strdup (hub_json_get_string (hub_json_get_object (versions, "online"), "package", ""));
}

static void
test_adoption (Team *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/a/", self->app_id, NULL);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (JsonObject) adoption = NULL;

  g_free (release_full (self, "1.0"));
  first = online_package (self);
  platform_phone_sign_in (self->platform, "judge", path);
  /* A start counts nobody: its page says itself what runs. */
  g_assert_cmpuint (open_page (self), ==, 200);
  g_assert_cmpuint (say_version (self, self->app_id, first), ==, 204);
  let_pass (self, HOURS (1));
  g_assert_cmpuint (say_version (self, self->app_id, first), ==, 204);
  g_assert_cmpuint (say_version (self, self->app_id, first), ==, 204);
  expect (self, "GET", "adoption", NULL, 403, "auth.permission_denied");
  g_free (release_full (self, "1.1"));
  second = online_package (self);
  g_assert_cmpuint (say_version (self, self->app_id, second), ==, 204);
  /* What was never online is not counted, a page of somebody else's counts nobody, and there must be a program. */
  g_assert_cmpuint (say_version (self, self->app_id, "0000"), ==, 204);
  platform_header (self->platform, "Sec-Fetch-Site", "cross-site");
  g_assert_cmpuint (say_version (self, self->app_id, second), ==, 400);
  platform_header (self->platform, "Sec-Fetch-Site", NULL);
  g_assert_cmpuint (say_version (self, "wx0123456789abcdef", second), ==, 404);
  /* What was counted outlives the process. */
  platform_stop (self->platform);
  platform_start_again (self->platform, NULL);
  platform_become (self->platform, "ada");
  adoption = ask (self, "GET", "adoption", NULL);
  platform_expect (self->platform, 200, "");
  g_assert_cmpint (checks_of (adoption, "1.0"), ==, 3);
  g_assert_cmpint (checks_of (adoption, "1.1"), ==, 1);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (adoption, "items")), ==, 3);
  expect (self, "GET", "adoption?from=2001-01-01T00:00:00Z", NULL, 400, "adoption.bad_range");
  expect (self, "GET", "adoption?from=yesterday", NULL, 400, "adoption.bad_range");
  expect (self, "GET", "adoption?interval=day", NULL, 200, "");
}

/* Who makes up versions is not believed for long. */
static void
test_adoption_is_bounded (Team *self, gconstpointer data)
{
  g_autofree char *package = NULL;
  g_autoptr (JsonObject) adoption = NULL;

  g_free (release_full (self, "1.0"));
  package = online_package (self);
  for (guint i = 0; i < 1010; i++)
    g_assert_cmpuint (say_version (self, self->app_id, package), ==, 204);
  platform_become (self->platform, "ada");
  adoption = ask (self, "GET", "adoption", NULL);
  g_assert_cmpint (checks_of (adoption, "1.0"), ==, 1000);
}

static void
assert_event (JsonArray *items, guint place, const char *kind, const char *version, const char *by)
{
  JsonObject *event = json_array_get_object_element (items, place);

  g_assert_cmpstr (hub_json_get_string (event, "kind", ""), ==, kind);
  g_assert_cmpstr (hub_json_get_string (event, "version", NULL), ==, version);
  g_assert_cmpstr (hub_json_get_string (event, "made_by", ""), ==, by);
}

static void
assert_phased (JsonArray *items, guint place, const char *state, double reached, const char *ended_by)
{
  JsonObject *event = json_array_get_object_element (items, place);
  JsonObject *phased = hub_json_get_object (event, "phased");

  g_assert_cmpstr (hub_json_get_string (event, "state", ""), ==, state);
  g_assert_cmpfloat (percentage (event), ==, reached);
  g_assert_cmpstr (hub_json_get_string (phased, "ended_by", NULL), ==, ended_by);
  g_assert_cmpint (hub_json_get_string (phased, "ended_at", NULL) != NULL, ==, ended_by != NULL);
  /* What never was the full version is nothing to go back to. */
  g_assert_cmpint (hub_json_get_string (event, "release_id", NULL) != NULL, ==, g_str_equal (state, "finished"));
}

static void
test_history (Team *self, gconstpointer data)
{
  g_autoptr (JsonObject) all = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *rest = NULL;
  JsonArray *items;

  g_free (release_full (self, "1.0"));
  json_object_unref (release_phased (self, "1.1", "[{\"percentage\": 5}, {\"percentage\": 100, \"after\": 7200}]"));
  expect (self, "POST", "releases/phased/percentage", "{\"percentage\": 20}", 200, "");
  expect (self, "POST", "releases/phased/cancel", NULL, 200, "");
  json_object_unref (release_phased (self, "1.2", "[{\"percentage\": 1}, {\"percentage\": 100, \"after\": 3600}]"));
  let_pass (self, HOURS (2));
  wait_for_share (self, 100);
  expect (self, "POST", "releases/rollback", "{}", 200, "");
  expect (self, "POST", "releases/redo", NULL, 200, "");
  json_object_unref (release_phased (self, "1.3", "[{\"percentage\": 2}]"));
  expect (self, "POST", "releases/rollback", "{}", 200, "");
  expect (self, "POST", "visit-status", "{\"status\": \"closed\", \"reason\": \"Back soon\"}", 200, "");
  all = ask (self, "GET", "releases", NULL);
  platform_expect (self->platform, 200, "");
  items = hub_json_get_array (all, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 8);
  assert_event (items, 0, "suspend", NULL, "opal");
  assert_event (items, 1, "rollback", "1.0", "opal");
  assert_event (items, 2, "phased", "1.3", "opal");
  /* The rollback ended it. */
  assert_phased (items, 2, "cancelled", 2, "opal");
  assert_event (items, 3, "redo", "1.2", "opal");
  assert_event (items, 4, "rollback", "1.0", "opal");
  assert_event (items, 5, "phased", "1.2", "opal");
  assert_phased (items, 5, "finished", 100, ":platform");
  assert_event (items, 6, "phased", "1.1", "opal");
  assert_phased (items, 6, "cancelled", 20, "opal");
  assert_event (items, 7, "full", "1.0", "opal");
  first = ask (self, "GET", "releases?limit=6", NULL);
  rest = g_strconcat ("releases?limit=6&cursor=", hub_json_get_string (first, "next", ""), NULL);
  second = ask (self, "GET", rest, NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (second, "items")), ==, 2);
  assert_event (hub_json_get_array (second, "items"), 0, "phased", "1.1", "opal");
}

#define ADD(path, function) g_test_add (path, Team, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/release/plans-that-are-refused", test_plans_that_are_refused);
  ADD ("/release/plan", test_plan);
  ADD ("/release/by-hand", test_by_hand);
  ADD ("/release/pause", test_pause);
  ADD ("/release/cancel", test_cancel);
  ADD ("/release/rollback", test_rollback);
  ADD ("/release/history", test_history);
  ADD ("/release/why", test_why);
  ADD ("/release/suspension", test_suspension);
  ADD ("/release/removal", test_removal);
  ADD ("/release/adoption", test_adoption);
  ADD ("/release/adoption-is-bounded", test_adoption_is_bounded);
  /* The last, as sign-ins end meanwhile. */
  ADD ("/release/decision", test_decision_after_15_days);
  status = g_test_run ();
  g_clear_pointer (&shared, platform_free);
  g_free (anna);
  g_free (judge);
  return status;
}
