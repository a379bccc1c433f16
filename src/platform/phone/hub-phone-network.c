/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program on a phone asks other servers: the platform asks for it, for the page's own origin is opaque, and
 * only servers whose domains the program's developers declared. */
#include "hub-phone-private.h"

#include <string.h>

#include "hub-domain-repository.h"
#include "hub-error.h"
#include "hub-fetch.h"
#include "hub-json.h"
#include "hub-package-service.h"
#include "hub-server-domain.h"

#define MAX_SENT (10 * 1024 * 1024)
#define MAX_RECEIVED (10 * 1024 * 1024)
#define MAX_DOWNLOAD (20 * 1024 * 1024)
#define MAX_TIMEOUT 60000
/* A browser has no more than six requests to one host at a time. */
#define MAX_AT_ONCE 12

typedef enum { REQUEST, UPLOAD, DOWNLOAD } Kind;

/* One call on its way. */
typedef struct
{
  HubRequest   *request;
  HubRunRow    *run;
  JsonObject   *arguments;
  Kind          kind;
  HubDomainUse  use;
  char         *key;           /* in the table of what is under way */
  GCancellable *cancellable;
} Call;

static const struct { const char *service, *name; HubDomainUse use; gsize most; } kinds[] = {
  [REQUEST] = { "network/request", "request", HUB_DOMAIN_REQUEST, MAX_RECEIVED },
  [UPLOAD] = { "network/upload", "uploadFile", HUB_DOMAIN_UPLOAD_FILE, MAX_RECEIVED },
  [DOWNLOAD] = { "network/download", "downloadFile", HUB_DOMAIN_DOWNLOAD_FILE, MAX_DOWNLOAD },
};

/* What is under way, by run and the program's number; and how much by run. */
static GHashTable *
calls (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new (g_str_hash, g_str_equal);
  return table;
}

static guint
count_calls (const char *token_hash)
{
  GHashTableIter iter;
  gpointer call;
  guint n = 0;

  g_hash_table_iter_init (&iter, calls ());
  while (g_hash_table_iter_next (&iter, NULL, &call))
    n += g_str_equal (((Call *) call)->run->token_hash, token_hash);
  return n;
}

static void
call_free (Call *call)
{
  if (call->key != NULL && g_hash_table_lookup (calls (), call->key) == call)
    g_hash_table_remove (calls (), call->key);
  g_free (call->key);
  g_object_unref (call->cancellable);
  json_object_unref (call->arguments);
  hub_run_row_free (call->run);
  g_free (call);
}

/* Sends the answer, and lets the call go. */
static void
answer (Call *call, JsonNode *node)
{
  HubRequest *request = call->request;

  hub_request_reply (request, 200, node);
  call_free (call);
  hub_request_resume (request);
}

static void
answer_failure (Call *call, const char *reason)
{
  answer (call, hub_phone_fail (kinds[call->kind].name, reason));
}

