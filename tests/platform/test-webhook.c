/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The webhook of a program, to a server that really listens: what arrives, how often, and what the admin sees of it. */
#include "told-server.h"

#include <string.h>

#include "hub-json.h"
#include "test-database.h"

#define SECRET "a-secret_of-20-chars"
#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

static World *
start (void)
{
  World *self = world_new ("webhook");

  outside_answer (self->outside, "/hook", 204, "", NULL);
  return self;
}

static void
set (World *self, guint status, const char *code)
{
  g_autofree char *url = outside_url (self->outside, "hooks", "/hook?shop=1");
  g_autofree char *body = g_strdup_printf ("{\"url\": \"%s\", \"secret\": \"" SECRET "\"}", url);

  platform_done (call (self, "PUT", "", body));
  platform_expect (self->platform, status, code);
}

static void
refused (World *self, const char *url, const char *secret, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"url\": \"%s\", \"secret\": \"%s\"}", url, secret);

  platform_done (call (self, "PUT", "", body));
  platform_expect (self->platform, 400, code);
}

/* As a server does it, with nothing but its secret; what was sent. */
static JsonNode *
verify (OutsideRequest *request)
{
  const char *timestamp = soup_message_headers_get_one (request->headers, "Superhub-Timestamp");
  const char *signature = soup_message_headers_get_one (request->headers, "Superhub-Signature");
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET));
  g_autoptr (JsonNode) node = hub_json_parse (request->body, -1, "message", NULL);

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->query, ==, "shop=1");
  g_assert_nonnull (timestamp);
  g_assert_nonnull (signature);
  g_hmac_update (hmac, (const guchar *) timestamp, -1);
  g_hmac_update (hmac, (const guchar *) ".", 1);
  g_hmac_update (hmac, (const guchar *) request->body, -1);
  g_assert_true (g_str_has_prefix (signature, "sha256="));
  g_assert_cmpstr (signature + strlen ("sha256="), ==, g_hmac_get_string (hmac));
  g_assert_nonnull (node);
  g_assert_cmpstr (hub_json_get_string (json_node_get_object (node), "id", ""), ==,
                   soup_message_headers_get_one (request->headers, "Superhub-Delivery"));
  return g_steal_pointer (&node);
}

static char *
verify_kind (OutsideRequest *request, const char *kind)
{
  g_autoptr (JsonNode) node = verify (request);

  g_assert_cmpstr (hub_json_get_string (json_node_get_object (node), "kind", ""), ==, kind);
  return g_strdup (hub_json_get_string (json_node_get_object (node), "id", ""));
}

/* (transfer full): the only delivery, once it is in that state. */
static JsonObject *
wait_for_state (World *self, const char *state)
{
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (JsonObject) list = call (self, "GET", "/deliveries", NULL);
      JsonArray *items = hub_json_get_array (list, "items");

      platform_expect (self->platform, 200, "");
      g_assert_cmpuint (json_array_get_length (items), ==, 1);
      if (g_str_equal (hub_json_get_string (json_array_get_object_element (items, 0), "state", ""), state))
        return json_object_ref (json_array_get_object_element (items, 0));
      g_usleep (50000);
    }
  g_error ("the delivery did not become “%s”", state);
}

static void
assert_hook (World *self, const char *state)
{
  g_autoptr (JsonObject) answer = call (self, "GET", "", NULL);

  platform_expect (self->platform, 200, "");
  g_assert_true (hub_json_get_boolean (answer, "enabled", FALSE));
  g_assert_cmpstr (hub_json_get_string (answer, "state", ""), ==, state);
}

/* Puts the clock forward until the server was asked once more; the request. */
static OutsideRequest *
next_attempt (World *self, guint number, gint64 step)
{
  for (guint i = 0; outside_count (self->outside) <= number && i < 400; i++)
    {
      platform_advance (self->platform, step);
      g_usleep (100000);
    }
  return outside_wait (self->outside, number);
}

