/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client-events.h"

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "hub-client-private.h"
#include "hub-json.h"

#define PROTOCOL "superhub.events.v1"
#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 60000
#define PING_SECONDS 30
/* Three pings without an answer: the network went away without a word. */
#define SILENCE (95 * G_USEC_PER_SEC)
#define MAX_MESSAGE (64 * 1024)

struct _HubClientEvents
{
  GObject                  parent_instance;

  HubClient               *client;
  HubClientEventsState     state;
  GCancellable            *cancellable;    /* (nullable): of a try that is under way */
  SoupMessage             *message;        /* (nullable): its handshake */
  SoupWebsocketConnection *connection;     /* (nullable) */
  char                    *cursor;         /* (nullable): none before the first message */
  gint64                   audit;          /* the last numbers that were told */
  gint64                   notification;
  gint64                   heard;          /* monotonic */
  guint                    wait;           /* milliseconds before the next try */
  guint                    source;         /* the next try, or the next look at the silence */
};

enum
{
  EVENT,
  NOTIFICATION,
  CHANGE,
  RESYNC,
  STATE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubClientEvents, hub_client_events, G_TYPE_OBJECT)

/* Where a client keeps those that are shared; they hold the client, not the other way round. */
#define SHARED "hub-client-events-shared"

static void try (HubClientEvents *self);

static void
set_state (HubClientEvents *self, HubClientEventsState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/* Ends whatever is under way, without a word to the one who listens. */
static void
drop (HubClientEvents *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  if (self->connection == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->connection, self);
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  g_clear_object (&self->connection);
}

static gboolean
on_wait_ends (gpointer user_data)
{
  HubClientEvents *self = user_data;

  self->source = 0;
  try (self);
  return G_SOURCE_REMOVE;
}

/* Not all at the same moment: a platform that starts again is not to be asked by everybody at once. */
static void
try_later (HubClientEvents *self)
{
  guint wait = self->wait / 2 + g_random_int_range (0, self->wait / 2 + 1);

  drop (self);
  self->source = g_timeout_add (wait, on_wait_ends, self);
  self->wait = MIN (self->wait * 2, LONGEST_WAIT_MS);
  set_state (self, HUB_CLIENT_EVENTS_CONNECTING);
}

static void
end_signed_out (HubClientEvents *self)
{
  drop (self);
  set_state (self, HUB_CLIENT_EVENTS_SIGNED_OUT);
}

/* Told once, whatever is sent twice. */
static gboolean
is_new (gint64 *last, JsonObject *message)
{
  gint64 number = hub_json_get_int (message, "number", 0);

  if (number <= *last)
    return FALSE;
  *last = number;
  return TRUE;
}

static void
read_cursor (HubClientEvents *self)
{
  const char *point = self->cursor != NULL ? strchr (self->cursor, '.') : NULL;

  self->audit = point != NULL ? g_ascii_strtoll (self->cursor, NULL, 10) : 0;
  self->notification = point != NULL ? g_ascii_strtoll (point + 1, NULL, 10) : 0;
}

static void
take_cursor (HubClientEvents *self, JsonObject *message)
{
  const char *cursor = hub_json_get_string (message, "cursor", NULL);

  if (cursor == NULL)
    return;
  g_free (self->cursor);
  self->cursor = g_strdup (cursor);
}

static void
take_message (HubClientEvents *self, JsonObject *message)
{
  const char *type = hub_json_get_string (message, "type", "");
  JsonObject *notification = hub_json_get_object (message, "notification");

  take_cursor (self, message);
  if (g_str_equal (type, "event") && is_new (&self->audit, message))
    g_signal_emit (self, signals[EVENT], 0, message);
  else if (g_str_equal (type, "notification") && notification != NULL && is_new (&self->notification, message))
    g_signal_emit (self, signals[NOTIFICATION], 0, notification);
  else if (g_str_equal (type, "change"))
    g_signal_emit (self, signals[CHANGE], 0, message);
  else if (g_str_equal (type, "resync"))
    {
      read_cursor (self);
      g_signal_emit (self, signals[RESYNC], 0);
    }
  else if (g_str_equal (type, "live"))
    {
      self->wait = FIRST_WAIT_MS;
      read_cursor (self);
      set_state (self, HUB_CLIENT_EVENTS_LIVE);
    }
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *data, gpointer user_data)
{
  g_autoptr (HubClientEvents) self = g_object_ref (user_data);
  g_autoptr (JsonNode) node = hub_json_parse (g_bytes_get_data (data, NULL), g_bytes_get_size (data), "", NULL);

  self->heard = g_get_monotonic_time ();
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    take_message (self, json_node_get_object (node));
}

static void
on_pong (SoupWebsocketConnection *connection, GBytes *data, gpointer user_data)
{
  HUB_CLIENT_EVENTS (user_data)->heard = g_get_monotonic_time ();
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  HubClientEvents *self = HUB_CLIENT_EVENTS (user_data);

  if (soup_websocket_connection_get_close_code (connection) == SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION)
    end_signed_out (self);
  else
    try_later (self);
}

static gboolean
on_look_at_silence (gpointer user_data)
{
  HubClientEvents *self = user_data;

  if (g_get_monotonic_time () - self->heard < SILENCE)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  try_later (self);
  return G_SOURCE_REMOVE;
}

static void
adopt (HubClientEvents *self, SoupWebsocketConnection *connection)
{
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  self->connection = g_object_ref (connection);
  self->heard = g_get_monotonic_time ();
  soup_websocket_connection_set_keepalive_interval (connection, PING_SECONDS);
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_MESSAGE);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (connection, "pong", G_CALLBACK (on_pong), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), self);
  self->source = g_timeout_add_seconds (PING_SECONDS, on_look_at_silence, self);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubClientEvents) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection = NULL;
  guint status;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection != NULL)
    {
      adopt (self, connection);
      return;
    }
  status = self->message != NULL ? soup_message_get_status (self->message) : 0;
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    end_signed_out (self);
  else
    try_later (self);
}

