/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program asks for as HTTP messages, and what came back as JSON. */
#include "hub-network-private.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"
#include "hub-mime-type.h"

/* What no program may set: the connection's own business, and who is asking. */
static gboolean
header_is_reserved (const char *name)
{
  static const char *const reserved[] = { "host", "referer", "connection", "content-length",
                                          "transfer-encoding", "upgrade", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (reserved, lower) || g_str_has_prefix (lower, "sec-websocket-")
         || strpbrk (name, "\r\n: \t") != NULL || name[0] == '\0';
}

/* Servers of mini programs look at it to see who asks: the program, in the development tool. */
static void
add_referer (JsonObject *arguments, SoupMessageHeaders *to)
{
  const char *id = hub_json_get_string (arguments, "appId", "");
  g_autofree char *referer = NULL;

  if (id[0] == '\0' || strlen (id) > 64
      || strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != strlen (id))
    return;
  referer = g_strdup_printf ("https://servicewechat.com/%s/devtools/page-frame.html", id);
  soup_message_headers_replace (to, "Referer", referer);
}

/* Sets what the program's `header` holds, as far as it may. */
void
hub_network_copy_headers (JsonObject *arguments, SoupMessageHeaders *to)
{
  JsonObject *headers = hub_json_get_object (arguments, "header");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (headers, l->data);
      g_autofree char *text = NULL;

      if (header_is_reserved (l->data) || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        text = json_node_dup_string (node);
      else
        text = hub_json_to_string (node, FALSE);
      if (strpbrk (text, "\r\n") == NULL)
        soup_message_headers_replace (to, l->data, text);
    }
  add_referer (arguments, to);
}

/* (transfer full) (nullable): an absolute URI with a host and one of the schemes. */
GUri *
hub_network_parse_uri (const char *text, const char *const *schemes)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0'
      || !g_strv_contains (schemes, g_uri_get_scheme (uri)))
    return NULL;
  return g_steal_pointer (&uri);
}

/* The body: a string, or `{"base64": …}` for bytes. */
static GBytes *
body_of (JsonObject *arguments)
{
  JsonObject *binary = hub_json_get_object (arguments, "data");
  const char *text = hub_json_get_string (arguments, "data", NULL);
  const char *base64 = hub_json_get_string (binary, "base64", NULL);

  if (base64 != NULL)
    {
      gsize length;
      guchar *bytes = g_base64_decode (base64, &length);

      return g_bytes_new_take (bytes, length);
    }
  return text != NULL && text[0] != '\0' ? g_bytes_new (text, strlen (text)) : NULL;
}

static SoupMessage *
make_empty (JsonObject *arguments, const char *method, const char **reason)
{
  static const char *const schemes[] = { "http", "https", NULL };
  const char *url = hub_json_get_string (arguments, "url", "");
  g_autoptr (GUri) uri = hub_network_parse_uri (url, schemes);
  SoupMessage *message;

  if (uri == NULL)
    {
      *reason = "invalid url";
      return NULL;
    }
  message = soup_message_new_from_uri (method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_COLLECT_METRICS);
  if (g_str_equal (hub_json_get_string (arguments, "redirect", "follow"), "manual"))
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  hub_network_copy_headers (arguments, soup_message_get_request_headers (message));
  return message;
}

/* (nullable): the request a program describes; @reason says why there is none. */
SoupMessage *
hub_network_make_message (JsonObject *arguments, const char *method, const char **reason)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE",
                                         "PATCH", NULL };
  g_autofree char *upper = g_ascii_strup (method, -1);
  g_autoptr (GBytes) body = body_of (arguments);
  SoupMessage *message;

  if (!g_strv_contains (methods, upper))
    {
      *reason = "parameter error: method is not known";
      return NULL;
    }
  if (body != NULL && g_bytes_get_size (body) > HUB_NETWORK_MAX_SENT)
    {
      *reason = "request exceeds 10 MB";
      return NULL;
    }
  message = make_empty (arguments, upper, reason);
  if (message != NULL && body != NULL)
    {
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);
      g_autofree char *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));

      soup_message_set_request_body_from_bytes (message, type != NULL ? type : "application/json",
                                                body);
    }
  return message;
}

static void
add_fields (SoupMultipart *form, JsonObject *data)
{
  g_autoptr (GList) names = data != NULL ? json_object_get_members (data) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *value = hub_json_get_string (data, l->data, NULL);

      if (value != NULL)
        soup_multipart_append_form_string (form, l->data, value);
    }
}