static void
test_set (void)
{
  g_autoptr (World) self = start ();
  JsonObject *answer = call (self, "GET", "", NULL);

  g_assert_false (hub_json_get_boolean (answer, "enabled", TRUE));
  platform_done (answer);
  platform_done (call (self, "DELETE", "", NULL));
  platform_expect (self->platform, 404, "webhook.not_set");
  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 404, "webhook.not_set");
  refused (self, "https://127.0.0.1/x", SECRET, "webhook.bad_url");
  refused (self, "https://anna@a.example.com/", SECRET, "webhook.bad_url");
  refused (self, "ftp://a.example.com/", SECRET, "webhook.bad_url");
  refused (self, "https://a.example.com/#x", SECRET, "webhook.bad_url");
  refused (self, "https://a.example.com/", "short", "request.invalid");
  refused (self, "https://a.example.com/", "with a space in its middle", "request.invalid");
  set (self, 200, "");
  answer = call (self, "GET", "", NULL);
  g_assert_cmpstr (hub_json_get_string (answer, "state", ""), ==, "active");
  g_assert_cmpstr (hub_json_get_string (answer, "set_by", ""), ==, "anna");
  /* Who reads the settings does not read the secret. */
  g_assert_false (json_object_has_member (answer, "secret"));
  platform_done (answer);
  platform_done (call (self, "DELETE", "", NULL));
  platform_expect (self->platform, 204, "");
  answer = call (self, "GET", "", NULL);
  g_assert_false (hub_json_get_boolean (answer, "enabled", TRUE));
  platform_done (answer);
  g_assert_cmpuint (outside_count (self->outside), ==, 0);
}

static void
test_who_may (void)
{
  g_autoptr (World) self = start ();

  for (const char *const *id = (const char *const[]) { "otto", "dave", "tess", "eve", NULL }; *id != NULL; id++)
    {
      platform_become (self->platform, *id);
      set (self, 403, "auth.permission_denied");
      for (const char *const *rest = (const char *const[]) { "GET", "GET/deliveries", "POST/test", "DELETE", NULL }; *rest != NULL; rest++)
        {
          g_autofree char *method = g_strndup (*rest, strcspn (*rest, "/"));

          platform_done (call (self, method, *rest + strlen (method), NULL));
          platform_expect (self->platform, 403, "auth.permission_denied");
        }
    }
  /* Where things are sent is changed with a fresh password only. */
  platform_become (self->platform, "anna");
  platform_advance (self->platform, 10 * 60 * G_USEC_PER_SEC);
  set (self, 403, "auth.confirm_required");
  g_assert_cmpuint (outside_count (self->outside), ==, 0);
}

static void
test_test (void)
{
  g_autoptr (World) self = start ();

  set (self, 200, "");
  platform_done (call (self, "POST", "/test", NULL));
  platform_expect (self->platform, 200, "");
  g_free (verify_kind (outside_wait (self->outside, 0), "webhook.test"));
  for (const guint *status = (const guint[]) { 302, 404, 500, 0 }; *status != 0; status++)
    {
      outside_answer (self->outside, "/hook", *status, "no", "Location: /elsewhere", NULL);
      platform_done (call (self, "POST", "/test", NULL));
      platform_expect (self->platform, 409, "webhook.not_delivered");
    }
  /* Redirects were not followed. */
  g_assert_cmpuint (outside_count (self->outside), ==, 4);
}

/* Whatever waits stays; what arrived is listed for a month. */
static void
test_forgotten (void)
{
  g_autoptr (World) self = start ();
  gboolean gone = FALSE;

  set (self, 200, "");
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  platform_become (self->platform, "anna");
  platform_done (wait_for_state (self, "delivered"));
  platform_advance (self->platform, 29 * DAY);
  platform_become (self->platform, "anna");
  platform_done (wait_for_state (self, "delivered"));
  platform_advance (self->platform, 2 * DAY);
  platform_become (self->platform, "anna");
  for (guint i = 0; !gone && i < 400; i++)
    {
      g_autoptr (JsonObject) list = call (self, "GET", "/deliveries", NULL);

      platform_expect (self->platform, 200, "");
      gone = json_array_get_length (hub_json_get_array (list, "items")) == 0;
      g_usleep (gone ? 0 : 50000);
    }
  g_assert_true (gone);
  /* The admin's own list has it. */
  {
    g_autoptr (JsonObject) told = platform_call (self->platform, "GET", "/api/v1/notifications", NULL);

    g_assert_cmpuint (json_array_get_length (hub_json_get_array (told, "items")), ==, 1);
  }
}

