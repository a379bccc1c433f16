/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program on a phone may ask through the platform, and what nobody may. */
#include "platform-fixture.h"

#include <string.h>

#include "hub-json.h"
#include "hub-package.h"
#include "outside-server.h"

static const char *const open_to_tests[] = { "--proxy-allow-private", NULL };

/* A package whose project says @check. */
static char *
upload (Platform *self, const char *app_id, gboolean check)
{
  g_autofree char *config = g_strdup_printf ("{\"format\": 1, \"appId\": \"\", \"name\": \"Test\", \"entryPagePath\": \"pages/index/index\", "
                                             "\"pages\": [\"pages/index/index\"], \"subPackages\": [], \"urlCheck\": %s}",
                                             check ? "true" : "false");
  g_autofree char *config_path = platform_file (self, "app-config.json");
  g_autofree char *package_path = platform_file (self, "package.hpkg");
  const HubPackageEntry entries[] = { { "app-config.json", config_path, "" } };
  g_autofree char *sha256 = NULL;
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/packages", app_id);
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  sha256 = hub_package_write (entries, 1, NULL, NULL, package_path, &sizes, NULL, NULL);
  g_assert_nonnull (sha256);
  g_assert_true (g_file_get_contents (package_path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  answer = platform_send (self, "POST", path, "application/vnd.superhub.package", bytes);
  g_assert_cmpuint (self->status, ==, 201);
  return g_steal_pointer (&sha256);
}

static char *
open_run (Platform *self, const char *path)
{
  g_autofree char *page = platform_send (self, "GET", path, NULL, NULL);

  g_assert_cmpuint (self->status, ==, 200);
  return platform_read_run (page);
}

/* anna previews her program: the address of its run. */
static char *
preview (Platform *self, const char *app_id, gboolean check)
{
  g_autofree char *sha256 = upload (self, app_id, check);
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/previews", app_id);
  g_autoptr (JsonObject) link = platform_call (self, "POST", path, "{\"package\": \"%s\"}", sha256);
  g_autofree char *page = g_strconcat ("/p/", hub_json_get_string (link, "token", ""), NULL);

  platform_expect (self, 201, "");
  platform_phone_sign_in (self, "anna", page);
  return open_run (self, page);
}

/* anna's test version. */
static char *
test_version (Platform *self, const char *app_id, gboolean check)
{
  g_autofree char *sha256 = upload (self, app_id, check);
  g_autofree char *slot = g_strdup_printf ("/api/v1/apps/%s/developer-version", app_id);
  g_autofree char *test = g_strdup_printf ("/api/v1/apps/%s/test-version", app_id);
  g_autofree char *page = g_strconcat ("/t/", app_id, NULL);
  g_autoptr (JsonObject) version = NULL;

  version = platform_call (self, "PUT", slot, "{\"package\": \"%s\", \"version\": \"1.0.0\", \"remarks\": \"\"}", sha256);
  platform_expect (self, 200, "");
  platform_done (platform_call (self, "PUT", test, "{\"id\": \"%s\", \"mode\": \"pin\"}", hub_json_get_string (version, "id", "")));
  platform_expect (self, 200, "");
  platform_phone_sign_in (self, "anna", page);
  return open_run (self, page);
}

static Platform *
start (const char *const *extra, char **app_id)
{
  Platform *self = platform_start (extra);

  platform_account (self, "anna");
  platform_become (self, "anna");
  *app_id = platform_app (self, "Shop");
  return self;
}

static void
declare (Platform *self, const char *app_id, const char *use, const char *domain)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/settings/domains", app_id);

  platform_done (platform_call (self, "PUT", path, "{\"action\": \"add\", \"%s\": [\"%s\"]}", use, domain));
  platform_expect (self, 200, "");
}

/* Calls the host's service as a running program does: with nothing but the run's address. */
static JsonObject *
ask (Platform *self, const char *run, const char *service, const char *body)
{
  g_autofree char *path = g_strconcat (run, "host/", service, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *token = g_strdup (self->token);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  self->token[0] = '\0';
  text = platform_send (self, "POST", path, "text/plain", bytes);
  g_free (self->token);
  self->token = g_steal_pointer (&token);
  g_assert_cmpuint (self->status, ==, 200);
  node = hub_json_parse (text, -1, "answer", NULL);
  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static JsonObject *
get (Platform *self, const char *run, const char *url, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"id\": 1, \"url\": \"%s\"%s}", url, more);

  return ask (self, run, "network/request", body);
}

static void
assert_fails (JsonObject *answer, const char *text)
{
  g_assert_false (hub_json_get_boolean (answer, "ok", TRUE));
  if (strstr (hub_json_get_string (answer, "errMsg", ""), text) == NULL)
    g_error ("“%s” is not in “%s”", text, hub_json_get_string (answer, "errMsg", ""));
  json_object_unref (answer);
}

static JsonObject *
result_of (JsonObject *answer)
{
  g_assert_cmpstr (hub_json_get_string (answer, "errMsg", ""), ==, "");
  g_assert_true (hub_json_get_boolean (answer, "ok", FALSE));
  return hub_json_get_object (answer, "result");
}

static void
test_request (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *api = outside_url (outside, "api", "");
  g_autofree char *orders = outside_url (outside, "api", "/orders?page=2");
  g_autofree char *run = NULL;
  OutsideRequest *seen;
  JsonObject *answer, *result;

  outside_answer (outside, "/orders", 201, "{\"many\": 3}", "Content-Type: application/json", "Set-Cookie: a=1; Path=/",
                  "Set-Cookie: b=2", "X-Own: yes", "Keep-Alive: timeout=5", NULL);
  declare (self, app_id, "request", api);
  run = preview (self, app_id, TRUE);
  answer = get (self, run, orders, ", \"method\": \"POST\", \"data\": \"{\\\"x\\\": 1}\", \"header\": {\"X-Token\": \"t\", "
                "\"content-type\": \"application/json\", \"Host\": \"evil.example.com\", \"Connection\": \"upgrade\", "
                "\"Proxy-Authorization\": \"x\", \"Content-Length\": \"3\", \"Cookie\": \"mine=1\"}");
  result = result_of (answer);
  g_assert_cmpint (hub_json_get_int (result, "statusCode", 0), ==, 201);
  g_assert_cmpstr (hub_json_get_string (result, "data", ""), ==, "{\"many\": 3}");
  g_assert_cmpuint (json_array_get_length (hub_json_get_array (result, "cookies")), ==, 2);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result, "header"), "X-Own", ""), ==, "yes");
  g_assert_false (json_object_has_member (hub_json_get_object (result, "header"), "Keep-Alive"));
  /* No cookie of the platform's pages comes of it. */
  g_assert_cmpstr (self->cookie, !=, "a=1");
  platform_done (answer);
  seen = outside_wait (outside, 0);
  g_assert_cmpstr (seen->method, ==, "POST");
  g_assert_cmpstr (seen->query, ==, "page=2");
  g_assert_cmpstr (seen->body, ==, "{\"x\": 1}");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "X-Token"), ==, "t");
  g_assert_cmpstr (soup_message_headers_get_one (seen->headers, "Cookie"), ==, "mine=1");
  g_assert_null (soup_message_headers_get_one (seen->headers, "Authorization"));
  g_assert_null (soup_message_headers_get_one (seen->headers, "Proxy-Authorization"));
  g_assert_nonnull (strstr (soup_message_headers_get_one (seen->headers, "Host"), "api.localhost"));
  g_assert_nonnull (strstr (soup_message_headers_get_one (seen->headers, "Referer"), app_id));
  g_assert_null (strstr (soup_message_headers_get_one (seen->headers, "Referer"), "/r/"));
}