/* A phone's words for what commonly goes wrong. What the system says could tell about the platform's network. */
static const char *
reason_of (const GError *error)
{
  const char *name = hub_error_get_name (error);

  if (g_strcmp0 (name, "fetch.not_allowed") == 0)
    return "url not in domain list";
  if (g_strcmp0 (name, "fetch.bad_url") == 0)
    return "invalid url";
  if (g_strcmp0 (name, "fetch.private_address") == 0)
    return "errcode:-109 error_msg:net::ERR_ADDRESS_UNREACHABLE: the address is not on the public internet";
  if (g_strcmp0 (name, "fetch.timeout") == 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "timeout";
  if (g_strcmp0 (name, "fetch.too_large") == 0)
    return "exceed max file size";
  if (g_strcmp0 (name, "fetch.too_many_redirects") == 0)
    return "errcode:-310 error_msg:net::ERR_TOO_MANY_REDIRECTS";
  if (g_strcmp0 (name, "fetch.busy") == 0)
    return "exceed max connections of the platform";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "abort";
  if (error->domain == G_RESOLVER_ERROR)
    return "errcode:-105 error_msg:net::ERR_NAME_NOT_RESOLVED";
  if (error->domain == G_TLS_ERROR)
    return "errcode:-202 error_msg:net::ERR_CERT_AUTHORITY_INVALID";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return "errcode:-102 error_msg:net::ERR_CONNECTION_REFUSED";
  return "errcode:-100 error_msg:net::ERR_CONNECTION_CLOSED";
}

static gboolean
is_hop_by_hop (const char *name)
{
  static const char *const names[] = { "connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
                                       "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (names, lower);
}

/* The connection's own business, and who is asking: not for programs to say. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = { "host", "referer", "content-length", "expect", "accept-encoding", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return name[0] == '\0' || strpbrk (name, "\r\n: \t") != NULL || is_hop_by_hop (name)
         || g_strv_contains (names, lower) || g_str_has_prefix (lower, "sec-") || g_str_has_prefix (lower, "proxy-");
}

static void
set_headers (Call *call, SoupMessageHeaders *to)
{
  JsonObject *given = hub_json_get_object (call->arguments, "header");
  g_autoptr (GList) names = given != NULL ? json_object_get_members (given) : NULL;
  g_autofree char *referer = NULL;
  guint n = 0;

  for (GList *l = names; l != NULL && n < 100; l = l->next, n++)
    {
      JsonNode *node = json_object_get_member (given, l->data);
      g_autofree char *text = NULL;

      if (is_reserved (l->data) || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                              : hub_json_to_string (node, FALSE);
      if (strpbrk (text, "\r\n") == NULL && strlen (text) <= 16384)
        soup_message_headers_replace (to, l->data, text);
    }
  referer = g_strdup_printf ("https://servicewechat.com/%s/%s/page-frame.html", call->run->app_id,
                             g_str_equal (call->run->kind, "online") ? "1" : "0");
  soup_message_headers_replace (to, "Referer", referer);
}

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  JsonObject *result = user_data;
  JsonObject *headers = hub_json_get_object (result, "header");
  const char *before = hub_json_get_string (headers, name, NULL);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *both = before != NULL ? g_strconcat (before, ",", valid, NULL) : NULL;

  if (is_hop_by_hop (name))
    return;
  json_object_set_string_member (headers, name, both != NULL ? both : valid);
  if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
    json_array_add_string_element (hub_json_get_array (result, "cookies"), valid);
}

static void
add_data (Call *call, JsonObject *result, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gboolean binary = call->kind == DOWNLOAD
                    || g_str_equal (hub_json_get_string (call->arguments, "responseType", ""), "arraybuffer");

  if (binary)
    {
      g_autofree char *text = length > 0 ? g_base64_encode ((const guchar *) data, length) : g_strdup ("");
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "base64", text);
      json_object_set_object_member (result, "data", object);
    }
  else
    {
      g_autofree char *text = length > 0 ? g_utf8_make_valid (data, length) : g_strdup ("");

      json_object_set_string_member (result, "data", text);
    }
  if (call->kind == DOWNLOAD)
    json_object_set_int_member (result, "dataLength", length);
}

static void
on_fetched (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubFetchAnswer) fetched = hub_fetch_send_finish (async_result, &error);
  JsonObject *result;
  JsonNode *node;

  if (fetched == NULL)
    {
      answer_failure (call, reason_of (error));
      return;
    }
  result = json_object_new ();
  json_object_set_int_member (result, "statusCode", fetched->status);
  json_object_set_object_member (result, "header", json_object_new ());
  json_object_set_array_member (result, "cookies", json_array_new ());
  soup_message_headers_foreach (fetched->headers, add_header, result);
  add_data (call, result, fetched->body);
  node = json_node_init_object (json_node_alloc (), result);
  json_object_unref (result);
  answer (call, hub_phone_succeed (node));
}

/* What a redirect may lead to, decided without asking the database again. */
typedef struct
{
  JsonObject  *domains;     /* (nullable): any */
  HubDomainUse use;
} Allowed;

static void
allowed_free (gpointer data)
{
  Allowed *allowed = data;

  g_clear_pointer (&allowed->domains, json_object_unref);
  g_free (allowed);
}

static gboolean
is_allowed (const char *url, gpointer data)
{
  const Allowed *allowed = data;
  g_autofree char *domain = NULL;

  if (allowed->domains != NULL)
    return hub_domain_is_declared (allowed->domains, allowed->use, url);
  domain = hub_domain_of_url (url);
  return domain != NULL;
}

static GBytes *
decode (JsonObject *object)
{
  const char *base64 = hub_json_get_string (object, "base64", NULL);
  guchar *bytes;
  gsize length;

  if (base64 == NULL)
    return NULL;
  bytes = g_base64_decode (base64, &length);
  return g_bytes_new_take (bytes, length);
}

static GBytes *
body_of (JsonObject *arguments)
{
  const char *text = hub_json_get_string (arguments, "data", NULL);
  GBytes *bytes = decode (hub_json_get_object (arguments, "data"));

  if (bytes != NULL)
    return bytes;
  return text != NULL && text[0] != '\0' ? g_bytes_new (text, strlen (text)) : NULL;
}

/* The form of an upload, with the file that came along. */
static GBytes *
form_of (JsonObject *arguments, SoupMessageHeaders *headers)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  JsonObject *fields = hub_json_get_object (arguments, "formData");
  g_autoptr (GList) names = fields != NULL ? json_object_get_members (fields) : NULL;
  g_autoptr (GBytes) file = decode (hub_json_get_object (arguments, "file"));
  const char *name = hub_json_get_string (arguments, "name", "");
  const char *type = hub_json_get_string (arguments, "type", "application/octet-stream");
  GBytes *body = NULL;

  if (file == NULL || name[0] == '\0' || strpbrk (type, "\r\n") != NULL)
    return NULL;
  for (GList *l = names; l != NULL; l = l->next)
    soup_multipart_append_form_string (form, l->data, hub_json_get_string (fields, l->data, ""));
  soup_multipart_append_form_file (form, name, hub_json_get_string (arguments, "fileName", "file"), type, file);
  soup_message_headers_remove (headers, "Content-Type");
  soup_multipart_to_message (form, headers, &body);
  return body;
}

static const char *
method_of (Call *call)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", NULL };
  const char *method = hub_json_get_string (call->arguments, "method", "GET");

  if (call->kind != REQUEST)
    return call->kind == UPLOAD ? "POST" : "GET";
  return g_strv_contains (methods, method) ? method : NULL;
}

