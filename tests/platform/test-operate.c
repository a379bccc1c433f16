/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the one who runs a platform sees of it. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <glib/gstdio.h>

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

static GSocketConnection *
connect_to (Platform *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_uri (client, self->url, 80, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* Says the beginning of a request, and what the platform then does about it until it ends the connection. */
static char *
say_and_wait (Platform *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autoptr (GString) answer = g_string_new (NULL);
  char bytes[512];
  gssize got;

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                                            NULL, NULL, &error));
  while ((got = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), bytes, sizeof bytes, NULL,
                                     &error)) > 0)
    g_string_append_len (answer, bytes, got);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

/* Who goes away before the answer is no mistake of the platform's: an alarm on those would ring for every lost network. */
static void
test_who_goes_away (void)
{
  const char *const beginning = "POST /api/v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                "Content-Length: 90\r\n\r\n{";
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autofree char *text = NULL;

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), beginning,
                                            strlen (beginning), NULL, NULL, NULL));
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  for (guint i = 0; i < 500 && (text == NULL || strstr (text, "operation=\"createAccount\"") == NULL); i++)
    {
      g_usleep (i > 0 ? 20000 : 0);
      g_free (text);
      text = platform_send (self, "GET", "/metrics", NULL, NULL);
    }
  g_assert_nonnull (strstr (text, "superhub_requests_total{operation=\"createAccount\",status=\"4xx\"} 1\n"));
  g_assert_null (strstr (text, "status=\"5xx\""));
}

/* Nobody holds the platform's connections by being slow; others are served meanwhile and afterwards. */
static void
test_slow_clients_are_cut (void)
{
  g_autofree char *config = NULL;
  const char *extra[] = { "--config", NULL, NULL };
  g_autoptr (Platform) self = NULL;
  const char *const beginnings[] = {
    "", "GET /healthz HTTP/1.1\r\nHost: a\r\n",
    "POST /api/v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{",
  };

  g_close (g_file_open_tmp ("superhub-patience-XXXXXX.conf", &config, NULL), NULL);
  g_assert_true (g_file_set_contents (config, "[limits]\npatience-seconds = 1\n", -1, NULL));
  extra[1] = config;
  self = platform_start (extra);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autofree char *answer = say_and_wait (self, beginnings[i]);

      g_assert_null (strstr (answer, " 200 "));
    }
  json_object_unref (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
  g_remove (config);
}

static void
ask (GSocketConnection *connection)
{
  const char *const request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL, NULL,
                             &error);
  g_assert_no_error (error);
}

static void
expect_answer (GSocketConnection *connection)
{
  g_autoptr (GError) error = NULL;
  char bytes[512] = "";

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), bytes, sizeof bytes - 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (bytes, "HTTP/1.1 200 "));
}

/* Thousands that leave around the moment of their answer, before it or right after: none takes the platform along. */
static void
test_many_leave (void)
{
  g_autoptr (Platform) self = platform_start (NULL);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (self);

      ask (connection);
      if (i % 2 == 0)
        expect_answer (connection);
      else
        g_usleep (g_random_int_range (0, 600));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  json_object_unref (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
}

static int
get_pid (Platform *self)
{
  return g_ascii_strtoull (g_subprocess_get_identifier (self->process), NULL, 10);
}

/* Phones that wake up at the same moment: none is told to come again later because the platform is busy. */
static void
test_many_come_at_once (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 began = g_get_monotonic_time ();

  kill (get_pid (self), SIGSTOP);
  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (connections, connect_to (self));
      ask (g_ptr_array_index (connections, i));
    }
  /* The kernel tries again after a second who finds no place in the queue, and then more and more seldom. */
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
  kill (get_pid (self), SIGCONT);
  for (guint i = 0; i < 100; i++)
    expect_answer (g_ptr_array_index (connections, i));
}

static guint
count_descriptors (Platform *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", get_pid (self));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

/* Who finds no descriptor free waits until there is one. */
static void
test_descriptors_run_out (void)
{
  g_autoptr (Platform) self = platform_start (NULL);
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = platform_file (self, "log");
  g_autofree char *text = NULL;
  g_autoptr (GSocketConnection) last = NULL;
  struct rlimit limit = { count_descriptors (self) + 4, count_descriptors (self) + 4 };

  g_assert_cmpint (prlimit (get_pid (self), RLIMIT_NOFILE, &limit, NULL), ==, 0);
  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (connections, connect_to (self));
  last = connect_to (self);
  ask (last);
  ask (g_ptr_array_index (connections, 0));
  expect_answer (g_ptr_array_index (connections, 0));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "event=no-descriptors"));
  g_ptr_array_set_size (connections, 0);
  expect_answer (last);
  json_object_unref (platform_call (self, "GET", "/healthz", NULL));
  platform_expect (self, 200, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operate/health", test_health);
  g_test_add_func ("/operate/metrics", test_metrics_count);
  g_test_add_func ("/operate/metrics-on-the-machine", test_metrics_stay_on_the_machine);
  g_test_add_func ("/operate/log", test_log_keeps_secrets);
  g_test_add_func ("/operate/who-goes-away", test_who_goes_away);
  g_test_add_func ("/operate/slow-clients", test_slow_clients_are_cut);
  g_test_add_func ("/operate/many-at-once", test_many_come_at_once);
  g_test_add_func ("/operate/many-leave", test_many_leave);
  g_test_add_func ("/operate/descriptors", test_descriptors_run_out);
  return g_test_run ();
}
