/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-program-scheme.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"
#include "hub-mime-type.h"
#include "hub-paths.h"

/* A body larger than this is refused before it is read to its end. */
#define MAX_BODY (16 * 1024 * 1024)
/* One answer to a range request; a player asks for the rest. */
#define MAX_RANGE (4 * 1024 * 1024)

/* Scripts and requests come from the program alone (the logic layer evaluates a console's command
 * by a blob:, since there is no eval); pictures, media and fonts may come from the
 * network, since `<image src="https://…">` loads them directly; frames of others are those of <web-view>. No eval. */
/* What a program wrote itself is never more than a picture, sound or font: shown as a document, it can do nothing. */
#define CONTENT_SECURITY_POLICY \
  "default-src 'none'; script-src 'self' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; " \
  "connect-src 'self' data: blob:; img-src 'self' data: blob: http: https:; " \
  "media-src 'self' data: blob: http: https:; font-src 'self' data: blob: http: https:; " \
  "frame-src 'self' https: http:; base-uri 'self'; form-action 'none'; object-src 'none'"

/**
 * HubProgramScheme:
 *
 * Answers everything a running program loads below %HUB_PROGRAM_BASE: `runtime/…` from our
 * installation, `app/…` from the build through a lookup, `host/…` from a #HubHost. There is no way from
 * here to any other file.
 */
struct _HubProgramScheme
{
  GObject parent_instance;

  HubHost          *host;
  HubProgramLookup  lookup;
  gpointer          lookup_data;
  GDestroyNotify    lookup_destroy;
};

G_DEFINE_FINAL_TYPE (HubProgramScheme, hub_program_scheme, G_TYPE_OBJECT)

static void
hub_program_scheme_dispose (GObject *object)
{
  HubProgramScheme *self = HUB_PROGRAM_SCHEME (object);

  hub_program_scheme_set_lookup (self, NULL, NULL, NULL);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (hub_program_scheme_parent_class)->dispose (object);
}

static void
hub_program_scheme_class_init (HubProgramSchemeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_program_scheme_dispose;
}

static void
hub_program_scheme_init (HubProgramScheme *self)
{
}

/**
 * hub_program_scheme_new:
 * @host: the services below `host/`
 *
 * Returns: (transfer full): a scheme without a program
 */
HubProgramScheme *
hub_program_scheme_new (HubHost *host)
{
  HubProgramScheme *self = g_object_new (HUB_TYPE_PROGRAM_SCHEME, NULL);

  self->host = g_object_ref (host);
  return self;
}

/**
 * hub_program_scheme_set_lookup:
 * @self: a scheme
 * @lookup: (nullable): finds a file of the program; %NULL for no program
 * @user_data: for @lookup
 * @destroy: (nullable): frees @user_data
 *
 * Sets the program that `app/…` means from now on.
 */
void
hub_program_scheme_set_lookup (HubProgramScheme *self, HubProgramLookup lookup, gpointer user_data,
                               GDestroyNotify destroy)
{
  gpointer old_data = self->lookup_data;
  GDestroyNotify old_destroy = self->lookup_destroy;

  self->lookup = lookup;
  self->lookup_data = user_data;
  self->lookup_destroy = destroy;
  if (old_destroy != NULL)
    old_destroy (old_data);
}

/**
 * hub_program_scheme_owns:
 * @uri: (nullable): a URI
 *
 * Returns: whether it is below a program's base, so a page may go there
 */
gboolean
hub_program_scheme_owns (const char *uri)
{
  return uri != NULL && g_str_has_prefix (uri, HUB_PROGRAM_BASE);
}

/* Not empty, no "..", no empty part, no control characters: what we ask of our own files too. */
static gboolean
name_is_plain (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (const char *c = name; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == '\\')
      return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;
  return parts[0] != NULL;
}

/**
 * hub_program_scheme_resolve:
 * @self: a scheme
 * @path: the path of a URI, with its leading slash, as WebKit gives it (percent-encoded)
 *
 * Returns: (transfer full) (nullable): the file to send, %NULL where nothing has that name
 */
char *
hub_program_scheme_resolve (HubProgramScheme *self, const char *path)
{
  g_autofree char *name = g_uri_unescape_string (path, NULL);

  if (name == NULL || name[0] != '/' || !g_utf8_validate (name, -1, NULL) || !name_is_plain (name + 1))
    return NULL;
  if (g_str_has_prefix (name, "/runtime/"))
    return hub_paths_find_data (name + 1, NULL);
  if (g_str_has_prefix (name, "/app/") && self->lookup != NULL)
    return self->lookup (name + strlen ("/app/"), self->lookup_data);
  return NULL;
}

/**
 * hub_program_scheme_parse_range:
 * @header: (nullable): a Range header
 * @size: of the whole file
 * @first: (out): the first byte wanted
 * @last: (out): the last byte to send, bounded to a piece
 *
 * Returns: %FALSE where the whole file is meant: no header, several ranges, or one that is not in it
 */
