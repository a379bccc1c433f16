/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform-fixture.h"

#include <signal.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <glib/gstdio.h>

#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-package.h"
#include "hub-paths.h"
#include "test-database.h"

#define START_SECONDS 30

char *
platform_file (Platform *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  g_main_context_wakeup (NULL);
}

static gboolean
on_too_late (gpointer data)
{
  g_error ("superhubd did not write its port in %d seconds", START_SECONDS);
  return G_SOURCE_REMOVE;
}

static char *
wait_for_port (Platform *self)
{
  g_autofree char *path = platform_file (self, "port");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  guint timeout = g_timeout_add_seconds (START_SECONDS, on_too_late, NULL);
  char *text = NULL;

  g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), NULL);
  while (!g_file_get_contents (path, &text, NULL, NULL))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  g_assert_true (g_str_has_suffix (text, "\n"));
  return g_strstrip (text);
}

/* A test that fails leaves no platform behind, which would hold its output open. */
static void
die_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
find_superhubd (Platform *self)
{
  return self->ahead != NULL ? g_strdup (SUPERHUBD_CLOCKED) : hub_paths_find_program ("superhubd", NULL);
}

void
platform_start_again (Platform *self, const char *const *extra)
{
  g_autofree char *program = find_superhubd (self);
  g_autofree char *clock_file = platform_file (self, "clock");
  g_autofree char *port_file = platform_file (self, "port");
  g_autofree char *log = platform_file (self, "log");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *port = NULL;

  g_assert_nonnull (program);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  for (const char *const *arg = (const char *const[]) { program, "--data-dir", self->data, "--database",
                                                        self->database, "--listen", "127.0.0.1:0", "--port-file", port_file, NULL };
       *arg != NULL; arg++)
    g_ptr_array_add (args, (gpointer) *arg);
  if (self->ahead != NULL)
    {
      g_ptr_array_add (args, (gpointer) "--clock-file");
      g_ptr_array_add (args, clock_file);
    }
  for (; extra != NULL && *extra != NULL; extra++)
    g_ptr_array_add (args, (gpointer) *extra);
  g_ptr_array_add (args, NULL);
  g_unlink (port_file);
  g_clear_object (&self->process);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) args->pdata, &error);
  g_assert_no_error (error);
  port = wait_for_port (self);
  g_free (self->url);
  self->url = g_strconcat ("http://127.0.0.1:", port, NULL);
}

GSubprocess *
platform_command (Platform *self, const char *option)
{
  g_autofree char *program = find_superhubd (self);
  g_autofree char *clock_file = platform_file (self, "clock");
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--data-dir", self->data, "--database",
                              self->database, option, self->ahead != NULL ? "--clock-file" : NULL, clock_file, NULL);
  g_assert_no_error (error);
  return process;
}

static Platform *
platform_new (void)
{
  Platform *self = g_new0 (Platform, 1);

  self->folder = g_dir_make_tmp ("superhub-platform-XXXXXX", NULL);
  self->session = soup_session_new ();
  self->token = g_strdup ("");
  self->sent_cookie = g_strdup ("");
  return self;
}

static void
make_data (Platform *self)
{
  self->data = platform_file (self, "data");
  g_assert_cmpint (g_mkdir (self->data, 0700), ==, 0);
  self->database = test_database_new (self->data);
}

Platform *
platform_start (const char *const *extra)
{
  Platform *self = platform_new ();

  make_data (self);
  platform_start_again (self, extra);
  return self;
}

