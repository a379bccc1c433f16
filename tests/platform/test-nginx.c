/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped configuration of nginx and the unit of systemd, with the real programs. */
#include "platform-fixture.h"

#include <signal.h>
#include <sys/prctl.h>
#include <glib/gstdio.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"
#include "hub-release-manifest.h"
#include "wait-for.h"

typedef struct
{
  Platform    *platform;
  GSubprocess *process;
  char        *url;
} Proxy;

static char *
read_source (const char *name)
{
  g_autofree char *path = g_build_filename (SOURCE_ROOT, name, NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
replace (char **text, const char *old, const char *new)
{
  g_autoptr (GString) string = g_string_new (*text);

  g_assert_cmpuint (g_string_replace (string, old, new, 0), >, 0);
  g_free (*text);
  *text = g_string_free (g_steal_pointer (&string), FALSE);
}

static guint16
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

/* As it is shipped, but on other ports, with its files in the test's folder. */
static char *
write_configuration (Platform *platform, guint16 port)
{
  g_autofree char *site = read_source ("data/nginx/superhub.conf.in");
  g_autofree char *cache = platform_file (platform, "cache");
  g_autofree char *listen = g_strdup_printf ("listen 127.0.0.1:%u;", port);
  g_autofree char *site_path = platform_file (platform, "superhub.conf");
  g_autofree char *path = platform_file (platform, "nginx.conf");
  g_autofree char *text = NULL;

  replace (&site, "@cachedir@", cache);
  replace (&site, "  listen 80;", listen);
  replace (&site, "  listen [::]:80;", "");
  replace (&site, "127.0.0.1:8480", platform->url + strlen ("http://"));
  replace (&site, "proxy_cache_valid 200 20s;", "proxy_cache_valid 200 1s;");
  g_assert_true (g_file_set_contents (site_path, site, -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (cache, 0755), ==, 0);
  text = g_strdup_printf ("daemon off;\nmaster_process off;\npid %1$s/nginx.pid;\nerror_log %1$s/nginx.log;\n"
                          "events { worker_connections 512; }\n"
                          "http { access_log off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; "
                          "fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; include %2$s; }\n",
                          platform->folder, site_path);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_steal_pointer (&path);
}

/* What the platform's fixture then knows of the answer is what came through the proxy. */
static char *
ask (Proxy *self, const char *method, const char *path, const char *name, const char *value, gsize *length)
{
  char *direct = self->platform->url;
  char *answer;

  self->platform->url = self->url;
  answer = platform_fetch (self->platform, method, path, name, value, length);
  self->platform->url = direct;
  return answer;
}

static void
die_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static Proxy *
proxy_start (Platform *platform)
{
  Proxy *self = g_new0 (Proxy, 1);
  guint16 port = free_port ();
  g_autofree char *path = write_configuration (platform, port);
  g_autoptr (GSubprocess) check = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_find_program_in_path ("nginx");
  g_autofree char *answer = NULL;

  self->platform = platform;
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  check = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "-t", "-c", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (check, NULL, &error));
  g_assert_no_error (error);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "-c", path, NULL);
  g_assert_no_error (error);
  for (guint i = 0; answer == NULL && i < 500; i++)
    {
      answer = ask (self, "GET", "/healthz", NULL, NULL, NULL);
      g_usleep (answer == NULL ? 20000 : 0);
    }
  g_assert_nonnull (answer);
  g_assert_cmpuint (platform->status, ==, 200);
  return self;
}

static void
proxy_free (Proxy *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

static Platform *
start_shop (char **app_id)
{
  Platform *self = platform_start (NULL);

  *app_id = platform_shop (self, "Corner Shop");
  return self;
}

static gboolean
skip_without (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  if (path == NULL)
    g_test_skip (program);
  return path == NULL;
}

static gint64
number_of (const char *document)
{
  g_autoptr (JsonNode) node = hub_json_parse (document, -1, "document", NULL);
  gsize length;
  g_autofree char *padded = g_strconcat (hub_json_get_string (json_node_get_object (node), "payload", ""), "===", NULL);
  g_autofree guchar *payload = NULL;
  g_autoptr (JsonNode) inner = NULL;

  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  padded[strlen (padded) / 4 * 4] = '\0';
  payload = g_base64_decode (padded, &length);
  inner = hub_json_parse ((char *) payload, length, "payload", NULL);
  return hub_json_get_int (json_node_get_object (inner), "number", 0);
}

/* What is the same for everybody comes from the proxy, and a change passes in time. */
static void
test_manifest (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = NULL;
  g_autoptr (Proxy) proxy = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *document = NULL;
  g_autofree char *tag = NULL;
  gint64 number, began;

  if (skip_without ("nginx"))
    return;
  self = start_shop (&app_id);
  sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  proxy = proxy_start (self);
  path = g_strconcat ("/m/", app_id, NULL);
  document = ask (proxy, "GET", path, NULL, NULL, NULL);
  g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, "MISS");
  g_assert_nonnull (strstr (platform_get_header (proxy->platform, "Cache-Control"), "max-age=20"));
  tag = g_strdup (platform_get_header (proxy->platform, "ETag"));
  number = number_of (document);
  g_free (ask (proxy, "GET", path, "Cookie", "session=mine", NULL));
  g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, "HIT");
  g_free (ask (proxy, "GET", path, "If-None-Match", tag, NULL));
  g_assert_cmpuint (proxy->platform->status, ==, 304);
  g_free (ask (proxy, "HEAD", path, NULL, NULL, NULL));
  g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, "HIT");

  began = g_get_monotonic_time ();
  newer = platform_put_online (self, app_id, "second", "1.1.0");
  while (number_of (document) == number)
    {
      g_usleep (100000);
      g_free (document);
      document = ask (proxy, "GET", path, NULL, NULL, NULL);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_USEC_PER_SEC);
    }
  /* What there is not is not asked for by everybody. */
  g_free (ask (proxy, "GET", "/m/nosuchprogram", NULL, NULL, NULL));
  g_assert_cmpuint (proxy->platform->status, ==, 404);
  g_free (ask (proxy, "GET", "/m/nosuchprogram", NULL, NULL, NULL));
  g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, "HIT");
  /* While superhubd does not answer, what it said last is used. */
  platform_stop (self);
  began = g_get_monotonic_time ();
  do
    {
      g_free (ask (proxy, "GET", path, NULL, NULL, NULL));
      g_assert_cmpuint (proxy->platform->status, ==, 200);
      g_usleep (50000);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_USEC_PER_SEC);
    }
  while (g_strcmp0 (platform_get_header (proxy->platform, "X-Cache"), "STALE") != 0);
}