/* (nullable): a form with the fields and the file a program names. */
SoupMessage *
hub_network_make_upload (HubProgramFiles *files, JsonObject *arguments, const char **reason)
{
  const char *key = hub_json_get_string (arguments, "path", "");
  const char *name = hub_json_get_string (arguments, "name", "");
  g_autofree char *path = hub_program_files_resolve (files, key);
  g_autofree char *base = g_path_get_basename (hub_json_get_string (arguments, "fileName", key));
  g_autoptr (SoupMultipart) form = NULL;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SoupMessage) message = NULL;
  HubFileFacts facts;

  if (path == NULL || hub_program_files_stat (files, key, &facts) != 0 || facts.is_folder)
    *reason = "file not found";
  else if (facts.size > HUB_NETWORK_MAX_FILE)
    *reason = "file exceeds 200 MB";
  else if (name[0] == '\0')
    *reason = "parameter error: name should be a non-empty String";
  else
    message = make_empty (arguments, "POST", reason);
  if (message == NULL)
    return NULL;
  file = g_mapped_file_new (path, FALSE, NULL);
  content = file != NULL ? g_mapped_file_get_bytes (file) : g_bytes_new (NULL, 0);
  form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  add_fields (form, hub_json_get_object (arguments, "formData"));
  soup_multipart_append_form_file (form, name, base, hub_mime_type_for_name (base), content);
  soup_message_headers_remove (soup_message_get_request_headers (message), "Content-Type");
  soup_multipart_to_message (form, soup_message_get_request_headers (message), &body);
  {
    g_autofree char *type = g_strdup (
      soup_message_headers_get_one (soup_message_get_request_headers (message), "Content-Type"));

    soup_message_set_request_body_from_bytes (message, type, body);
  }
  return g_steal_pointer (&message);
}

typedef struct
{
  JsonObject *headers;
  JsonArray  *cookies;
} Described;

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  Described *described = user_data;
  const char *before = hub_json_get_string (described->headers, name, NULL);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *both = before != NULL ? g_strdup_printf ("%s,%s", before, valid) : NULL;

  json_object_set_string_member (described->headers, name, both != NULL ? both : valid);
  if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
    json_array_add_string_element (described->cookies, valid);
}

static void
add_moment (JsonObject *profile, const char *name, guint64 microseconds)
{
  if (microseconds != 0)
    json_object_set_int_member (profile, name, microseconds / 1000);
}

static void
add_profile (SoupMessage *message, JsonObject *result)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);
  JsonObject *profile;

  if (metrics == NULL)
    return;
  profile = json_object_new ();
  add_moment (profile, "fetchStart", soup_message_metrics_get_fetch_start (metrics));
  add_moment (profile, "domainLookUpStart", soup_message_metrics_get_dns_start (metrics));
  add_moment (profile, "domainLookUpEnd", soup_message_metrics_get_dns_end (metrics));
  add_moment (profile, "connectStart", soup_message_metrics_get_connect_start (metrics));
  add_moment (profile, "connectEnd", soup_message_metrics_get_connect_end (metrics));
  add_moment (profile, "SSLconnectionStart", soup_message_metrics_get_tls_start (metrics));
  add_moment (profile, "requestStart", soup_message_metrics_get_request_start (metrics));
  add_moment (profile, "responseStart", soup_message_metrics_get_response_start (metrics));
  add_moment (profile, "responseEnd", soup_message_metrics_get_response_end (metrics));
  json_object_set_int_member (profile, "sendBytesCount",
                              soup_message_metrics_get_request_header_bytes_sent (metrics)
                                + soup_message_metrics_get_request_body_bytes_sent (metrics));
  json_object_set_int_member (profile, "receivedBytedCount",
                              soup_message_metrics_get_response_header_bytes_received (metrics)
                                + soup_message_metrics_get_response_body_bytes_received (metrics));
  json_object_set_object_member (result, "profile", profile);
}

/* Adds `statusCode`, `header`, `cookies` and `profile` to an answer. */
void
hub_network_describe (SoupMessage *message, JsonObject *result)
{
  Described described = { json_object_new (), json_array_new () };

  json_object_set_int_member (result, "statusCode", soup_message_get_status (message));
  soup_message_headers_foreach (soup_message_get_response_headers (message), add_header, &described);
  json_object_set_object_member (result, "header", described.headers);
  json_object_set_array_member (result, "cookies", described.cookies);
  add_profile (message, result);
}

/* A phone's words for what commonly goes wrong; for anything else the system's. */
const char *
hub_network_reason (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return "errcode:-105 cronet_error_code:-105 error_msg:net::ERR_NAME_NOT_RESOLVED";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return "errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return "errcode:-109 cronet_error_code:-109 error_msg:net::ERR_ADDRESS_UNREACHABLE";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return "timeout";
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return "errcode:-202 cronet_error_code:-202 error_msg:net::ERR_CERT_AUTHORITY_INVALID";
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_TOO_MANY_REDIRECTS))
    return "errcode:-310 cronet_error_code:-310 error_msg:net::ERR_TOO_MANY_REDIRECTS";
  return error->message;
}