static void
share_clock (Platform *self, const char *path)
{
  int descriptor;

  descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (descriptor, >=, 0);
  self->ahead = mmap (NULL, sizeof *self->ahead, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  g_assert_true (self->ahead != MAP_FAILED);
  g_close (descriptor, NULL);
}

Platform *
platform_start_on (const char *data, const char *database, const char *const *extra)
{
  Platform *self = platform_new ();

  self->data = g_strdup (data);
  self->database = g_strdup (database);
  platform_start_again (self, extra);
  return self;
}

Platform *
platform_start_clocked (const char *const *extra)
{
  Platform *self = platform_new ();
  g_autofree char *path = platform_file (self, "clock");
  const gint64 none = 0;

  g_assert_true (g_file_set_contents (path, (const char *) &none, sizeof none, NULL));
  share_clock (self, path);
  make_data (self);
  platform_start_again (self, extra);
  return self;
}

Platform *
platform_start_beside (Platform *first, const char *const *extra)
{
  Platform *self = platform_new ();
  g_autofree char *path = platform_file (self, "clock");
  g_autofree char *shared = platform_file (first, "clock");

  self->data = g_strdup (first->data);
  self->database = g_strdup (first->database);
  if (first->ahead != NULL)
    {
      g_assert_cmpint (symlink (shared, path), ==, 0);
      share_clock (self, path);
    }
  platform_start_again (self, extra);
  return self;
}

void
platform_advance (Platform *self, gint64 microseconds)
{
  __atomic_add_fetch (self->ahead, microseconds, __ATOMIC_RELAXED);
}

static void
send_signal_and_wait (Platform *self, int number)
{
  g_subprocess_send_signal (self->process, number);
  g_subprocess_wait (self->process, NULL, NULL);
}

void
platform_stop (Platform *self)
{
  g_autofree char *path = platform_file (self, "log");
  g_autofree char *log = NULL;

  send_signal_and_wait (self, SIGTERM);
  if (!g_subprocess_get_successful (self->process) && g_file_get_contents (path, &log, NULL, NULL))
    g_printerr ("%s", log);
  g_assert_true (g_subprocess_get_successful (self->process));
}

void
platform_kill (Platform *self)
{
  send_signal_and_wait (self, SIGKILL);
}

void
platform_free (Platform *self)
{
  if (g_subprocess_get_identifier (self->process) != NULL)
    platform_stop (self);
  g_clear_object (&self->process);
  g_clear_object (&self->session);
  if (self->ahead != NULL)
    munmap (self->ahead, sizeof *self->ahead);
  hub_file_tree_remove (self->folder);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->database);
  g_free (self->data);
  g_free (self->token);
  g_free (self->code);
  g_free (self->location);
  g_free (self->cookie);
  g_free (self->retry_after);
  g_free (self->policy);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self->sent_cookie);
  g_free (self->replayed);
  g_clear_pointer (&self->package, g_bytes_unref);
  g_clear_pointer (&self->sent_headers, g_hash_table_unref);
  g_free (self);
}

void
platform_header (Platform *self, const char *name, const char *value)
{
  if (self->sent_headers == NULL)
    self->sent_headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (value != NULL)
    g_hash_table_replace (self->sent_headers, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->sent_headers, name);
}

static char *
header (SoupMessage *message, const char *name)
{
  const char *value = soup_message_headers_get_one (soup_message_get_response_headers (message), name);

  return g_strdup (value != NULL ? value : "");
}

static void
append_sent_headers (Platform *self, SoupMessageHeaders *headers)
{
  GHashTableIter iter;
  gpointer name, value;

  if (self->sent_headers == NULL)
    return;
  g_hash_table_iter_init (&iter, self->sent_headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
}

static char *
set_cookie (SoupMessage *message)
{
  const char *text = soup_message_headers_get_list (soup_message_get_response_headers (message), "Set-Cookie");
  const char *end = text != NULL ? strchr (text, ';') : NULL;

  return end != NULL ? g_strndup (text, end - text) : g_strdup ("");
}

static void
remember (Platform *self, SoupMessage *message)
{
  g_free (self->location);
  g_free (self->cookie);
  g_free (self->retry_after);
  g_free (self->policy);
  self->status = soup_message_get_status (message);
  self->location = header (message, "Location");
  self->retry_after = header (message, "Retry-After");
  g_free (self->replayed);
  self->replayed = header (message, "Idempotent-Replayed");
  self->policy = header (message, "Content-Security-Policy");
  self->cookie = set_cookie (message);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
}

char *
platform_send (Platform *self, const char *method, const char *path, const char *type, GBytes *body)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->token[0] != '\0')
    soup_message_headers_append (headers, "Authorization", bearer);
  if (self->sent_cookie[0] != '\0')
    soup_message_headers_append (headers, "Cookie", self->sent_cookie);
  append_sent_headers (self, headers);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, body);
  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  remember (self, message);
  return g_bytes_get_size (answer) > 0 ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer))
                                       : g_strdup ("");
}

static JsonObject *
read_answer (Platform *self, const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_free (self->code);
  self->code = g_strdup ("");
  if (text[0] == '\0')
    return json_object_new ();
  node = hub_json_parse (text, -1, "answer", &error);
  g_assert_no_error (error);
  object = json_node_dup_object (node);
  if (self->status >= 400)
    {
      g_free (self->code);
      self->code = g_strdup (hub_json_get_string (hub_json_get_object (object, "error"), "code", ""));
      g_assert_cmpstr (self->code, !=, "");
      g_assert_nonnull (hub_json_get_string (hub_json_get_object (object, "error"), "message", NULL));
    }
  return object;
}