static void
test_notification_is_sent (void)
{
  g_autoptr (World) self = start ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) told = NULL;
  g_autoptr (JsonObject) delivery = NULL;
  JsonObject *first, *sent;

  set (self, 200, "");
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  node = verify (outside_wait (self->outside, 0));
  sent = json_node_get_object (node);
  platform_become (self->platform, "anna");
  told = platform_call (self->platform, "GET", "/api/v1/notifications", NULL);
  first = json_array_get_object_element (hub_json_get_array (told, "items"), 0);
  for (const char *const *name = (const char *const[]) { "kind", "text", "app_id", "link", "created_at", NULL }; *name != NULL; name++)
    g_assert_cmpstr (hub_json_get_string (sent, *name, ""), ==, hub_json_get_string (first, *name, "?"));
  g_assert_cmpstr (hub_json_get_string (sent, "notification", ""), ==, hub_json_get_string (first, "id", "?"));
  g_assert_cmpstr (hub_json_get_string (sent, "kind", ""), ==, "review.approved");
  g_assert_cmpstr (hub_json_get_string (sent, "to", ""), ==, "anna");
  delivery = wait_for_state (self, "delivered");
  g_assert_cmpint (hub_json_get_int (delivery, "attempts", 0), ==, 1);
  g_assert_cmpstr (hub_json_get_string (delivery, "outcome", "?"), ==, "");
  assert_hook (self, "active");
  platform_advance (self->platform, DAY);
  platform_become (self->platform, "anna");
  assert_hook (self, "active");
  g_assert_cmpuint (outside_count (self->outside), ==, 1);
}

/* Each time later, with one id, also by the superhubd that is started after a crash. */
static void
test_retries (void)
{
  g_autoptr (World) self = start ();
  g_autoptr (JsonObject) failing = NULL;
  g_autoptr (JsonObject) delivered = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autofree char *last = NULL;

  set (self, 200, "");
  outside_answer (self->outside, "/hook", 500, "no", NULL);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  id = verify_kind (outside_wait (self->outside, 0), "review.approved");
  platform_become (self->platform, "anna");
  failing = wait_for_state (self, "failing");
  g_assert_nonnull (strstr (hub_json_get_string (failing, "outcome", ""), "500"));
  g_assert_nonnull (hub_json_get_string (failing, "next_at", NULL));
  assert_hook (self, "failing");
  again = verify_kind (next_attempt (self, 1, 11 * G_USEC_PER_SEC), "review.approved");
  g_assert_cmpstr (again, ==, id);
  platform_kill (self->platform);
  outside_answer (self->outside, "/hook", 200, "thanks", NULL);
  platform_start_again (self->platform, (const char *const[]) { "--proxy-allow-private", NULL });
  last = verify_kind (next_attempt (self, 2, 30 * G_USEC_PER_SEC), "review.approved");
  g_assert_cmpstr (last, ==, id);
  platform_become (self->platform, "anna");
  delivered = wait_for_state (self, "delivered");
  assert_hook (self, "active");
}

/* Two of them on one database, which a file of SQLite is not made for: one sends. */
static void
test_one_sends (void)
{
  g_autoptr (World) self = NULL;
  g_autoptr (JsonObject) delivered = NULL;
  Platform *other;

  if (!test_database_is_postgresql ())
    {
      g_test_skip ("one superhubd has a file of SQLite to itself");
      return;
    }
  self = start ();
  other = platform_start_beside (self->platform, (const char *const[]) { "--proxy-allow-private", NULL });
  set (self, 200, "");
  outside_delay (self->outside, "/hook", 1500);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  outside_wait (self->outside, 0);
  platform_become (self->platform, "anna");
  delivered = wait_for_state (self, "delivered");
  g_assert_cmpint (hub_json_get_int (delivered, "attempts", 0), ==, 1);
  g_assert_cmpuint (outside_count (self->outside), ==, 1);
  platform_free (other);
}