gboolean
hub_program_scheme_parse_range (const char *header, goffset size, goffset *first, goffset *last)
{
  const char *text = header;
  char *end;

  if (text == NULL || !g_str_has_prefix (text, "bytes=") || strchr (text, ',') != NULL)
    return FALSE;
  text += strlen ("bytes=");
  if (*text == '-')
    {
      guint64 n = g_ascii_strtoull (text + 1, &end, 10);

      if (n == 0 || *end != '\0')
        return FALSE;
      *first = n >= (guint64) size ? 0 : size - (goffset) n;
      *last = size - 1;
    }
  else
    {
      *first = g_ascii_strtoull (text, &end, 10);
      if (end == text || *end != '-')
        return FALSE;
      *last = end[1] != '\0' ? (goffset) g_ascii_strtoull (end + 1, NULL, 10) : size - 1;
    }
  if (*first < 0 || *first >= size)
    return FALSE;
  *last = MIN (MIN (*last, size - 1), *first + MAX_RANGE - 1);
  return *first <= *last;
}

/* Takes @headers' extra fields by adding the common ones to them. */
static void
finish (WebKitURISchemeRequest *request, GInputStream *stream, goffset length, guint status,
        const char *type, SoupMessageHeaders *headers)
{
  g_autoptr (WebKitURISchemeResponse) response = webkit_uri_scheme_response_new (stream, length);

  if (headers == NULL)
    headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  /* A saved file must show at once. */
  soup_message_headers_append (headers, "Cache-Control", "no-store");
  soup_message_headers_append (headers, "Content-Security-Policy",
                               g_str_has_prefix (webkit_uri_scheme_request_get_path (request), "/host/")
                                 ? "sandbox; default-src 'none'"
                                 : CONTENT_SECURITY_POLICY);
  soup_message_headers_append (headers, "Access-Control-Allow-Origin", "*");
  webkit_uri_scheme_response_set_status (response, status, NULL);
  webkit_uri_scheme_response_set_content_type (response, type);
  webkit_uri_scheme_response_set_http_headers (response, headers);
  webkit_uri_scheme_request_finish_with_response (request, response);
}

static void
finish_text (WebKitURISchemeRequest *request, guint status, const char *type, char *text)
{
  gsize length = strlen (text);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, length, g_free);

  finish (request, stream, length, status, type, NULL);
}

static void
finish_missing (WebKitURISchemeRequest *request)
{
  finish_text (request, 404, "text/plain; charset=utf-8", g_strdup (""));
}

static gboolean
finish_range (WebKitURISchemeRequest *request, GFileInputStream *file, goffset first, goffset last,
              goffset size, const char *type)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *range = NULL;
  SoupMessageHeaders *headers;

  if (!g_seekable_seek (G_SEEKABLE (file), first, G_SEEK_SET, NULL, NULL))
    return FALSE;
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (file), last - first + 1, NULL, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;
  last = first + (goffset) g_bytes_get_size (bytes) - 1;
  range = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                           first, last, size);
  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  soup_message_headers_append (headers, "Content-Range", range);
  soup_message_headers_append (headers, "Accept-Ranges", "bytes");
  stream = g_memory_input_stream_new_from_bytes (bytes);
  finish (request, stream, g_bytes_get_size (bytes), 206, type, headers);
  return TRUE;
}

static void
send_file (WebKitURISchemeRequest *request, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr (GFileInfo) info = NULL;
  SoupMessageHeaders *asked = webkit_uri_scheme_request_get_http_headers (request);
  const char *type = hub_mime_type_for_name (path);
  goffset first, last, size;

  if (stream != NULL)
    info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (info == NULL)
    {
      finish_missing (request);
      return;
    }
  size = g_file_info_get_size (info);
  if (asked != NULL
      && hub_program_scheme_parse_range (soup_message_headers_get_one (asked, "Range"), size, &first,
                                         &last)
      && finish_range (request, stream, first, last, size, type))
    return;
  finish (request, G_INPUT_STREAM (stream), size, 200, type, NULL);
}

static void
on_host_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WebKitURISchemeRequest) request = user_data;
  g_autoptr (JsonNode) answer = hub_host_call_finish (HUB_HOST (source), result);

  finish_text (request, 200, "application/json; charset=utf-8", hub_json_to_string (answer, FALSE));
}

static GByteArray *
read_body (GInputStream *stream)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint8 buffer[16 * 1024];
  gssize n;

  while (stream != NULL && (n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      if (body->len + n > MAX_BODY)
        return NULL;
      g_byte_array_append (body, buffer, n);
    }
  return g_steal_pointer (&body);
}