/* How long nginx uses an answer stands in its configuration and in the answer: the two may not part. */
static void
test_times (void)
{
  g_autofree char *text = read_source ("data/nginx/superhub.conf.in");
  g_autofree char *app_id = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Platform) self = NULL;
  const char *said[2] = { NULL, "/m/nosuchprogram" };

  self = start_shop (&app_id);
  sha256 = platform_put_online (self, app_id, "first", "1.0.0");
  said[0] = path = g_strconcat ("/m/", app_id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *url = g_strconcat (self->url, said[i], NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_autoptr (GBytes) body = soup_session_send_and_read (self->session, message, NULL, NULL);
      const char *control = soup_message_headers_get_one (soup_message_get_response_headers (message), "Cache-Control");
      const char *seconds = strstr (control, "max-age=");
      g_autofree char *line = NULL;

      g_assert_nonnull (seconds);
      line = g_strdup_printf ("proxy_cache_valid %u %us;", soup_message_get_status (message),
                              (guint) g_ascii_strtoull (seconds + strlen ("max-age="), NULL, 10));
      g_assert_nonnull (strstr (text, line));
    }
}

static void
test_package (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = NULL;
  g_autoptr (Proxy) proxy = NULL;
  g_autofree char *text = g_strnfill (30000, 'y');
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;
  gsize size, length;

  if (skip_without ("nginx"))
    return;
  self = start_shop (&app_id);
  sha256 = platform_put_online (self, app_id, text, "1.0.0");
  proxy = proxy_start (self);
  path = g_strconcat ("/packages/", sha256, NULL);
  whole = ask (proxy, "GET", path, NULL, NULL, &size);
  g_assert_cmpuint (proxy->platform->status, ==, 200);
  part = ask (proxy, "GET", path, "Range", "bytes=5-14", &length);
  g_assert_cmpuint (proxy->platform->status, ==, 206);
  g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, "HIT");
  g_assert_cmpmem (part, length, whole + 5, 10);
  for (guint i = 0; i < 2; i++)
    {
      g_free (ask (proxy, "GET", path, "Accept-Encoding", "br, gzip", &length));
      g_assert_cmpstr (platform_get_header (proxy->platform, "X-Cache"), ==, i == 0 ? "MISS" : "HIT");
      g_assert_cmpstr (platform_get_header (proxy->platform, "Content-Encoding"), ==, "gzip");
      g_assert_cmpuint (length, <, size / 4);
    }
  g_free (ask (proxy, "GET", path, NULL, NULL, &length));
  g_assert_cmpstr (platform_get_header (proxy->platform, "Content-Encoding"), ==, "");
  g_assert_cmpuint (length, ==, size);
  g_assert_cmpstr (platform_get_header (proxy->platform, "Cache-Control"), ==, "public, max-age=31536000, immutable");
}