static void
send (Call *call, JsonObject *domains)
{
  HubPlatform *platform = call->request->platform;
  const char *method = method_of (call);
  HubFetch *fetch;
  Allowed *allowed;

  if (method == NULL)
    {
      answer_failure (call, "parameter error: method is not known");
      return;
    }
  fetch = hub_fetch_new (method, hub_json_get_string (call->arguments, "url", ""));
  set_headers (call, fetch->headers);
  fetch->body = call->kind == UPLOAD ? form_of (call->arguments, fetch->headers)
                : call->kind == REQUEST ? body_of (call->arguments) : NULL;
  if ((call->kind == UPLOAD && fetch->body == NULL)
      || (fetch->body != NULL && g_bytes_get_size (fetch->body) > MAX_SENT + 65536))
    {
      gboolean missing = fetch->body == NULL;

      hub_fetch_free (fetch);
      answer_failure (call, missing ? "file not found" : "request exceeds 10 MB");
      return;
    }
  fetch->redirects = g_str_equal (hub_json_get_string (call->arguments, "redirect", "follow"), "manual") ? 0 : 20;
  fetch->fails_on_redirect = fetch->redirects > 0;
  fetch->allow_plain = fetch->allow_private = platform->allow_private;
  fetch->max_bytes = kinds[call->kind].most;
  fetch->timeout = CLAMP (hub_json_get_int (call->arguments, "timeout", MAX_TIMEOUT), 1, MAX_TIMEOUT);
  allowed = g_new0 (Allowed, 1);
  allowed->domains = domains != NULL ? json_object_ref (domains) : NULL;
  allowed->use = call->use;
  fetch->allows = is_allowed;
  fetch->allows_data = allowed;
  fetch->free_allows_data = allowed_free;
  hub_fetch_send_async (fetch, call->cancellable, on_fetched, call);
}

/* Packages whose project has `urlCheck: false`, or not: a package never changes. */
static GHashTable *
lifted_packages (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (table) > 1000)
    g_hash_table_remove_all (table);
  return table;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const HubPackageLimits *limits = g_object_get_data (G_OBJECT (task), "limits");
  g_autoptr (HubPackage) package = hub_package_open (data, limits, NULL);
  g_autoptr (GBytes) text = package != NULL ? hub_package_read (package, "app-config.json", NULL) : NULL;
  g_autoptr (JsonNode) node = NULL;

  if (text != NULL)
    node = hub_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "app-config.json", NULL);
  g_task_return_boolean (task, node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                               && !hub_json_get_boolean (json_node_get_object (node), "urlCheck", TRUE));
}

static void
go_on_undeclared (Call *call, gboolean lifted)
{
  if (lifted)
    send (call, NULL);
  else
    answer_failure (call, "url not in domain list");
}

static void
on_package_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  gboolean lifted = g_task_propagate_boolean (G_TASK (result), NULL);

  g_hash_table_insert (lifted_packages (), g_strdup (call->run->package), GINT_TO_POINTER (lifted));
  go_on_undeclared (call, lifted);
}

