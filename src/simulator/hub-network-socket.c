/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `socket/…`: a program's WebSockets. */
#include "hub-network-private.h"

#include "config.h"

#include "hub-host-private.h"
#include "hub-json.h"

/* As many as a phone allows. */
#define MAX_SOCKETS 5
#define MAX_MESSAGE (16 * 1024 * 1024)

/* One socket, from the moment a program asks for it. */
#define HUB_TYPE_SOCKET (hub_socket_get_type ())
G_DECLARE_FINAL_TYPE (HubSocket, hub_socket, HUB, SOCKET, GObject)

struct _HubSocket
{
  GObject parent_instance;

  HubNetwork              *network;   /* not owned; the network owns us */
  gint64                   id;
  SoupMessage             *message;
  GCancellable            *cancellable;
  SoupWebsocketConnection *connection;
  guint                    timeout_id;
  gboolean                 timed_out;
  int                      close_code;   /* asked for before it was open */
  char                    *close_reason;
};

G_DEFINE_FINAL_TYPE (HubSocket, hub_socket, G_TYPE_OBJECT)

static void
hub_socket_dispose (GObject *object)
{
  HubSocket *self = HUB_SOCKET (object);

  self->network = NULL;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    }
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_clear_pointer (&self->close_reason, g_free);
  G_OBJECT_CLASS (hub_socket_parent_class)->dispose (object);
}

static void
hub_socket_class_init (HubSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_socket_dispose;
}

static void
hub_socket_init (HubSocket *self)
{
  self->cancellable = g_cancellable_new ();
}

/* The last event of a socket; then the network forgets it. */
static void
finish (HubSocket *self, int code, const char *reason)
{
  JsonObject *event = hub_network_event_new (self->id, "close");

  json_object_set_int_member (event, "code", code);
  json_object_set_string_member (event, "reason", reason != NULL ? reason : "");
  hub_network_push_event (self->network, event, 0);
  g_hash_table_remove (self->network->sockets, &self->id);
}

static void
tell_error (HubSocket *self, const char *text)
{
  JsonObject *event = hub_network_event_new (self->id, "error");

  json_object_set_string_member (event, "errMsg", text);
  hub_network_push_event (self->network, event, 0);
}

static void
on_message (SoupWebsocketConnection *connection, SoupWebsocketDataType type, GBytes *bytes,
            HubSocket *self)
{
  JsonObject *event = hub_network_event_new (self->id, "message");
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;

  if (type == SOUP_WEBSOCKET_DATA_TEXT)
    {
      text = g_utf8_make_valid (data != NULL ? data : "", length);
      json_object_set_string_member (event, "data", text);
    }
  else
    {
      text = g_base64_encode ((const guchar *) data, length);
      json_object_set_string_member (event, "base64", text);
    }
  if (!hub_network_push_event (self->network, event, length))
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_TOO_BIG,
                                     "the program does not take its messages");
}

static void
on_error (SoupWebsocketConnection *connection, GError *error, HubSocket *self)
{
  tell_error (self, error->message);
}

static void
on_closed (SoupWebsocketConnection *connection, HubSocket *self)
{
  guint code = soup_websocket_connection_get_close_code (connection);

  finish (self, code != 0 ? code : SOUP_WEBSOCKET_CLOSE_ABNORMAL,
          soup_websocket_connection_get_close_data (connection));
}

static void
tell_open (HubSocket *self)
{
  JsonObject *event = hub_network_event_new (self->id, "open");
  const char *protocol = soup_websocket_connection_get_protocol (self->connection);

  hub_network_describe (self->message, event);
  json_object_set_string_member (event, "protocol", protocol != NULL ? protocol : "");
  hub_network_push_event (self->network, event, 0);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubSocket) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection
    = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->network == NULL)
    return;
  if (connection == NULL)
    {
      tell_error (self, self->timed_out ? "timeout" : hub_network_reason (error));
      finish (self, SOUP_WEBSOCKET_CLOSE_ABNORMAL, "abnormal closure");
      return;
    }
  self->connection = g_steal_pointer (&connection);
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, MAX_MESSAGE);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->connection, "error", G_CALLBACK (on_error), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  tell_open (self);
  if (self->close_code != 0)
    soup_websocket_connection_close (self->connection, self->close_code, self->close_reason);
}