/* What one person may have is not given to the next. */
static void
test_private_package (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = NULL;
  g_autoptr (Proxy) proxy = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bearer = NULL;

  if (skip_without ("nginx"))
    return;
  self = start_shop (&app_id);
  sha256 = platform_upload (self, app_id, "not released");
  proxy = proxy_start (self);
  path = g_strconcat ("/packages/", sha256, NULL);
  bearer = g_strconcat ("Bearer ", self->token, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *answer = ask (proxy, "GET", path, "Authorization", bearer, NULL);

      g_assert_cmpuint (proxy->platform->status, ==, 200);
      g_free (ask (proxy, "GET", path, NULL, NULL, NULL));
      g_assert_cmpuint (proxy->platform->status, ==, 404);
    }
  g_free (ask (proxy, "GET", "/metrics", NULL, NULL, NULL));
  g_assert_cmpuint (proxy->platform->status, ==, 404);
}

/* What comes over a WebSocket. */
typedef struct
{
  SoupWebsocketConnection *connection;
  char *heard;     /* (nullable): the last */
} Socket;

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *data, gpointer user_data)
{
  Socket *socket = user_data;

  g_free (socket->heard);
  socket->heard = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Socket *socket = user_data;
  g_autoptr (GError) error = NULL;

  socket->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_signal_connect (socket->connection, "message", G_CALLBACK (on_message), socket);
}

static void
wait_for (Socket *socket, const char *text)
{
  WAIT_FOR (socket->heard != NULL && strstr (socket->heard, text) != NULL);
}

static void
wait_for_close (Socket *socket)
{
  WAIT_FOR (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_CLOSED);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (socket->connection), ==, SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
}

/* Live events go through: what was, what happens, and that the platform goes away. */
static void
test_events (void)
{
  g_autofree char *app_id = NULL;
  g_autoptr (Platform) self = NULL;
  g_autoptr (Proxy) proxy = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *url = NULL;
  g_autofree char *bearer = NULL;
  char *protocols[] = { (char *) "superhub.events.v1", NULL };
  Socket socket = { NULL, NULL };

  if (skip_without ("nginx"))
    return;
  self = start_shop (&app_id);
  proxy = proxy_start (self);
  url = g_strconcat (proxy->url, "/api/v1/events?after=0.0", NULL);
  bearer = g_strconcat ("Bearer ", self->token, NULL);
  message = soup_message_new ("GET", url);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_session_websocket_connect_async (self->session, message, NULL, protocols, G_PRIORITY_DEFAULT, NULL, on_connected, &socket);
  wait_for (&socket, "\"live\"");
  g_assert_cmpstr (soup_websocket_connection_get_protocol (socket.connection), ==, "superhub.events.v1");
  g_free (platform_upload (self, app_id, "one"));
  wait_for (&socket, "\"uploadPackage\"");
  g_subprocess_send_signal (self->process, SIGTERM);
  wait_for_close (&socket);
  g_subprocess_wait (self->process, NULL, NULL);
  g_signal_handlers_disconnect_by_data (socket.connection, &socket);
  g_object_unref (socket.connection);
  g_free (socket.heard);
}

static void
test_unit (void)
{
  g_autofree char *unit = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autofree char *bin = g_path_get_dirname (program);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without ("systemd-analyze"))
    return;
  unit = read_source ("data/systemd/superhubd.service.in");
  folder = g_dir_make_tmp ("superhub-unit-XXXXXX", NULL);
  path = g_build_filename (folder, "superhubd.service", NULL);
  replace (&unit, "@bindir@", bin);
  replace (&unit, "@docdir@", bin);
  g_assert_true (g_file_set_contents (path, unit, -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "systemd-analyze", "verify", "--man=no",
                              "--recursive-errors=no", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &output, &error));
  g_assert_null (strstr (output, "superhubd.service"));
  g_assert_true (g_subprocess_get_successful (process));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/nginx/manifest", test_manifest);
  g_test_add_func ("/platform/nginx/times", test_times);
  g_test_add_func ("/platform/nginx/package", test_package);
  g_test_add_func ("/platform/nginx/private-package", test_private_package);
  g_test_add_func ("/platform/nginx/events", test_events);
  g_test_add_func ("/platform/nginx/unit", test_unit);
  return g_test_run ();
}