/* A server that nobody declared: a developer's own preview may ask it where the project says `urlCheck: false`. */
static void
ask_undeclared (Call *call)
{
  HubPlatform *platform = call->request->platform;
  g_autoptr (GTask) task = NULL;
  gpointer lifted;

  if (!g_str_equal (call->run->kind, "preview"))
    {
      go_on_undeclared (call, FALSE);
      return;
    }
  if (g_hash_table_lookup_extended (lifted_packages (), call->run->package, NULL, &lifted))
    {
      go_on_undeclared (call, GPOINTER_TO_INT (lifted));
      return;
    }
  task = g_task_new (NULL, NULL, on_package_read, call);
  g_object_set_data_full (G_OBJECT (task), "limits", g_memdup2 (&platform->limits.package, sizeof (HubPackageLimits)), g_free);
  g_task_set_task_data (task, hub_package_service_path (platform, call->run->package), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* (transfer full) (nullable): the list for this use alone, as hub_domain_is_declared() takes it. */
static JsonObject *
read_domains (Call *call)
{
  const char *use = hub_domain_use_to_string (call->use);
  g_auto (GStrv) domains = NULL;
  JsonObject *object;
  JsonArray *list;

  domains = hub_domain_repository_list (call->request->platform->database, call->run->app_id, use, NULL);
  if (domains == NULL)
    return NULL;
  object = json_object_new ();
  list = json_array_new ();
  for (guint i = 0; domains[i] != NULL; i++)
    json_array_add_string_element (list, domains[i]);
  json_object_set_array_member (object, use, list);
  return object;
}

static void
begin (Call *call)
{
  const char *url = hub_json_get_string (call->arguments, "url", "");
  g_autoptr (JsonObject) domains = read_domains (call);

  if (domains == NULL)
    answer_failure (call, "the platform could not read the domain list");
  else if (hub_domain_is_declared (domains, call->use, url))
    send (call, domains);
  else
    ask_undeclared (call);
}

static char *
key_of (const HubRunRow *run, JsonObject *arguments)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, run->token_hash, hub_json_get_int (arguments, "id", 0));
}

static void
abort_call (const HubRunRow *run, JsonObject *arguments)
{
  g_autofree char *key = key_of (run, arguments);
  Call *call = g_hash_table_lookup (calls (), key);

  if (call != NULL)
    g_cancellable_cancel (call->cancellable);
}

static HubRunRow *
copy_run (const HubRunRow *run)
{
  HubRunRow *copy = g_new0 (HubRunRow, 1);

  copy->token_hash = g_strdup (run->token_hash);
  copy->kind = g_strdup (run->kind);
  copy->app_id = g_strdup (run->app_id);
  copy->superhub_id = g_strdup (run->superhub_id);
  copy->package = g_strdup (run->package);
  copy->expires_at = run->expires_at;
  return copy;
}

static void
start (HubRequest *request, const HubRunRow *run, Kind kind, JsonObject *arguments)
{
  Call *call = g_new0 (Call, 1);

  call->request = request;
  call->run = copy_run (run);
  call->arguments = json_object_ref (arguments);
  call->kind = kind;
  call->use = kinds[kind].use;
  call->cancellable = g_cancellable_new ();
  hub_request_suspend (request);
  if (count_calls (run->token_hash) >= MAX_AT_ONCE)
    {
      answer_failure (call, "exceed max task count");
      return;
    }
  call->key = key_of (run, arguments);
  if (g_hash_table_contains (calls (), call->key))
    {
      g_clear_pointer (&call->key, g_free);
      answer_failure (call, "parameter error: the id is in use");
      return;
    }
  g_hash_table_insert (calls (), call->key, call);
  begin (call);
}

/**
 * hub_phone_call_network:
 * @request: the request; it is answered later, where the service is one of these
 * @run: the program that runs
 * @service: "network/request", "network/upload", "network/download", "network/abort"
 * @arguments: what the program said
 *
 * Returns: whether the service is one of these
 */
gboolean
hub_phone_call_network (HubRequest *request, const HubRunRow *run, const char *service, JsonObject *arguments)
{
  if (g_str_equal (service, "network/abort"))
    {
      abort_call (run, arguments);
      hub_request_reply (request, 200, hub_phone_succeed (NULL));
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].service, service))
      {
        start (request, run, i, arguments);
        return TRUE;
      }
  return FALSE;
}
