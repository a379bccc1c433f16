/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several platforms on one PostgreSQL database and one folder behave as one. */
#include "platform-fixture.h"

#include <string.h>

#include "hub-json.h"
#include "hub-paths.h"

#define PROCESSES 4
#define RACERS 20

typedef struct
{
  Platform    *all[PROCESSES];
  Platform    *first;       /* all[0], where things are prepared */
  SoupSession *session;     /* with a connection for each racer */
  char        *app_id;
} Fixture;

typedef struct
{
  guint created;            /* 200 and 201 */
  guint refused;            /* 409 */
  guint left;
} Race;

static void
set_up_with (Fixture *self, Platform *first)
{
  self->first = self->all[0] = first;
  for (guint i = 1; i < PROCESSES; i++)
    self->all[i] = platform_start_beside (first, NULL);
  self->session = soup_session_new_with_options ("max-conns", RACERS, "max-conns-per-host", RACERS, NULL);
  platform_account (first, "anna");
  platform_account (first, "rita");
  platform_reviewer (first, "rita");
  platform_become (first, "anna");
  self->app_id = platform_app (first, "Shop");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  set_up_with (self, platform_start (NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->session);
  for (guint i = PROCESSES; i > 0; i--)
    platform_free (self->all[i - 1]);
  g_free (self->app_id);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Race *race = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  if (soup_message_get_status (message) / 100 == 2)
    race->created++;
  else if (soup_message_get_status (message) == 409)
    race->refused++;
  else
    g_error ("%u: %s", soup_message_get_status (message), (const char *) g_bytes_get_data (answer, NULL));
  race->left--;
}

static void
send (Fixture *self, guint number, const char *method, const char *path, const char *body, Race *race)
{
  Platform *platform = self->all[number % PROCESSES];
  g_autofree char *url = g_strconcat (platform->url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->first->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_answer, race);
  race->left++;
}

static void
finish (Race *race)
{
  while (race->left > 0)
    g_main_context_iteration (NULL, TRUE);
}

static char *
app_path (Fixture *self, const char *rest)
{
  return g_strdup_printf ("/api/v1/apps/%s%s", self->app_id, rest);
}

/* Everybody at once asks for the same; one gets it. */
static void
race_for_one (Fixture *self, const char *path, const char *body)
{
  Race race = { 0 };

  for (guint i = 0; i < RACERS; i++)
    send (self, i, "POST", path, body, &race);
  finish (&race);
  g_assert_cmpuint (race.created, ==, 1);
  g_assert_cmpuint (race.refused, ==, RACERS - 1);
}

static void
approve (Fixture *self)
{
  g_autofree char *owner = g_strdup (self->first->token);
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) queue = NULL;
  JsonObject *review;

  platform_become (self->first, "rita");
  queue = platform_call (self->first, "GET", "/api/v1/reviews?state=pending", NULL);
  platform_expect (self->first, 200, "");
  review = json_array_get_object_element (hub_json_get_array (queue, "items"), 0);
  path = g_strdup_printf ("/api/v1/reviews/%s/decision", json_object_get_string_member (review, "id"));
  race_for_one (self, path, "{\"decision\": \"approve\"}");
  g_free (self->first->token);
  self->first->token = g_steal_pointer (&owner);
}

/* The log's chain would be broken by two that wrote at the same time. */
static void
expect_whole_log (Fixture *self)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, program, "--data-dir", self->first->data,
                              "--database", self->first->database, "--verify-audit", NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

static void
test_one_submit_and_one_release_win (Fixture *self, gconstpointer data)
{
  g_autofree char *version = platform_version (self->first, self->app_id, "x", "1.0");
  g_autofree char *reviews = app_path (self, "/reviews");
  g_autofree char *releases = app_path (self, "/releases");
  g_autofree char *submit = g_strdup_printf ("{\"id\": \"%s\"}", version);

  race_for_one (self, reviews, submit);
  approve (self);
  race_for_one (self, releases, "{\"mode\": \"full\"}");
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM reviews"), ==, 1);
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM releases"), ==, 1);
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM notifications"), ==, 1);
  expect_whole_log (self);
}