static gboolean
was_told (World *self, const char *kind)
{
  g_autoptr (JsonObject) told = platform_call (self->platform, "GET", "/api/v1/notifications", NULL);
  JsonArray *items = hub_json_get_array (told, "items");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    n += g_str_equal (hub_json_get_string (json_array_get_object_element (items, i), "kind", ""), kind);
  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

/* After days without an answer nobody is asked any more, the admin is told, and what waits is sent once it is set again. */
static void
test_disabled (void)
{
  g_autoptr (World) self = start ();
  g_autoptr (JsonObject) waiting = NULL;
  g_autoptr (JsonObject) delivered = NULL;
  guint n;

  set (self, 200, "");
  outside_answer (self->outside, "/hook", 503, "no", NULL);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  outside_wait (self->outside, 0);
  platform_become (self->platform, "anna");
  platform_done (wait_for_state (self, "failing"));
  g_assert_false (was_told (self, "webhook.disabled"));
  next_attempt (self, 1, 4 * DAY);
  platform_become (self->platform, "anna");
  for (guint i = 0; i < 200 && !was_told (self, "webhook.disabled"); i++)
    g_usleep (50000);
  g_assert_true (was_told (self, "webhook.disabled"));
  assert_hook (self, "disabled");
  waiting = wait_for_state (self, "failing");
  g_assert_false (json_object_has_member (waiting, "next_at"));
  n = outside_count (self->outside);
  platform_advance (self->platform, DAY);
  platform_become (self->platform, "anna");
  assert_hook (self, "disabled");
  g_assert_cmpuint (outside_count (self->outside), ==, n);
  outside_answer (self->outside, "/hook", 200, "", NULL);
  set (self, 200, "");
  g_free (verify_kind (outside_wait (self->outside, n), "review.approved"));
  delivered = wait_for_state (self, "delivered");
  assert_hook (self, "active");
}

/* What waits is not sent after the webhook was taken away. */
static void
test_deleted (void)
{
  g_autoptr (World) self = start ();
  JsonObject *list;

  set (self, 200, "");
  outside_answer (self->outside, "/hook", 500, "no", NULL);
  g_free (platform_put_online (self->platform, self->app_id, "one", "1.0.0"));
  outside_wait (self->outside, 0);
  platform_become (self->platform, "anna");
  platform_done (wait_for_state (self, "failing"));
  platform_done (call (self, "DELETE", "", NULL));
  platform_expect (self->platform, 204, "");
  list = call (self, "GET", "/deliveries", NULL);
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (list, "items")), ==, 0);
  platform_done (list);
}

/* What the new admin is told does not go to the old one's server. */
static void
test_handed_over (void)
{
  g_autoptr (World) self = start ();
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/admin", self->app_id);

  set (self, 200, "");
  platform_done (platform_call (self->platform, "PUT", path, "{\"superhub_id\": \"otto\", \"roles\": [\"developer\"]}"));
  g_assert_cmpuint (self->platform->status, <, 300);
  platform_done (call (self, "GET", "", NULL));
  platform_expect (self->platform, 403, "auth.permission_denied");
  platform_become (self->platform, "otto");
  assert_hook (self, "disabled");
  g_assert_true (was_told (self, "member.admin"));
  platform_done (wait_for_state (self, "pending"));
  platform_advance (self->platform, DAY);
  platform_become (self->platform, "otto");
  platform_done (wait_for_state (self, "pending"));
  g_assert_cmpuint (outside_count (self->outside), ==, 0);
  set (self, 200, "");
  g_free (verify_kind (outside_wait (self->outside, 0), "member.admin"));
  platform_done (wait_for_state (self, "delivered"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/webhook/set", test_set);
  g_test_add_func ("/platform/webhook/who", test_who_may);
  g_test_add_func ("/platform/webhook/test", test_test);
  g_test_add_func ("/platform/webhook/notification", test_notification_is_sent);
  g_test_add_func ("/platform/webhook/forgotten", test_forgotten);
  g_test_add_func ("/platform/webhook/retries", test_retries);
  g_test_add_func ("/platform/webhook/one-sends", test_one_sends);
  g_test_add_func ("/platform/webhook/disabled", test_disabled);
  g_test_add_func ("/platform/webhook/deleted", test_deleted);
  g_test_add_func ("/platform/webhook/handed-over", test_handed_over);
  return g_test_run ();
}