static void
test_undeclared (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *api = outside_url (outside, "api", "");
  g_autofree char *here = outside_url (outside, "api", "/x");
  g_autofree char *there = outside_url (outside, "other", "/x");
  g_autofree char *below = outside_url (outside, "api.other", "/x");
  g_autofree char *direct = g_strdup_printf ("http://127.0.0.1:%u/x", outside->port);
  g_autofree char *named = g_strdup_printf ("http://api.localhost:%u@other.localhost:%u/x", outside->port, outside->port);
  g_autofree char *run = NULL;
  g_autofree char *tested = NULL;

  outside_answer (outside, "/x", 200, "hello", NULL);
  run = preview (self, app_id, TRUE);
  assert_fails (get (self, run, here, ""), "request:fail url not in domain list");
  /* For another use it counts for nothing. */
  declare (self, app_id, "downloadFile", api);
  assert_fails (get (self, run, here, ""), "url not in domain list");
  declare (self, app_id, "request", api);
  platform_done (get (self, run, here, ""));
  assert_fails (get (self, run, there, ""), "url not in domain list");
  assert_fails (get (self, run, below, ""), "url not in domain list");
  assert_fails (get (self, run, direct, ""), "url not in domain list");
  assert_fails (get (self, run, named, ""), "url not in domain list");
  assert_fails (get (self, run, "http://api.localhost/x", ""), "url not in domain list");
  assert_fails (get (self, run, "file:///etc/passwd", ""), "url not in domain list");
  assert_fails (get (self, run, "", ""), "url not in domain list");
  g_assert_cmpuint (outside_count (outside), ==, 1);
  /* `urlCheck: false` is for a developer's preview, not for testers. */
  tested = test_version (self, app_id, FALSE);
  assert_fails (get (self, tested, there, ""), "url not in domain list");
  g_free (run);
  run = preview (self, app_id, FALSE);
  platform_done (get (self, run, there, ""));
  g_assert_cmpuint (outside_count (outside), ==, 2);
  assert_fails (get (self, run, direct, ""), "fail");
  g_assert_cmpuint (outside_count (outside), ==, 2);
}

