/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-phone-private.h"

#include "hub-error.h"
#include "hub-json.h"
#include "hub-package-service.h"
#include "hub-password.h"
#include "hub-paths.h"
#include "hub-run-repository.h"

/* Everything below a run is strange code: of an opaque origin also when it is opened by itself, so that it
 * never acts with the sign-in of the platform's pages. Scripts come from the run alone. */
#define POLICY \
  "sandbox allow-scripts allow-forms allow-popups allow-modals; " \
  "default-src 'none'; script-src 'self' blob:; worker-src 'self' blob:; " \
  "style-src 'self' 'unsafe-inline'; connect-src 'self' data: blob:; " \
  "img-src 'self' data: blob: http: https:; media-src 'self' data: blob: http: https:; " \
  "font-src 'self' data: blob: http: https:; frame-src 'self' https: http:; base-uri 'self'; form-action 'none'"
/* The frames of pages have an opaque parent, which no ancestor list can name; the shell's is ours. */
#define SHELL_POLICY POLICY "; frame-ancestors 'self'"

#define MAX_OPEN 8

static const struct
{
  const char *suffix;
  const char *type;
} types[] = {
  { ".js", "text/javascript; charset=utf-8" },
  { ".css", "text/css; charset=utf-8" },
  { ".json", "application/json" },
  { ".html", "text/html; charset=utf-8" },
  { ".txt", "text/plain; charset=utf-8" },
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".jpeg", "image/jpeg" },
  { ".gif", "image/gif" },
  { ".webp", "image/webp" },
  { ".svg", "image/svg+xml" },
  { ".ico", "image/x-icon" },
  { ".mp3", "audio/mpeg" },
  { ".m4a", "audio/mp4" },
  { ".aac", "audio/aac" },
  { ".wav", "audio/wav" },
  { ".ogg", "audio/ogg" },
  { ".mp4", "video/mp4" },
  { ".webm", "video/webm" },
  { ".woff", "font/woff" },
  { ".woff2", "font/woff2" },
  { ".ttf", "font/ttf" },
  { ".otf", "font/otf" },
  { ".wasm", "application/wasm" },
};

static const char *
type_of (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (lower, types[i].suffix))
      return types[i].type;
  return "application/octet-stream";
}

/**
 * hub_phone_send_bytes:
 * @request: for a file that never changes below its address
 * @name: the file's name, for its type
 * @bytes: what it holds
 */
void
hub_phone_send_bytes (HubRequest *request, const char *name, GBytes *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (request->message);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *tag = g_strdup_printf ("\"%.32s\"", hash);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  soup_message_headers_replace (headers, "ETag", tag);
  if (g_strcmp0 (soup_message_headers_get_one (asked, "If-None-Match"), tag) == 0)
    {
      soup_server_message_set_status (request->message, 304, NULL);
      return;
    }
  soup_server_message_set_status (request->message, 200, NULL);
  soup_server_message_set_response (request->message, type_of (name), SOUP_MEMORY_COPY, data, size);
}

static void
send_nothing (HubRequest *request, guint status)
{
  soup_server_message_set_status (request->message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "Cache-Control", "no-store");
}

/* One request that waits for its package to be opened. */
typedef struct
{
  HubRequest *request;
  char       *name;       /* of the file */
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->name);
  g_free (waiting);
}

static void
send_file (HubRequest *request, HubPackage *package, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hub_package_read (package, name, &error);

  if (bytes != NULL)
    hub_phone_send_bytes (request, name, bytes);
  else if (g_error_matches (error, HUB_ERROR, HUB_ERROR_NOT_FOUND))
    send_nothing (request, 404);
  else
    {
      g_message ("event=failure operation=phone-run reason=\"%s\"", error->message);
      send_nothing (request, 503);
    }
}

/* Packages by path: kept open while they are in use. */
static GHashTable *
opened_packages (void)
{
  static GHashTable *opened;

  if (opened == NULL)
    opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return opened;
}

/* Who waits for a package, by its path. */
static GHashTable *
waiting_requests (void)
{
  static GHashTable *waiting;

  if (waiting == NULL)
    waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return waiting;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const HubPackageLimits *limits = g_object_get_data (G_OBJECT (task), "limits");
  GError *error = NULL;
  HubPackage *package = hub_package_open (data, limits, &error);

  if (package != NULL)
    g_task_return_pointer (task, package, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
remember (const char *path, HubPackage *package)
{
  if (g_hash_table_size (opened_packages ()) >= MAX_OPEN)
    g_hash_table_remove_all (opened_packages ());
  g_hash_table_insert (opened_packages (), g_strdup (path), g_object_ref (package));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *path = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (HubPackage) package = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) list = g_ptr_array_ref (g_hash_table_lookup (waiting_requests (), path));

  g_hash_table_remove (waiting_requests (), path);
  if (package != NULL)
    remember (path, package);
  else
    g_message ("event=failure operation=phone-run reason=\"%s\"", error->message);
  for (guint i = 0; i < list->len; i++)
    {
      Waiting *waiting = g_ptr_array_index (list, i);

      if (package != NULL)
        send_file (waiting->request, package, waiting->name);
      else
        send_nothing (waiting->request, 503);
      hub_request_resume (waiting->request);
    }
}

/* A package is checked when it came in and whenever it is opened, in another thread: that takes a good part of a
 * second, in which the others go on. */
static void
open_package (HubRequest *request, const char *path)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_opened, NULL);

  g_object_set_data_full (G_OBJECT (task), "limits",
                          g_memdup2 (&request->platform->limits.package, sizeof (HubPackageLimits)), g_free);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

