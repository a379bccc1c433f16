/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-host-private.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"

/* A program's request may send and receive at most this much. */
#define MAX_SENT     (10 * 1024 * 1024)
#define MAX_RECEIVED (50 * 1024 * 1024)
#define MAX_TIMEOUT  (10 * 60 * 1000)

typedef struct
{
  GTask         *task;
  SoupMessage   *message;
  GCancellable  *cancellable;
  GOutputStream *received;
  guint          timeout_id;
  gboolean       timed_out;
  gboolean       binary;
  char           buffer[64 * 1024];
  GInputStream  *stream;
} Request;

static void read_next (Request *request);

static void
request_free (Request *request)
{
  g_clear_handle_id (&request->timeout_id, g_source_remove);
  g_clear_object (&request->message);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->received);
  g_clear_object (&request->stream);
  g_free (request);
}

static void
request_fail (Request *request, const char *reason)
{
  hub_host_return_failure (g_steal_pointer (&request->task),
                           request->timed_out ? "timeout" : reason);
  request_free (request);
}

static gboolean
on_timeout (gpointer user_data)
{
  Request *request = user_data;

  request->timeout_id = 0;
  request->timed_out = TRUE;
  g_cancellable_cancel (request->cancellable);
  return G_SOURCE_REMOVE;
}

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  JsonObject *headers = user_data;
  const char *before = hub_json_get_string (headers, name, NULL);
  g_autofree char *both = before != NULL ? g_strdup_printf ("%s,%s", before, value) : NULL;

  json_object_set_string_member (headers, name, both != NULL ? both : value);
}

/* Text that is not UTF-8 gets replacement characters, as in a browser. */
static void
set_data (JsonObject *result, GBytes *bytes, gboolean binary)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (binary)
    {
      g_autofree char *text = g_base64_encode ((const guchar *) data, length);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "base64", text);
      json_object_set_object_member (result, "data", object);
    }
  else
    {
      g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", length);

      json_object_set_string_member (result, "data", text);
    }
}

static void
request_done (Request *request)
{
  JsonObject *result = json_object_new ();
  JsonObject *headers = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GBytes) bytes = NULL;

  g_output_stream_close (request->received, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (request->received));
  json_object_set_int_member (result, "statusCode", soup_message_get_status (request->message));
  soup_message_headers_foreach (soup_message_get_response_headers (request->message), add_header,
                                headers);
  json_object_set_object_member (result, "header", headers);
  set_data (result, bytes, request->binary);
  json_node_take_object (node, result);
  hub_host_return_value (g_steal_pointer (&request->task), node);
  request_free (request);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (request->received);

  if (n < 0)
    request_fail (request, error->message);
  else if (n == 0)
    request_done (request);
  else if (g_memory_output_stream_get_data_size (memory) + n > MAX_RECEIVED)
    request_fail (request, "response exceeds 50 MB");
  else
    {
      g_output_stream_write_all (request->received, request->buffer, n, NULL, NULL, NULL);
      read_next (request);
    }
}

static void
read_next (Request *request)
{
  g_input_stream_read_async (request->stream, request->buffer, sizeof request->buffer,
                             G_PRIORITY_DEFAULT, request->cancellable, on_read, request);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->stream == NULL)
    request_fail (request, error->message);
  else
    read_next (request);
}

/* What no program may set: the connection's own business, and who is asking. */
static gboolean
header_is_reserved (const char *name)
{
  static const char *const reserved[] = { "host", "referer", "connection", "content-length",
                                          "transfer-encoding", "upgrade", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (reserved, lower) || strpbrk (name, "\r\n:") != NULL || name[0] == '\0';
}

static void
copy_headers (JsonObject *headers, SoupMessageHeaders *to)
{
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
make_message (JsonObject *arguments, const char **reason)
{
  const char *url = hub_json_get_string (arguments, "url", "");
  g_autofree char *method = g_ascii_strup (hub_json_get_string (arguments, "method", "GET"), -1);
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE",
                                         "CONNECT", "PATCH", NULL };
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GBytes) body = body_of (arguments);
  SoupMessage *message;
  SoupMessageHeaders *headers;

  if (!g_str_has_prefix (url, "http://") && !g_str_has_prefix (url, "https://"))
    {
      *reason = "invalid url: it should start with https:// or http://";
      return NULL;
    }
  if (!g_strv_contains (methods, method) || g_str_equal (method, "CONNECT"))
    {
      *reason = "parameter error: method is not known";
      return NULL;
    }
  if (body != NULL && g_bytes_get_size (body) > MAX_SENT)
    {
      *reason = "request exceeds 10 MB";
      return NULL;
    }
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    {
      *reason = "invalid url";
      return NULL;
    }
  message = soup_message_new_from_uri (method, uri);
  headers = soup_message_get_request_headers (message);
  copy_headers (hub_json_get_object (arguments, "header"), headers);
  if (body != NULL)
    {
      g_autofree char *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));

      soup_message_set_request_body_from_bytes (message, type != NULL ? type : "application/json",
                                                body);
    }
  return message;
}

/* `network/request`: takes the task. The system's proxy and certificates apply. */
void
hub_host_request (SoupSession *session, JsonObject *arguments, GTask *task)
{
  const char *reason = NULL;
  SoupMessage *message = make_message (arguments, &reason);
  gint64 timeout = hub_json_get_int (arguments, "timeout", 60000);
  Request *request;

  if (message == NULL)
    {
      hub_host_return_failure (task, reason);
      return;
    }
  request = g_new0 (Request, 1);
  request->task = task;
  request->message = message;
  request->cancellable = g_cancellable_new ();
  request->received = g_memory_output_stream_new_resizable ();
  request->binary = g_str_equal (hub_json_get_string (arguments, "responseType", ""), "arraybuffer");
  request->timeout_id = g_timeout_add (CLAMP (timeout, 1, MAX_TIMEOUT), on_timeout, request);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, request->cancellable, on_sent,
                           request);
}