static void
test_redirects (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *api = outside_url (outside, "api", "");
  g_autofree char *cdn = outside_url (outside, "cdn", "");
  g_autofree char *go = outside_url (outside, "api", "/go");
  g_autofree char *leave = outside_url (outside, "api", "/leave");
  g_autofree char *loop = outside_url (outside, "api", "/loop");
  g_autofree char *to_cdn = g_strdup_printf ("Location: %s/end", cdn);
  g_autofree char *to_other = g_strdup_printf ("Location: http://other.localhost:%u/end", outside->port);
  g_autofree char *run = NULL;
  JsonObject *answer;
  OutsideRequest *seen;

  outside_answer (outside, "/go", 302, "", to_cdn, NULL);
  outside_answer (outside, "/leave", 302, "", to_other, NULL);
  outside_answer (outside, "/loop", 302, "", "Location: /loop", NULL);
  outside_answer (outside, "/end", 200, "arrived", NULL);
  declare (self, app_id, "request", api);
  run = preview (self, app_id, TRUE);
  assert_fails (get (self, run, leave, ""), "url not in domain list");
  assert_fails (get (self, run, go, ""), "url not in domain list");
  declare (self, app_id, "request", cdn);
  answer = get (self, run, go, ", \"method\": \"POST\", \"data\": \"secret\", \"header\": {\"Authorization\": \"mine\"}");
  g_assert_cmpstr (hub_json_get_string (result_of (answer), "data", ""), ==, "arrived");
  platform_done (answer);
  seen = outside_wait (outside, outside_count (outside) - 1);
  g_assert_cmpstr (seen->method, ==, "GET");
  g_assert_cmpstr (seen->body, ==, "");
  g_assert_null (soup_message_headers_get_one (seen->headers, "Authorization"));
  answer = get (self, run, leave, ", \"redirect\": \"manual\"");
  g_assert_cmpint (hub_json_get_int (result_of (answer), "statusCode", 0), ==, 302);
  platform_done (answer);
  assert_fails (get (self, run, loop, ""), "ERR_TOO_MANY_REDIRECTS");
}

static void
test_bounds (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *api = outside_url (outside, "api", "");
  g_autofree char *big = outside_url (outside, "api", "/big");
  g_autofree char *slow = outside_url (outside, "api", "/slow");
  g_autofree char *much = g_strnfill (11 * 1024 * 1024, 'x');
  g_autofree char *body = NULL;
  g_autofree char *run = NULL;

  outside_answer (outside, "/big", 200, much, NULL);
  outside_answer (outside, "/slow", 200, "late", NULL);
  outside_delay (outside, "/slow", 60000);
  declare (self, app_id, "request", api);
  run = preview (self, app_id, TRUE);
  assert_fails (get (self, run, big, ""), "exceed max file size");
  assert_fails (get (self, run, slow, ", \"timeout\": 100"), "request:fail timeout");
  body = g_strdup_printf ("{\"id\": 1, \"url\": \"%s\", \"method\": \"POST\", \"data\": \"%s\"}", big, much);
  assert_fails (ask (self, run, "network/request", body), "request exceeds 10 MB");
  assert_fails (get (self, run, big, ", \"method\": \"CONNECT\""), "method is not known");
}