static void
call_host (HubProgramScheme *self, WebKitURISchemeRequest *request, const char *service)
{
  g_autoptr (GInputStream) stream = webkit_uri_scheme_request_get_http_body (request);
  g_autoptr (GByteArray) body = NULL;

  if (g_strcmp0 (webkit_uri_scheme_request_get_http_method (request), "POST") != 0)
    {
      finish_text (request, 405, "text/plain; charset=utf-8", g_strdup ("POST only"));
      return;
    }
  body = read_body (stream);
  if (body == NULL)
    {
      finish_text (request, 413, "text/plain; charset=utf-8", g_strdup ("too large"));
      return;
    }
  hub_host_call_async (self->host, service, body->data != NULL ? (const char *) body->data : "",
                       body->len, NULL, on_host_answer, g_object_ref (request));
}

/* One member of the query, as sent. */
static char *
query_member (WebKitURISchemeRequest *request, const char *name)
{
  g_autoptr (GUri) uri = g_uri_parse (webkit_uri_scheme_request_get_uri (request),
                                      G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) members = NULL;

  if (uri == NULL || g_uri_get_query (uri) == NULL)
    return NULL;
  members = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  return members != NULL ? g_strdup (g_hash_table_lookup (members, name)) : NULL;
}

static void
write_file (HubProgramScheme *self, WebKitURISchemeRequest *request, const char *key)
{
  g_autoptr (GInputStream) stream = webkit_uri_scheme_request_get_http_body (request);
  g_autoptr (GByteArray) body = read_body (stream);
  g_autofree char *position = query_member (request, "at");

  if (body == NULL)
    finish_text (request, 413, "text/plain; charset=utf-8", g_strdup ("too large"));
  else
    finish_text (request, 200, "application/json; charset=utf-8",
                 hub_host_write_file (self->host, key, body->data, body->len, position));
}

/* A piece of a file: what FileSystemManager reads from a position. */
static void
send_piece (WebKitURISchemeRequest *request, const char *path, const char *at, const char *length)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  gint64 first = MAX (0, g_ascii_strtoll (at, NULL, 10));
  gint64 wanted = length != NULL ? g_ascii_strtoll (length, NULL, 10) : HUB_PROGRAM_FILES_MAX_KEPT;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) memory = NULL;

  if (stream != NULL && g_seekable_seek (G_SEEKABLE (stream), first, G_SEEK_SET, NULL, NULL))
    bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream),
                                       CLAMP (wanted, 0, HUB_PROGRAM_FILES_MAX_KEPT), NULL, NULL);
  if (bytes == NULL)
    {
      finish_missing (request);
      return;
    }
  memory = g_memory_input_stream_new_from_bytes (bytes);
  finish (request, memory, g_bytes_get_size (bytes), 200, "application/octet-stream", NULL);
}

/* `host/files/KEY`: GET reads, POST writes. */
static void
serve_file (HubProgramScheme *self, WebKitURISchemeRequest *request, const char *escaped)
{
  g_autofree char *key = g_uri_unescape_string (escaped, NULL);
  g_autofree char *path = NULL;
  g_autofree char *at = NULL;
  g_autofree char *length = NULL;
  HubFileFacts facts;

  if (key != NULL && g_strcmp0 (webkit_uri_scheme_request_get_http_method (request), "POST") == 0)
    {
      write_file (self, request, key);
      return;
    }
  path = key != NULL ? hub_program_files_resolve (hub_host_get_files (self->host), key) : NULL;
  at = query_member (request, "at");
  length = query_member (request, "length");
  if (path == NULL || hub_program_files_stat (hub_host_get_files (self->host), key, &facts) != 0
      || facts.is_folder)
    finish_missing (request);
  else if (at != NULL)
    send_piece (request, path, at, length);
  else
    send_file (request, path);
}

static void
on_request (WebKitURISchemeRequest *request, gpointer user_data)
{
  HubProgramScheme *self = user_data;
  const char *path = webkit_uri_scheme_request_get_path (request);
  g_autofree char *file = NULL;

  if (g_str_has_prefix (path, "/host/files/"))
    {
      serve_file (self, request, path + strlen ("/host/files/"));
      return;
    }
  if (g_str_has_prefix (path, "/host/"))
    {
      call_host (self, request, path + strlen ("/host/"));
      return;
    }
  file = hub_program_scheme_resolve (self, path);
  if (file != NULL)
    send_file (request, file);
  else
    finish_missing (request);
}

/**
 * hub_program_scheme_register:
 * @self: a scheme
 * @context: a web context of the caller's own
 *
 * Makes @context answer `miniapp:` by @self, which lives as long as the context.
 */
void
hub_program_scheme_register (HubProgramScheme *self, WebKitWebContext *context)
{
  WebKitSecurityManager *security = webkit_web_context_get_security_manager (context);

  webkit_web_context_register_uri_scheme (context, HUB_PROGRAM_URI_SCHEME, on_request,
                                          g_object_ref (self), g_object_unref);
  webkit_security_manager_register_uri_scheme_as_secure (security, HUB_PROGRAM_URI_SCHEME);
  webkit_security_manager_register_uri_scheme_as_cors_enabled (security, HUB_PROGRAM_URI_SCHEME);
}
