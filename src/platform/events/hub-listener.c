/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsoup keeps whatever it is given to send, without a bound and without telling how much that is. So events wait here, and libsoup
 * gets the next ones when the socket takes bytes and libsoup, whose own source comes first, has none left. */
#include "hub-listener.h"

/* What may wait for one listener: a whole backlog, and then some. */
#define MAX_WAITING 2000
#define MAX_BYTES (1024 * 1024)
/* What libsoup is given at a time. */
#define CHUNK (16 * 1024)
#define PING_SECONDS 30
/* Listeners have nothing to say. */
#define MAX_INCOMING 1024

static void
forget_waiting (HubListener *self)
{
  g_queue_clear_full (&self->waiting, g_free);
  self->bytes = 0;
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
on_pong (SoupWebsocketConnection *connection, GBytes *data, gpointer user_data)
{
  HubListener *self = user_data;

  self->heard = g_get_monotonic_time ();
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *data, gpointer user_data)
{
  hub_listener_close (user_data, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "request.invalid");
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  HubListener *self = user_data;

  self->ended (self, self->user_data);
}

/**
 * hub_listener_new:
 * @connection: an open WebSocket
 * @socket: what it stands on
 * @ended: called once, when the WebSocket has closed
 * @user_data: for @ended
 *
 * Returns: (transfer full): a listener; whose it is and what it has heard is filled in by the caller
 */
HubListener *
hub_listener_new (SoupWebsocketConnection *connection, GSocket *socket, HubListenerEnded ended, gpointer user_data)
{
  HubListener *self = g_new0 (HubListener, 1);

  self->connection = g_object_ref (connection);
  self->socket = g_object_ref (socket);
  self->ended = ended;
  self->user_data = user_data;
  self->heard = g_get_monotonic_time ();
  g_queue_init (&self->waiting);
  soup_websocket_connection_set_keepalive_interval (connection, PING_SECONDS);
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_INCOMING);
  g_signal_connect (connection, "pong", G_CALLBACK (on_pong), self);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), self);
  return self;
}

/**
 * hub_listener_free:
 * @self: (transfer full): a listener
 */
void
hub_listener_free (HubListener *self)
{
  forget_waiting (self);
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_object_unref (self->connection);
  g_object_unref (self->socket);
  g_free (self->superhub_id);
  g_free (self->token_hash);
  g_free (self);
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  HubListener *self = user_data;
  gsize given = 0;

  if (soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    {
      forget_waiting (self);
      return G_SOURCE_REMOVE;
    }
  while (given < CHUNK && !g_queue_is_empty (&self->waiting))
    {
      g_autofree char *text = g_queue_pop_head (&self->waiting);

      given += strlen (text);
      soup_websocket_connection_send_text (self->connection, text);
    }
  self->bytes -= given;
  if (!g_queue_is_empty (&self->waiting))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->source, g_source_unref);
  return G_SOURCE_REMOVE;
}

/**
 * hub_listener_send:
 * @self: a listener
 * @text: (transfer full): a message
 *
 * Sends it after those that wait; a listener for whom too much waits is cut off.
 */
void
hub_listener_send (HubListener *self, char *text)
{
  g_autofree char *owned = text;

  if (self->leaving || soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  self->bytes += strlen (owned);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&owned));
  if (self->waiting.length > MAX_WAITING || self->bytes > MAX_BYTES)
    {
      g_message ("event=slow-listener account=%s", self->superhub_id);
      hub_listener_cut (self);
      return;
    }
  if (self->source != NULL)
    return;
  self->source = g_socket_create_source (self->socket, G_IO_OUT, NULL);
  g_source_set_priority (self->source, G_PRIORITY_LOW);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_writable), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * hub_listener_close:
 * @self: a listener
 * @code: of WebSocket: 1001 when the platform goes away, 1008 when the sign-in has ended
 * @reason: a code of docs/errors.md, at most 123 bytes
 *
 * Nothing more is sent, also not what waits. The listener ends when the other side has answered, or after some seconds.
 */
void
hub_listener_close (HubListener *self, gushort code, const char *reason)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  forget_waiting (self);
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, code, reason);
}

/**
 * hub_listener_cut:
 * @self: a listener
 *
 * Ends the connection without asking the other side, which does not read.
 */
void
hub_listener_cut (HubListener *self)
{
  self->leaving = TRUE;
  forget_waiting (self);
  /* Shut and not closed: libsoup is to find the end by itself. */
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}