static void
test_files (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *api = outside_url (outside, "files", "");
  g_autofree char *put = NULL;
  g_autofree char *get_it = NULL;
  g_autofree char *run = NULL;
  OutsideRequest *seen;
  JsonObject *answer;

  outside_answer (outside, "/put", 200, "kept", NULL);
  outside_answer (outside, "/get", 200, "the file", NULL);
  run = preview (self, app_id, TRUE);
  put = g_strdup_printf ("{\"id\": 1, \"url\": \"%s/put\", \"name\": \"photo\", \"fileName\": \"a.png\", \"type\": \"image/png\", "
                         "\"formData\": {\"album\": \"一\"}, \"file\": {\"base64\": \"aGVsbG8=\"}}", api);
  get_it = g_strdup_printf ("{\"id\": 2, \"url\": \"%s/get\"}", api);
  assert_fails (ask (self, run, "network/upload", put), "uploadFile:fail url not in domain list");
  assert_fails (ask (self, run, "network/download", get_it), "downloadFile:fail url not in domain list");
  declare (self, app_id, "uploadFile", api);
  declare (self, app_id, "downloadFile", api);
  answer = ask (self, run, "network/upload", put);
  g_assert_cmpstr (hub_json_get_string (result_of (answer), "data", ""), ==, "kept");
  platform_done (answer);
  seen = outside_wait (outside, 0);
  g_assert_nonnull (strstr (seen->body, "name=\"photo\"; filename=\"a.png\""));
  g_assert_nonnull (strstr (seen->body, "hello"));
  g_assert_nonnull (strstr (seen->body, "一"));
  answer = ask (self, run, "network/download", get_it);
  g_assert_cmpstr (hub_json_get_string (hub_json_get_object (result_of (answer), "data"), "base64", ""), ==, "dGhlIGZpbGU=");
  g_assert_cmpint (hub_json_get_int (result_of (answer), "dataLength", 0), ==, 8);
  platform_done (answer);
}

/* Sends the headers of a request with 14 MB, and @body if it is asked for it or @anyway: the first line of the answer. */
static char *
send_much (Platform *self, const char *run, const char *body, gboolean anyway)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) input = NULL;
  g_autofree char *head = g_strdup_printf ("POST %shost/network/request HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
                                           "Content-Length: %zu\r\n%s\r\n", run, strlen (body),
                                           anyway ? "" : "Expect: 100-continue\r\n");
  GOutputStream *output;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_uri (client, self->url, 80, NULL, &error);
  g_assert_no_error (error);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL));
  if (anyway)
    g_output_stream_write_all (output, body, strlen (body), NULL, NULL, NULL);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  return g_data_input_stream_read_line (input, NULL, NULL, NULL);
}

/* Nobody sends megabytes but a program that runs. */
static void
test_strangers (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (NULL, &app_id);
  g_autofree char *body = g_strnfill (7 * 1024 * 1024, ' ');
  g_autofree char *run = preview (self, app_id, TRUE);
  g_autofree char *taken = send_much (self, run, body, FALSE);
  g_autofree char *refused = send_much (self, "/r/nosuchrun/", body, FALSE);
  g_autofree char *impatient = send_much (self, "/r/nosuchrun/", body, TRUE);

  g_assert_cmpstr (taken, ==, "HTTP/1.1 100 Continue");
  g_assert_cmpstr (refused, ==, "HTTP/1.1 404 Not Found");
  g_assert_cmpstr (impatient, ==, "HTTP/1.1 404 Not Found");
}