static void
try (HubClientEvents *self)
{
  g_autofree char *path = self->cursor != NULL ? g_strconcat ("/api/v1/events?after=", self->cursor, NULL)
                                               : g_strdup ("/api/v1/events");
  char *protocols[] = { (char *) PROTOCOL, NULL };

  drop (self);
  self->message = hub_client_new_message (self->client, "GET", path, NULL);
  if (self->message == NULL || hub_client_get_token (self->client) == NULL)
    {
      end_signed_out (self);
      return;
    }
  set_state (self, HUB_CLIENT_EVENTS_CONNECTING);
  self->cancellable = g_cancellable_new ();
  soup_session_websocket_connect_async (hub_client_get_session (self->client), self->message, NULL, protocols,
                                        G_PRIORITY_DEFAULT, self->cancellable, on_connected, g_object_ref (self));
}

static void
hub_client_events_dispose (GObject *object)
{
  HubClientEvents *self = HUB_CLIENT_EVENTS (object);

  drop (self);
  if (self->client != NULL && g_object_get_data (G_OBJECT (self->client), SHARED) == self)
    g_object_set_data (G_OBJECT (self->client), SHARED, NULL);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hub_client_events_parent_class)->dispose (object);
}

static void
hub_client_events_finalize (GObject *object)
{
  HubClientEvents *self = HUB_CLIENT_EVENTS (object);

  g_free (self->cursor);
  G_OBJECT_CLASS (hub_client_events_parent_class)->finalize (object);
}

static void
hub_client_events_class_init (HubClientEventsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hub_client_events_dispose;
  object_class->finalize = hub_client_events_finalize;

  signals[EVENT] = g_signal_new ("event", HUB_TYPE_CLIENT_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 JSON_TYPE_OBJECT);
  signals[NOTIFICATION] = g_signal_new ("notification", HUB_TYPE_CLIENT_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  signals[CHANGE] = g_signal_new ("change", HUB_TYPE_CLIENT_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  JSON_TYPE_OBJECT);
  signals[RESYNC] = g_signal_new ("resync", HUB_TYPE_CLIENT_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", HUB_TYPE_CLIENT_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
hub_client_events_init (HubClientEvents *self)
{
  self->wait = FIRST_WAIT_MS;
}

/**
 * hub_client_events_new:
 * @client: a client, whose sign-in is used
 *
 * Returns: (transfer full): live events that are not asked for yet
 */
HubClientEvents *
hub_client_events_new (HubClient *client)
{
  HubClientEvents *self = g_object_new (HUB_TYPE_CLIENT_EVENTS, NULL);

  self->client = g_object_ref (client);
  return self;
}

/**
 * hub_client_events_share:
 * @client: a client that is signed in
 *
 * Everybody who asks with the same client hears by the same socket. It is opened for the first and ends with the last
 * reference; nobody stops it for the others.
 *
 * Returns: (transfer full): live events that are started
 */
HubClientEvents *
hub_client_events_share (HubClient *client)
{
  HubClientEvents *self;

  g_return_val_if_fail (HUB_IS_CLIENT (client), NULL);

  self = g_object_get_data (G_OBJECT (client), SHARED);
  if (self != NULL)
    return g_object_ref (self);
  self = hub_client_events_new (client);
  g_object_set_data (G_OBJECT (client), SHARED, self);
  hub_client_events_start (self);
  return self;
}

/**
 * hub_client_events_start:
 * @self: live events
 *
 * Connects now, whatever was under way, and again whenever the connection is lost, after waits that grow up to a minute.
 */
void
hub_client_events_start (HubClientEvents *self)
{
  g_return_if_fail (HUB_IS_CLIENT_EVENTS (self));

  self->wait = FIRST_WAIT_MS;
  try (self);
}

/**
 * hub_client_events_stop:
 * @self: live events
 *
 * The place is kept: what happens until the next start is told then.
 */
void
hub_client_events_stop (HubClientEvents *self)
{
  g_return_if_fail (HUB_IS_CLIENT_EVENTS (self));

  drop (self);
  set_state (self, HUB_CLIENT_EVENTS_STOPPED);
}

/**
 * hub_client_events_get_state:
 * @self: live events
 *
 * Returns: how it stands
 */
HubClientEventsState
hub_client_events_get_state (HubClientEvents *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT_EVENTS (self), HUB_CLIENT_EVENTS_STOPPED);

  return self->state;
}

/**
 * hub_client_events_set_cursor:
 * @self: live events that are not started
 * @cursor: (nullable): the place of an earlier run, of the same person on the same platform; %NULL to begin with what
 *   happens from now on
 */
void
hub_client_events_set_cursor (HubClientEvents *self, const char *cursor)
{
  g_autofree char *old = NULL;

  g_return_if_fail (HUB_IS_CLIENT_EVENTS (self));

  old = g_steal_pointer (&self->cursor);
  self->cursor = g_strdup (cursor);
  read_cursor (self);
}

/**
 * hub_client_events_get_cursor:
 * @self: live events
 *
 * Returns: (transfer none) (nullable): the place up to which everything was told
 */
const char *
hub_client_events_get_cursor (HubClientEvents *self)
{
  g_return_val_if_fail (HUB_IS_CLIENT_EVENTS (self), NULL);

  return self->cursor;
}
