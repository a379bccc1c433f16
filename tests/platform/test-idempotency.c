/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent again because its answer did not arrive is done once. */
#include "platform-fixture.h"

#include "hub-json.h"

#define KEY "Idempotency-Key"
#define RACERS 12

static char *
make_app (Platform *self, const char *name)
{
  g_autoptr (JsonObject) app = platform_call (self, "POST", "/api/v1/apps", "{\"name\": \"%s\"}", name);

  return g_strdup (hub_json_get_string (app, "app_id", ""));
}

static guint
count_apps (Platform *self)
{
  g_autoptr (JsonObject) list = platform_call (self, "GET", "/api/v1/apps", NULL);

  return json_array_get_length (hub_json_get_array (list, "items"));
}

static void
test_done_once (void)
{
  g_autoptr (Platform) self = platform_start_clocked (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *later = NULL;
  g_autofree char *bens = NULL;

  platform_account (self, "anna");
  platform_account (self, "ben");
  platform_become (self, "anna");
  platform_header (self, KEY, "make-the-shop");
  first = make_app (self, "Shop");
  platform_expect (self, 201, "");
  g_assert_cmpstr (self->replayed, ==, "");
  again = make_app (self, "Shop");
  platform_expect (self, 201, "");
  g_assert_cmpstr (self->replayed, ==, "true");
  g_assert_cmpstr (again, ==, first);
  g_free (make_app (self, "Another"));
  platform_expect (self, 409, "request.key_reused");
  g_assert_cmpuint (count_apps (self), ==, 1);
  /* It is anna's key, not the platform's. */
  platform_become (self, "ben");
  bens = make_app (self, "Shop");
  platform_expect (self, 201, "");
  g_assert_cmpstr (bens, !=, first);
  /* A day later nobody asks for that answer any more. */
  platform_advance (self, G_GINT64_CONSTANT (25) * 3600 * G_USEC_PER_SEC);
  platform_become (self, "anna");
  later = make_app (self, "Shop");
  platform_expect (self, 201, "");
  g_assert_cmpstr (later, !=, first);
}

static void
test_refused_is_not_kept (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *long_key = g_strnfill (256, 'k');

  platform_account (self, "anna");
  platform_become (self, "anna");
  platform_header (self, KEY, "one");
  g_free (make_app (self, " "));
  platform_expect (self, 400, "app.bad_name");
  g_free (make_app (self, "Shop"));
  platform_expect (self, 201, "");
  platform_header (self, KEY, long_key);
  g_free (make_app (self, "Shop"));
  platform_expect (self, 400, "request.invalid");
  platform_header (self, KEY, "with space");
  g_free (make_app (self, "Shop"));
  platform_expect (self, 400, "request.invalid");
  g_assert_cmpuint (count_apps (self), ==, 1);
}

static void
test_after_a_crash (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  platform_account (self, "anna");
  platform_become (self, "anna");
  platform_header (self, KEY, "before-the-crash");
  first = make_app (self, "Shop");
  platform_expect (self, 201, "");
  platform_kill (self);
  platform_start_again (self, NULL);
  again = make_app (self, "Shop");
  platform_expect (self, 201, "");
  g_assert_cmpstr (again, ==, first);
}

static void
test_packages_and_versions (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *again = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  path = g_strdup_printf ("/api/v1/apps/%s/developer-version", app_id);
  platform_header (self, KEY, "send");
  sha256 = platform_upload (self, app_id, "one");
  platform_expect (self, 201, "");
  again = platform_upload (self, app_id, "one");
  platform_expect (self, 201, "");
  g_assert_cmpstr (self->replayed, ==, "true");
  g_assert_cmpstr (again, ==, sha256);
  g_free (platform_upload (self, app_id, "two"));
  platform_expect (self, 409, "request.key_reused");
  platform_header (self, KEY, "name");
  first = platform_call (self, "PUT", path, "{\"package\": \"%s\", \"version\": \"1.0\"}", sha256);
  platform_expect (self, 200, "");
  second = platform_call (self, "PUT", path, "{\"package\": \"%s\", \"version\": \"1.0\"}", sha256);
  platform_expect (self, 200, "");
  g_assert_cmpstr (hub_json_get_string (second, "id", ""), ==, hub_json_get_string (first, "id", "?"));
}

/* Sends one request twice with one key: the second is answered as the first. */
static void
assert_once (Platform *self, const char *key, const char *method, const char *path, const char *body)
{
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonNode) one = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) two = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *wanted = NULL;
  g_autofree char *got = NULL;
  guint status;

  platform_header (self, KEY, key);
  first = platform_call (self, method, path, body != NULL ? "%s" : NULL, body);
  status = self->status;
  g_assert_true (status >= 200 && status < 300);
  g_assert_cmpstr (self->replayed, ==, "");
  second = platform_call (self, method, path, body != NULL ? "%s" : NULL, body);
  g_assert_cmpuint (self->status, ==, status);
  g_assert_cmpstr (self->replayed, ==, "true");
  json_node_set_object (one, first);
  json_node_set_object (two, second);
  wanted = hub_json_to_string (one, FALSE);
  got = hub_json_to_string (two, FALSE);
  g_assert_cmpstr (got, ==, wanted);
  platform_header (self, KEY, NULL);
}