/* An authority, and what it vouches for: api.localhost. */
static void
make_certificate (Platform *self)
{
  static const char script[] =
    "set -e; cd \"$1\"; key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'\n"
    "openssl req -x509 $key -subj '/CN=An authority of tests' -days 2 -keyout ca.key -out ca.pem\n"
    "openssl req $key -subj /CN=api.localhost -keyout leaf.key -out leaf.csr\n"
    "printf 'subjectAltName=DNS:api.localhost\\n' >leaf.ext\n"
    "openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile leaf.ext -out leaf.crt\n"
    "cat leaf.crt leaf.key >leaf.pem\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "sh", "-c", script, "sh",
                                                      self->folder, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* The certificate counts, and whom it was made for. */
static void
test_tls (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (open_to_tests, &app_id);
  g_autofree char *authority = platform_file (self, "ca.pem");
  g_autofree char *certificate = platform_file (self, "leaf.pem");
  const char *const trusting[] = { "--proxy-allow-private", "--proxy-trust", authority, NULL };
  g_autoptr (Outside) outside = NULL;
  g_autofree char *api = NULL;
  g_autofree char *other = NULL;
  g_autofree char *run = NULL;
  JsonObject *answer;

  make_certificate (self);
  outside = outside_start_tls (certificate);
  outside_answer (outside, "/", 200, "hello", NULL);
  api = outside_url (outside, "api", "");
  other = outside_url (outside, "other", "");
  declare (self, app_id, "request", api);
  declare (self, app_id, "request", other);
  run = preview (self, app_id, TRUE);
  /* Nobody the system knows vouches for it. */
  assert_fails (get (self, run, api, ""), "ERR_CERT_AUTHORITY_INVALID");
  g_assert_cmpuint (outside_count (outside), ==, 0);
  platform_stop (self);
  platform_start_again (self, trusting);
  answer = get (self, run, api, ", \"method\": \"POST\", \"data\": \"secret\"");
  g_assert_cmpstr (hub_json_get_string (result_of (answer), "data", ""), ==, "hello");
  platform_done (answer);
  /* For another host that certificate says nothing. */
  assert_fails (get (self, run, other, ", \"method\": \"POST\", \"data\": \"secret\""), "ERR_CERT");
  g_assert_cmpuint (outside_count (outside), ==, 1);
}

/* A platform as it is run: nothing of its own network, and nothing without TLS. */
static void
test_own_network (void)
{
  g_autoptr (Outside) outside = outside_start ();
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = start (NULL, &app_id);
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/settings/domains", app_id);
  g_autofree char *inside = g_strdup_printf ("https://inside.localhost:%u", outside->port);
  g_autofree char *plain = outside_url (outside, "inside", "/x");
  g_autofree char *direct = g_strdup_printf ("https://127.0.0.1:%u/x", outside->port);
  g_autofree char *platform = g_strconcat (self->url, "/healthz", NULL);
  g_autofree char *run = NULL;

  declare (self, app_id, "request", inside);
  platform_done (platform_call (self, "PUT", path, "{\"action\": \"add\", \"request\": [\"http://inside.localhost\"]}"));
  platform_expect (self, 400, "settings.bad_domain");
  run = preview (self, app_id, TRUE);
  assert_fails (get (self, run, inside, ""), "not on the public internet");
  assert_fails (get (self, run, plain, ""), "url not in domain list");
  g_free (run);
  run = preview (self, app_id, FALSE);
  assert_fails (get (self, run, inside, ""), "not on the public internet");
  assert_fails (get (self, run, plain, ""), "invalid url");
  assert_fails (get (self, run, direct, ""), "url not in domain list");
  assert_fails (get (self, run, platform, ""), "fail");
  assert_fails (get (self, run, "https://[::1]/", ""), "fail");
  assert_fails (get (self, run, "https://[::ffff:127.0.0.1]/", ""), "fail");
  assert_fails (get (self, run, "https://0x7f000001/", ""), "fail");
  g_assert_cmpuint (outside_count (outside), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/proxy/request", test_request);
  g_test_add_func ("/platform/proxy/undeclared", test_undeclared);
  g_test_add_func ("/platform/proxy/redirects", test_redirects);
  g_test_add_func ("/platform/proxy/bounds", test_bounds);
  g_test_add_func ("/platform/proxy/files", test_files);
  g_test_add_func ("/platform/proxy/strangers", test_strangers);
  g_test_add_func ("/platform/proxy/tls", test_tls);
  g_test_add_func ("/platform/proxy/own-network", test_own_network);
  return g_test_run ();
}