static void
serve_program (HubRequest *request, HubRunRow *run, const char *name)
{
  g_autofree char *path = hub_package_service_path (request->platform, run->package);
  HubPackage *package = g_hash_table_lookup (opened_packages (), path);
  GPtrArray *list;
  Waiting *waiting;

  if (package != NULL)
    {
      send_file (request, package, name);
      return;
    }
  list = g_hash_table_lookup (waiting_requests (), path);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (waiting_free);
      g_hash_table_insert (waiting_requests (), g_strdup (path), list);
      open_package (request, path);
    }
  waiting = g_new0 (Waiting, 1);
  waiting->request = request;
  waiting->name = g_strdup (name);
  g_ptr_array_add (list, waiting);
  hub_request_suspend (request);
}

static void
serve_runtime (HubRequest *request, const char *name)
{
  g_autofree char *below = g_strconcat ("runtime/", name, NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (g_regex_match_simple ("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", name, G_REGEX_DOLLAR_ENDONLY, 0))
    path = hub_paths_find_data (below, NULL);
  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    {
      send_nothing (request, 404);
      return;
    }
  if (g_str_equal (name, "shell.html"))
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "Content-Security-Policy", SHELL_POLICY);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  hub_phone_send_bytes (request, name, bytes);
}

static void
serve_host (HubRequest *request, HubRunRow *run, const char *service)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_object;

  body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  node = hub_json_parse (g_bytes_get_size (body) > 0 ? g_bytes_get_data (body, NULL) : "{}",
                         g_bytes_get_size (body) > 0 ? (gssize) g_bytes_get_size (body) : -1, service,
                         &error);
  is_object = node != NULL && JSON_NODE_HOLDS_OBJECT (node);
  if (is_object && hub_phone_call_network (request, run, service, json_node_get_object (node)))
    return;
  answer = hub_phone_call_host (request, run->app_id, run->superhub_id, service,
                                is_object ? json_node_get_object (node) : NULL);
  hub_request_reply (request, 200, g_steal_pointer (&answer));
}

static void
set_headers (HubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Content-Security-Policy", POLICY);
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "cross-origin");
  soup_message_headers_replace (headers, "Cache-Control", "private, max-age=86400, immutable");
}

static void
answer_preflight (HubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Access-Control-Allow-Methods", "GET, POST");
  soup_message_headers_replace (headers, "Access-Control-Allow-Headers", "Content-Type");
  soup_message_headers_replace (headers, "Access-Control-Max-Age", "600");
  send_nothing (request, 204);
}

static void
serve (HubRequest *request, HubRunRow *run, const char *path)
{
  const char *method = soup_server_message_get_method (request->message);
  gboolean reads = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  g_autofree char *name = NULL;

  name = g_uri_unescape_string (path, NULL);
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    send_nothing (request, 400);
  else if (g_str_has_prefix (name, "app/") && reads)
    serve_program (request, run, name + strlen ("app/"));
  else if (g_str_equal (name, "ended") && reads)
    hub_phone_watch_run (request, run);
  else if (g_str_has_prefix (name, "runtime/") && reads)
    serve_runtime (request, name + strlen ("runtime/"));
  else if (g_str_has_prefix (name, "host/") && g_str_equal (method, "POST"))
    serve_host (request, run, name + strlen ("host/"));
  else
    send_nothing (request, reads ? 404 : 405);
}

/* (transfer full) (nullable): the run, or %NULL where the request was answered. */
static HubRunRow *
find_run (HubRequest *request, const char *token)
{
  g_autofree char *hash = hub_token_hash (token);
  g_autoptr (HubRunRow) run = NULL;

  set_headers (request);
  if (!hub_run_repository_find (request->platform->database, hash, &run, NULL))
    send_nothing (request, 503);
  else if (run == NULL)
    send_nothing (request, 404);
  else if (run->expires_at <= hub_clock_now (request->platform->clock))
    send_nothing (request, 410);
  else
    return g_steal_pointer (&run);
  return NULL;
}

/**
 * hub_phone_admit_run:
 * @request: for something below `/r/TOKEN/`, whose body has not arrived yet
 * @token: the run's token
 *
 * A program that does not run, or no more, is told so before it sends megabytes.
 *
 * Returns: whether to go on; else it was answered
 */
gboolean
hub_phone_admit_run (HubRequest *request, const char *token)
{
  g_autoptr (HubRunRow) run = find_run (request, token);

  return run != NULL;
}

/**
 * hub_phone_serve_run:
 * @request: for something below `/r/TOKEN/`
 * @token: the run's token
 * @path: what is asked for, still encoded: "app/app.css"
 *
 * The token alone opens it: the frame of a running program has no cookie.
 */
void
hub_phone_serve_run (HubRequest *request, const char *token, const char *path)
{
  g_autoptr (HubRunRow) run = find_run (request, token);

  if (run == NULL)
    return;
  if (g_str_equal (soup_server_message_get_method (request->message), "OPTIONS"))
    answer_preflight (request);
  else
    serve (request, run, path);
}