static char *
current_version (Platform *platform, const char *path, const char *token)
{
  g_autoptr (JsonObject) all = NULL;
  JsonArray *developer;

  platform_as (platform, token);
  all = platform_call (platform, "GET", path, NULL);
  platform_expect (platform, 200, "");
  developer = hub_json_get_array (all, "developer");
  g_assert_cmpuint (json_array_get_length (developer), ==, 1);
  return g_strdup (hub_json_get_string (json_array_get_object_element (developer, 0), "version", NULL));
}

/* Each is acknowledged, each is written down, the last one stays, and all platforms show the same. */
static void
test_uploads_to_one_slot (Fixture *self, gconstpointer data)
{
  g_autofree char *sha256 = platform_upload (self->first, self->app_id, "x");
  g_autofree char *slot = app_path (self, "/developer-version");
  g_autofree char *versions = app_path (self, "/versions");
  g_autofree char *token = g_strdup (self->first->token);
  g_autofree char *shown = NULL;
  Race race = { 0 };

  for (guint i = 0; i < RACERS; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"package\": \"%s\", \"version\": \"1.0.%u\", \"remarks\": \"\"}",
                                               sha256, i);

      send (self, i, "PUT", slot, body, &race);
    }
  finish (&race);
  g_assert_cmpuint (race.created, ==, RACERS);
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM audit WHERE action = 'putDeveloperVersion' "
                                   "AND outcome = 'done'"), ==, RACERS);
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM developer_versions v JOIN audit a "
                                   "ON a.target = v.id AND a.number = (SELECT max (number) FROM audit "
                                   "WHERE action = 'putDeveloperVersion')"), ==, 1);
  shown = current_version (self->first, versions, token);
  for (guint i = 1; i < PROCESSES; i++)
    {
      g_autofree char *other = current_version (self->all[i], versions, token);

      g_assert_cmpstr (other, ==, shown);
    }
  expect_whole_log (self);
}

/* A sign-out, a removed member: the next request to any other platform knows. */
static void
test_all_know_at_once (Fixture *self, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *member = app_path (self, "/members/ben");
  g_autofree char *versions = app_path (self, "/versions");

  platform_account (self->first, "ben");
  platform_member (self->first, self->app_id, "ben", "project", "[\"developer\"]");
  token = platform_token_of (self->all[1], "ben");
  g_free (self->all[3]->token);
  self->all[3]->token = g_strdup (token);
  platform_done (platform_call (self->all[3], "GET", versions, NULL));
  platform_expect (self->all[3], 200, "");
  platform_done (platform_call (self->first, "DELETE", member, NULL));
  g_assert_cmpuint (self->first->status / 100, ==, 2);
  platform_done (platform_call (self->all[3], "GET", versions, NULL));
  g_assert_cmpuint (self->all[3]->status / 100, ==, 4);
}

static void
submit_and_approve (Fixture *self, const char *number)
{
  g_autofree char *version = platform_version (self->first, self->app_id, number, number);
  g_autofree char *reviews = app_path (self, "/reviews");

  platform_done (platform_call (self->first, "POST", reviews, "{\"id\": \"%s\"}", version));
  platform_expect (self->first, 201, "");
  approve (self);
}

/* Until what the clock makes the platforms do is done, by whichever of them. */
static void
wait_for_count (Fixture *self, const char *sql, gint64 expected)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (platform_count (self->first, sql) < expected && g_get_monotonic_time () < deadline)
    platform_done (platform_call (self->first, "GET", "/healthz", NULL));
  g_assert_cmpint (platform_count (self->first, sql), ==, expected);
}

#define STEPS "SELECT count(*) FROM audit WHERE action = 'raiseGrayRelease' AND actor = ':platform' AND outcome = 'done'"
#define ASKED "SELECT count(*) FROM audit WHERE action = 'askReleaseDecision' AND outcome = 'done'"

