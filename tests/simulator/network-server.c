/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-server.h"

#include <string.h>

static SoupServerMessage *slow;

static void
answer_echo (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  static const char *const repeated[] = { "X-Token", "Content-Type", "Referer", "Host" };

  soup_message_headers_append (answer, "X-Method", soup_server_message_get_method (message));
  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      const char *value = soup_message_headers_get_one (headers, repeated[i]);
      g_autofree char *name = g_strconcat ("X-Got-", repeated[i], NULL);

      soup_message_headers_append (answer, name, value != NULL ? value : "none");
    }
  soup_server_message_set_status (message, 201, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, body->data, body->length);
}

static void
answer_upload (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) form = soup_multipart_new_from_message (
    soup_server_message_get_request_headers (message), body);
  g_autoptr (GString) text = g_string_new ("");

  for (int i = 0; form != NULL && i < soup_multipart_get_length (form); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *part;
      g_autoptr (GHashTable) params = NULL;
      g_autofree char *disposition = NULL;

      soup_multipart_get_part (form, i, &headers, &part);
      soup_message_headers_get_content_disposition (headers, &disposition, &params);
      g_string_append_printf (text, "%s|%s|%s|%" G_GSIZE_FORMAT "\n",
                              (char *) g_hash_table_lookup (params, "name"),
                              g_hash_table_contains (params, "filename")
                                ? (char *) g_hash_table_lookup (params, "filename")
                                : "",
                              soup_message_headers_get_one (headers, "Content-Type") != NULL
                                ? soup_message_headers_get_one (headers, "Content-Type")
                                : "",
                              g_bytes_get_size (part));
    }
  soup_server_message_set_status (message, form != NULL ? 200 : 400, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, text->str, text->len);
}

static void
begin_slow (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, "one", 3);
  slow = message;
}

static void
go_on_slow (SoupServerMessage *message, GHashTable *query)
{
  gboolean last = query != NULL && g_hash_table_contains (query, "last");

  soup_server_message_set_status (message, 204, NULL);
  if (slow == NULL)
    return;
  if (last)
    soup_message_body_complete (soup_server_message_get_response_body (slow));
  else
    soup_message_body_append (soup_server_message_get_response_body (slow), SOUP_MEMORY_COPY, "two", 3);
  soup_server_message_unpause (slow);
  if (last)
    slow = NULL;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/never"))
    soup_server_message_pause (message);
  else if (g_str_equal (path, "/slow"))
    begin_slow (message);
  else if (g_str_equal (path, "/more"))
    go_on_slow (message, query);
  else if (g_str_equal (path, "/upload"))
    answer_upload (message);
  else if (g_str_equal (path, "/move"))
    soup_server_message_set_redirect (message, 302, "/echo");
  else if (g_str_equal (path, "/leave"))
    soup_server_message_set_redirect (message, 302, g_hash_table_lookup (query, "to"));
  else if (g_str_equal (path, "/bytes"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY,
                                        "\x00\xff\x10", 3);
    }
  else if (g_str_equal (path, "/big"))
    {
      g_autofree char *text = g_strnfill (1000 * 1000, 'b');

      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, text, strlen (text));
    }
  else if (g_str_equal (path, "/cookies"))
    {
      soup_message_headers_append (answer, "Set-Cookie", "a=1; Path=/");
      soup_message_headers_append (answer, "Set-Cookie", "b=2");
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"n\":1}", 7);
    }
  else
    answer_echo (message);
}

static void
on_message (SoupWebsocketConnection *connection, SoupWebsocketDataType type, GBytes *bytes,
            gpointer user_data)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 3 && memcmp (data, "bye", 3) == 0)
    soup_websocket_connection_close (connection, 4001, "as you wish");
  else
    soup_websocket_connection_send_message (connection, type, bytes);
}

static void
on_socket (SoupServer *server, SoupServerMessage *message, const char *path,
           SoupWebsocketConnection *connection, gpointer user_data)
{
  g_signal_connect (connection, "message", G_CALLBACK (on_message), NULL);
  g_object_set_data_full (G_OBJECT (server), g_intern_string ("connection"), g_object_ref (connection),
                          g_object_unref);
}

SoupServer *
network_server_start (char **base)
{
  static const char *protocols[] = { "chat", NULL };
  SoupServer *server = soup_server_new (NULL, NULL);
  GSList *uris;

  slow = NULL;
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  soup_server_add_websocket_handler (server, "/socket", NULL, (char **) protocols, on_socket, NULL, NULL);
  uris = soup_server_get_uris (server);
  *base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}