char *
platform_fetch (Platform *self, const char *method, const char *path, const char *name, const char *value, gsize *length)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) answer = NULL;
  gsize size;
  char *text;

  if (name != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), name, value);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  if (answer == NULL)
    return NULL;
  self->status = soup_message_get_status (message);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  size = g_bytes_get_size (answer);
  text = g_malloc0 (size + 1);
  if (size > 0)
    memcpy (text, g_bytes_get_data (answer, NULL), size);
  if (length != NULL)
    *length = size;
  return text;
}

const char *
platform_get_header (Platform *self, const char *name)
{
  const char *value = soup_message_headers_get_one (self->headers, name);

  return value != NULL ? value : "";
}

char *
platform_read_run (const char *page)
{
  const char *begin = strstr (page, "data-run=\"");

  g_assert_nonnull (begin);
  begin += strlen ("data-run=\"");
  return g_strndup (begin, strchr (begin, '"') - begin);
}

JsonObject *
platform_call (Platform *self, const char *method, const char *path, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GBytes) body = NULL;
  va_list args;

  if (format != NULL)
    {
      va_start (args, format);
      text = g_strdup_vprintf (format, args);
      va_end (args);
      body = g_bytes_new (text, strlen (text));
    }
  answer = platform_send (self, method, path, "application/json", body);
  return read_answer (self, answer);
}

void
platform_expect (Platform *self, guint status, const char *code)
{
  g_assert_cmpstr (self->code, ==, code);
  g_assert_cmpuint (self->status, ==, status);
}

char *
platform_token_of (Platform *self, const char *superhub_id)
{
  g_autoptr (JsonObject) session = NULL;

  session = platform_call (self, "POST", "/api/v1/sessions",
                           "{\"superhub_id\": \"%s\", \"password\": \"" PASSWORD "\"}", superhub_id);
  platform_expect (self, 201, "");
  return g_strdup (json_object_get_string_member (session, "token"));
}

void
platform_as (Platform *self, const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

void
platform_become (Platform *self, const char *superhub_id)
{
  g_autofree char *token = platform_token_of (self, superhub_id);

  platform_as (self, token);
}

void
platform_done (JsonObject *answer)
{
  json_object_unref (answer);
}

char *
platform_path (const char *app_id, const char *rest)
{
  return g_strconcat ("/api/v1/apps/", app_id, "/", rest, NULL);
}

void
platform_account (Platform *self, const char *superhub_id)
{
  g_autoptr (JsonObject) account = NULL;

  account = platform_call (self, "POST", "/api/v1/accounts",
                           "{\"superhub_id\": \"%s\", \"password\": \"" PASSWORD "\"}", superhub_id);
  platform_expect (self, 201, "");
  g_assert_cmpstr (json_object_get_string_member (account, "superhub_id"), ==, superhub_id);
}

char *
platform_app (Platform *self, const char *name)
{
  g_autoptr (JsonObject) app = platform_call (self, "POST", "/api/v1/apps", "{\"name\": \"%s\"}", name);

  platform_expect (self, 201, "");
  return g_strdup (json_object_get_string_member (app, "app_id"));
}

char *
platform_shop (Platform *self, const char *name)
{
  platform_account (self, "anna");
  platform_account (self, "judge");
  platform_reviewer (self, "judge");
  platform_become (self, "anna");
  return platform_app (self, name);
}

void
platform_member (Platform *self, const char *app_id, const char *superhub_id, const char *kind,
                 const char *roles)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/members/%s", app_id, superhub_id);
  g_autoptr (JsonObject) member = NULL;

  member = platform_call (self, "PUT", path, "{\"kind\": \"%s\", \"roles\": %s}", kind, roles);
}

void
platform_sql (Platform *self, const char *sql)
{
  test_database_run (self->database, sql);
}

gint64
platform_count (Platform *self, const char *sql)
{
  return test_database_count (self->database, sql);
}

void
platform_reviewer (Platform *self, const char *superhub_id)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--data-dir", self->data,
                              "--database", self->database, "--make-reviewer", superhub_id, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