/* One of twenty phased releases wins; each step of its plan is taken once, and the admin is asked once. */
static void
test_timed_work_is_done_once (Fixture *self, gconstpointer data)
{
  g_autofree char *releases = app_path (self, "/releases");

  submit_and_approve (self, "1.0");
  platform_done (platform_call (self->first, "POST", releases, "{\"mode\": \"full\"}"));
  platform_expect (self->first, 201, "");
  submit_and_approve (self, "1.1");
  race_for_one (self, releases, "{\"mode\": \"phased\", \"steps\": [{\"percentage\": 1}, "
                                "{\"percentage\": 5, \"after\": 7200}, {\"percentage\": 50, \"after\": 14400}]}");
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM phased_releases"), ==, 1);
  platform_advance (self->first, (gint64) 7200 * G_USEC_PER_SEC);
  wait_for_count (self, STEPS, 1);
  platform_advance (self->first, (gint64) 7200 * G_USEC_PER_SEC);
  wait_for_count (self, STEPS, 2);
  platform_advance (self->first, (gint64) 15 * 24 * 3600 * G_USEC_PER_SEC);
  wait_for_count (self, ASKED, 1);
  /* All have looked by then. */
  platform_advance (self->first, (gint64) 60 * G_USEC_PER_SEC);
  for (guint i = 0; i < PROCESSES; i++)
    platform_done (platform_call (self->all[i], "GET", "/healthz", NULL));
  g_assert_cmpint (platform_count (self->first, STEPS), ==, 2);
  g_assert_cmpint (platform_count (self->first, ASKED), ==, 1);
  g_assert_cmpint (platform_count (self->first, "SELECT count(*) FROM notifications WHERE kind = 'release.decision'"), ==, 1);
  expect_whole_log (self);
}

static void
set_up_clocked (Fixture *self, gconstpointer data)
{
  set_up_with (self, platform_start_clocked (NULL));
}

/* One that dies in the middle holds nobody up. */
static void
test_one_dies (Fixture *self, gconstpointer data)
{
  g_autofree char *sha256 = platform_upload (self->first, self->app_id, "x");
  g_autofree char *slot = app_path (self, "/developer-version");
  g_autofree char *body = g_strdup_printf ("{\"package\": \"%s\", \"version\": \"1.0\", \"remarks\": \"\"}", sha256);
  Race race = { 0 };

  platform_kill (self->all[3]);
  for (guint i = 0; i < RACERS; i++)
    send (self, i % (PROCESSES - 1), "PUT", slot, body, &race);
  finish (&race);
  g_assert_cmpuint (race.created, ==, RACERS);
  platform_start_again (self->all[3], NULL);
  send (self, 3, "PUT", slot, body, &race);
  finish (&race);
  g_assert_cmpuint (race.created, ==, RACERS + 1);
  expect_whole_log (self);
}

/* The signed text of a manifest, which is in it as base64url. */
static char *
text_of_manifest (const char *manifest)
{
  const char *begin = strstr (manifest, "\"payload\":\"");
  g_autofree char *payload = NULL;
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (begin == NULL)
    return g_strdup ("");
  begin += strlen ("\"payload\":\"");
  payload = g_strndup (begin, strcspn (begin, "\""));
  g_strdelimit (g_strdelimit (payload, "-", '+'), "_", '/');
  padded = g_strconcat (payload, &"===="[strlen (payload) % 4 == 0 ? 4 : strlen (payload) % 4], NULL);
  bytes = g_base64_decode (padded, &length);
  return g_strndup ((const char *) bytes, length);
}

/* What programs are told to run: every platform knows it soon after one of them released it. */
static void
wait_for_manifest (Fixture *self, Platform *platform, const char *number)
{
  g_autofree char *path = g_strconcat ("/m/", self->app_id, NULL);
  g_autofree char *quoted = g_strdup_printf ("\"version\":\"%s\"", number);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *text = platform_send (platform, "GET", path, NULL, NULL);
      g_autofree char *payload = text_of_manifest (text);

      if (strstr (payload, quoted) != NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (G_USEC_PER_SEC / 50);
    }
}

/* Programs ask a document that each platform keeps in its memory. */
static void
test_all_serve_what_one_released (Fixture *self, gconstpointer data)
{
  g_autofree char *releases = app_path (self, "/releases");

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u.0", i);

      submit_and_approve (self, number);
      race_for_one (self, releases, "{\"mode\": \"full\"}");
      for (guint j = 0; j < PROCESSES; j++)
        wait_for_manifest (self, self->all[j], number);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/together/one-wins", test_one_submit_and_one_release_win);
  add ("/together/one-slot", test_uploads_to_one_slot);
  add ("/together/all-know", test_all_know_at_once);
  add ("/together/one-dies", test_one_dies);
  add ("/together/all-serve", test_all_serve_what_one_released);
  g_test_add ("/together/timed-work", Fixture, NULL, set_up_clocked, test_timed_work_is_done_once, tear_down);
  return g_test_run ();
}