static gboolean
on_timeout (gpointer user_data)
{
  HubSocket *self = user_data;

  self->timeout_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static GStrv
protocols_of (JsonObject *arguments)
{
  JsonArray *list = hub_json_get_array (arguments, "protocols");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < n && i < 32; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (name != NULL && name[0] != '\0' && strpbrk (name, "\r\n, \t") == NULL)
        g_strv_builder_add (builder, name);
    }
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

static void
open_socket (HubNetwork *network, gint64 id, JsonObject *arguments, GTask *task)
{
  static const char *const schemes[] = { "ws", "wss", "http", "https", NULL };
  const char *url = hub_json_get_string (arguments, "url", "");
  g_autoptr (GUri) uri = hub_network_parse_uri (url, schemes);
  g_auto (GStrv) protocols = protocols_of (arguments);
  gint64 timeout = hub_json_get_int (arguments, "timeout", 60000);
  HubSocket *self;

  if (uri == NULL)
    {
      hub_host_return_failure (task, "invalid url");
      return;
    }
  if (!hub_network_may_ask (network, HUB_DOMAIN_SOCKET, url))
    {
      hub_host_return_failure (task, "url not in domain list");
      return;
    }
  if (g_hash_table_size (network->sockets) >= MAX_SOCKETS)
    {
      hub_host_return_failure (task, "exceed max connections: at most 5 sockets at a time");
      return;
    }
  self = g_object_new (HUB_TYPE_SOCKET, NULL);
  self->network = network;
  self->id = id;
  self->message = soup_message_new_from_uri ("GET", uri);
  hub_network_copy_headers (arguments, soup_message_get_request_headers (self->message));
  self->timeout_id = g_timeout_add (CLAMP (timeout, 1, HUB_NETWORK_MAX_TIMEOUT), on_timeout, self);
  g_hash_table_replace (network->sockets, g_memdup2 (&id, sizeof id), self);
  soup_session_websocket_connect_async (network->socket_session, self->message, NULL, protocols,
                                        G_PRIORITY_DEFAULT, self->cancellable, on_connected,
                                        g_object_ref (self));
  hub_host_return_value (task, NULL);
}

static gboolean
is_open (HubSocket *self)
{
  return self->connection != NULL
         && soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN;
}

static void
send_message (HubSocket *self, JsonObject *arguments, GTask *task)
{
  const char *text = hub_json_get_string (arguments, "data", NULL);
  const char *base64 = hub_json_get_string (arguments, "base64", NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!is_open (self))
    {
      hub_host_return_failure (task, "SocketTask.readyState is not OPEN");
      return;
    }
  if (base64 != NULL)
    {
      gsize length;
      guchar *data = g_base64_decode (base64, &length);

      bytes = g_bytes_new_take (data, length);
      soup_websocket_connection_send_message (self->connection, SOUP_WEBSOCKET_DATA_BINARY, bytes);
    }
  else
    {
      bytes = g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);
      soup_websocket_connection_send_message (self->connection, SOUP_WEBSOCKET_DATA_TEXT, bytes);
    }
  hub_host_return_value (task, NULL);
}

static void
close_socket (HubSocket *self, JsonObject *arguments, GTask *task)
{
  gint64 code = hub_json_get_int (arguments, "code", SOUP_WEBSOCKET_CLOSE_NORMAL);
  const char *reason = hub_json_get_string (arguments, "reason", NULL);

  if (code != SOUP_WEBSOCKET_CLOSE_NORMAL && (code < 3000 || code > 4999))
    {
      hub_host_return_failure (task, "parameter error: code should be 1000 or from 3000 to 4999");
      return;
    }
  if (reason != NULL && strlen (reason) > 123)
    {
      hub_host_return_failure (task, "parameter error: reason should be at most 123 bytes");
      return;
    }
  if (is_open (self))
    soup_websocket_connection_close (self->connection, code, reason);
  else if (self->connection == NULL)
    {
      self->close_code = code;
      self->close_reason = g_strdup (reason);
    }
  hub_host_return_value (task, NULL);
}

/* `socket/open`, `socket/send`, `socket/close`: takes the task. */
void
hub_network_socket (HubNetwork *network, const char *verb, JsonObject *arguments, GTask *task)
{
  gint64 id = hub_json_get_int (arguments, "id", 0);
  HubSocket *self = g_hash_table_lookup (network->sockets, &id);

  if (g_str_equal (verb, "open") && self == NULL && id > 0)
    open_socket (network, id, arguments, task);
  else if (self == NULL)
    hub_host_return_failure (task, "socket not opened or already closed");
  else if (g_str_equal (verb, "send"))
    send_message (self, arguments, task);
  else if (g_str_equal (verb, "close"))
    close_socket (self, arguments, task);
  else
    hub_host_return_failure (task, "not supported");
}