GBytes *
platform_make_package (Platform *self, const char *text)
{
  const char *const config = "{\"format\": 1, \"appId\": \"\", \"name\": \"Test\", "
                             "\"entryPagePath\": \"pages/index/index\", "
                             "\"pages\": [\"pages/index/index\", \"pages/two/two\"], \"subPackages\": []}";
  g_autofree char *config_path = platform_file (self, "app-config.json");
  g_autofree char *text_path = platform_file (self, "page.txt");
  g_autofree char *package_path = platform_file (self, "package.hpkg");
  const HubPackageEntry entries[] = {
    { "app-config.json", config_path, "" },
    { "images/文字.txt", text_path, "" },
  };
  g_autofree char *sha256 = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_assert_true (g_file_set_contents (config_path, config, -1, NULL));
  g_assert_true (g_file_set_contents (text_path, text, -1, NULL));
  sha256 = hub_package_write (entries, G_N_ELEMENTS (entries), NULL, NULL, package_path, &sizes, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (package_path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

char *
platform_upload (Platform *self, const char *app_id, const char *text)
{
  g_autoptr (GBytes) package = self->package != NULL ? g_bytes_ref (self->package) : platform_make_package (self, text);
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/packages", app_id);
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) object = NULL;

  answer = platform_send (self, "POST", path, "application/vnd.superhub.package", package);
  object = read_answer (self, answer);
  return g_strdup (hub_json_get_string (object, "sha256", ""));
}

char *
platform_version (Platform *self, const char *app_id, const char *text, const char *version)
{
  g_autofree char *sha256 = platform_upload (self, app_id, text);
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/developer-version", app_id);
  g_autoptr (JsonObject) object = NULL;

  platform_expect (self, 201, "");
  object = platform_call (self, "PUT", path,
                          "{\"package\": \"%s\", \"version\": \"%s\", \"remarks\": \"  备注 \\n two\"}",
                          sha256, version);
  platform_expect (self, 200, "");
  g_assert_cmpstr (json_object_get_string_member (object, "remarks"), ==, "  备注 \n two");
  return g_strdup (json_object_get_string_member (object, "id"));
}

char *
platform_put_online (Platform *self, const char *app_id, const char *text, const char *version)
{
  g_autofree char *admin = g_strdup (self->token);
  g_autofree char *version_id = platform_version (self, app_id, text, version);
  g_autofree char *reviews = g_strdup_printf ("/api/v1/apps/%s/reviews", app_id);
  g_autofree char *releases = g_strdup_printf ("/api/v1/apps/%s/releases", app_id);
  g_autofree char *decision = NULL;
  g_autoptr (JsonObject) review = NULL;
  g_autoptr (JsonObject) decided = NULL;
  g_autoptr (JsonObject) release = NULL;

  review = platform_call (self, "POST", reviews, "{\"id\": \"%s\", \"description\": \"please\"}", version_id);
  platform_expect (self, 201, "");
  decision = g_strdup_printf ("/api/v1/reviews/%s/decision", hub_json_get_string (review, "id", ""));
  platform_become (self, "judge");
  decided = platform_call (self, "POST", decision, "{\"decision\": \"approve\"}");
  platform_expect (self, 200, "");
  g_free (self->token);
  self->token = g_steal_pointer (&admin);
  release = platform_call (self, "POST", releases, "{\"mode\": \"full\"}");
  platform_expect (self, 201, "");
  return g_strdup (hub_json_get_string (release, "package", ""));
}

void
platform_phone_sign_in (Platform *self, const char *superhub_id, const char *next)
{
  g_autofree char *page_path = g_strconcat ("/signin?next=", next, NULL);
  g_autofree char *page = NULL;
  g_autofree char *form = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GBytes) body = NULL;

  g_free (self->sent_cookie);
  self->sent_cookie = g_strdup ("");
  page = platform_send (self, "GET", page_path, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_free (self->sent_cookie);
  self->sent_cookie = g_strdup (self->cookie);
  form = soup_form_encode ("superhub_id", superhub_id, "password", PASSWORD, "next", next, "form",
                           strchr (self->cookie, '=') + 1, NULL);
  body = g_bytes_new (form, strlen (form));
  answer = platform_send (self, "POST", "/signin", "application/x-www-form-urlencoded", body);
  g_assert_cmpuint (self->status, ==, 303);
  g_assert_cmpstr (self->location, ==, next);
  g_free (self->sent_cookie);
  self->sent_cookie = g_strdup (self->cookie);
}
