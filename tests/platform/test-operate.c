/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the one who runs a platform sees of it. */
#include <string.h>

#include "hub-json.h"
#include "platform-fixture.h"

static void
test_health (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (JsonObject) health = platform_call (self, "GET", "/healthz", NULL);

  platform_expect (self, 200, "");
  g_assert_cmpstr (hub_json_get_string (health, "status", ""), ==, "ok");
}

/* Each answer is counted by its operation, and no name that somebody sends becomes a label. */
static void
test_metrics_count (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *text = NULL;

  platform_account (self, "anna");
  json_object_unref (platform_call (self, "GET", "/api/v1/account", NULL));
  platform_expect (self, 401, "auth.required");
  g_free (platform_send (self, "GET", "/secret-path-of-somebody", NULL, NULL));
  g_free (platform_send (self, "GET", "/api/v1/apps/secret-path-of-somebody/nothing", NULL, NULL));
  text = platform_send (self, "GET", "/metrics", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_nonnull (strstr (text, "superhub_requests_total{operation=\"createAccount\",status=\"2xx\"} 1\n"));
  g_assert_nonnull (strstr (text, "superhub_requests_total{operation=\"getAccount\",status=\"4xx\"} 1\n"));
  g_assert_nonnull (strstr (text, "superhub_request_seconds_count{operation=\"createAccount\"} 1\n"));
  g_assert_null (strstr (text, "secret-path"));
  g_assert_null (strstr (text, "anna"));
}

static char *
send_forwarded (Platform *self, const char *path)
{
  g_autofree char *address = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GBytes) body = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "X-Forwarded-For", "192.0.2.7");
  body = soup_session_send_and_read (self->session, message, NULL, NULL);
  self->status = soup_message_get_status (message);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_metrics_stay_on_the_machine (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *text = send_forwarded (self, "/metrics");

  g_assert_cmpuint (self->status, ==, 404);
  g_assert_null (strstr (text, "superhub_"));
}

/* The log says who did what, and nothing that opens a door. */
static void
test_log_keeps_secrets (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autofree char *path = platform_file (self, "log");
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;

  platform_account (self, "anna");
  token = platform_token_of (self, "anna");
  platform_become (self, "anna");
  json_object_unref (platform_call (self, "GET", "/api/v1/account", NULL));
  g_free (platform_send (self, "GET", "/p/SecretTokenOfPreview?t=SecretQuery", NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "operation=getAccount method=GET status=200"));
  g_assert_nonnull (strstr (text, "account=anna"));
  g_assert_null (strstr (text, token));
  g_assert_null (strstr (text, PASSWORD));
  g_assert_null (strstr (text, "SecretTokenOfPreview"));
  g_assert_null (strstr (text, "SecretQuery"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operate/health", test_health);
  g_test_add_func ("/operate/metrics", test_metrics_count);
  g_test_add_func ("/operate/metrics-on-the-machine", test_metrics_stay_on_the_machine);
  g_test_add_func ("/operate/log", test_log_keeps_secrets);
  return g_test_run ();
}