/* The small ones, of which each would say the second time that there is none, or too many, or one already. */
static void
test_small_changes (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *members = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *domains = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;

  platform_account (self, "ben");
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  members = g_strdup_printf ("/api/v1/apps/%s/members", app_id);
  ben = g_strconcat (members, "/ben", NULL);
  domains = g_strdup_printf ("/api/v1/apps/%s/settings/domains", app_id);
  before = platform_call (self, "GET", domains, NULL);
  assert_once (self, "d", "PUT", domains, "{\"action\": \"add\", \"request\": [\"https://a.example.com\"]}");
  after = platform_call (self, "GET", domains, NULL);
  /* One edit of the month's fifty. */
  g_assert_cmpint (hub_json_get_int (after, "edits_left", 0), ==, hub_json_get_int (before, "edits_left", 0) - 1);
  assert_once (self, "m", "PUT", ben, "{\"kind\": \"test\"}");
  assert_once (self, "r", "DELETE", ben, NULL);
  platform_done (platform_call (self, "DELETE", ben, NULL));
  platform_expect (self, 404, "member.not_found");
}

/* What takes the right to do it again away is answered all the same when it is repeated, and nothing else is. */
static void
test_right_given_away (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *app_id = NULL;
  g_autofree char *ben = NULL;
  g_autofree char *admin = NULL;

  platform_account (self, "ben");
  platform_account (self, "anna");
  platform_become (self, "anna");
  app_id = platform_app (self, "Shop");
  ben = g_strdup_printf ("/api/v1/apps/%s/members/ben", app_id);
  admin = g_strdup_printf ("/api/v1/apps/%s/admin", app_id);
  platform_done (platform_call (self, "PUT", ben, "{\"kind\": \"project\", \"roles\": [\"operator\"]}"));
  assert_once (self, "hand", "PUT", admin, "{\"superhub_id\": \"ben\", \"leave\": true}");
  /* Under the same key nothing else, without it nothing, and nobody else. */
  platform_header (self, KEY, "hand");
  platform_done (platform_call (self, "PUT", admin, "{\"superhub_id\": \"anna\"}"));
  platform_expect (self, 403, "auth.permission_denied");
  platform_header (self, KEY, NULL);
  platform_done (platform_call (self, "PUT", admin, "{\"superhub_id\": \"ben\", \"leave\": true}"));
  platform_expect (self, 403, "auth.permission_denied");
  platform_header (self, KEY, "hand");
  platform_account (self, "cleo");
  platform_become (self, "cleo");
  platform_done (platform_call (self, "PUT", admin, "{\"superhub_id\": \"ben\", \"leave\": true}"));
  platform_expect (self, 403, "auth.permission_denied");
}

static void
on_raced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  guint *waiting = user_data;

  g_assert_nonnull (answer);
  (*waiting)--;
}

static void
test_race (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *url = g_strconcat (self->url, "/api/v1/apps", NULL);
  g_autofree char *bearer = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"name\": \"Shop\"}", 16);
  SoupMessage *messages[RACERS];
  guint waiting = RACERS;
  guint made = 0;

  platform_account (self, "anna");
  platform_become (self, "anna");
  bearer = g_strconcat ("Bearer ", self->token, NULL);
  for (guint i = 0; i < RACERS; i++)
    {
      SoupMessageHeaders *headers;

      messages[i] = soup_message_new ("POST", url);
      headers = soup_message_get_request_headers (messages[i]);
      soup_message_headers_append (headers, "Authorization", bearer);
      soup_message_headers_append (headers, KEY, "race");
      soup_message_set_request_body_from_bytes (messages[i], "application/json", body);
      soup_session_send_and_read_async (self->session, messages[i], G_PRIORITY_DEFAULT, NULL, on_raced, &waiting);
    }
  while (waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < RACERS; i++)
    {
      guint status = soup_message_get_status (messages[i]);

      g_assert_true (status == 201 || status == 409);
      made += status == 201;
      g_object_unref (messages[i]);
    }
  g_assert_cmpuint (made, >, 0);
  g_assert_cmpuint (count_apps (self), ==, 1);
}

/* Without the header everything is as it was. */
static void
test_without (void)
{
  g_autoptr (Platform) self = platform_start (NULL);

  platform_account (self, "anna");
  platform_become (self, "anna");
  g_free (make_app (self, "Shop"));
  g_free (make_app (self, "Shop"));
  g_assert_cmpuint (count_apps (self), ==, 2);
  /* An operation that does not honour it does not mind it. */
  platform_header (self, KEY, "one");
  platform_done (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 200, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/idempotency/done-once", test_done_once);
  g_test_add_func ("/platform/idempotency/refused-is-not-kept", test_refused_is_not_kept);
  g_test_add_func ("/platform/idempotency/after-a-crash", test_after_a_crash);
  g_test_add_func ("/platform/idempotency/packages-and-versions", test_packages_and_versions);
  g_test_add_func ("/platform/idempotency/small-changes", test_small_changes);
  g_test_add_func ("/platform/idempotency/right-given-away", test_right_given_away);
  g_test_add_func ("/platform/idempotency/race", test_race);
  g_test_add_func ("/platform/idempotency/without", test_without);
  return g_test_run ();
}
