/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsoup before 3.3 does not notice when the other side closes a connection that waits for its next request: it keeps the
 * descriptor for ever (https://gitlab.gnome.org/GNOME/libsoup, fixed by commit d20c6601). No libsoup ends a connection
 * for being idle. So each connection is looked after here: a source of higher priority than libsoup's own hears first that
 * the other side hangs up, and takes the connection out of libsoup's hands as one does for another protocol. */
#include "hub-connections.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <sys/socket.h>

/* Longer than a proxy keeps its own side open, so that it is the proxy who ends it, and not we while it asks. */
#define IDLE_SECONDS 75
#define SWEEP_SECONDS 5
/* So many ends are looked at before it is believed what a connection that waits looks like: see is_waited_for(). */
#define ENOUGH_SEEN 16

struct _HubConnections
{
  GHashTable *all;        /* set of Connection */
  guint       sweep;
  guint       seen;       /* ends of connections with an answered request */
  guint       holders;    /* the most that held the socket of one of them */
};

typedef struct
{
  HubConnections    *owner;
  GSocket           *socket;
  SoupServerMessage *last;      /* (nullable): the answered request by which libsoup's hold is ended; none while busy */
  GSource           *source;    /* (nullable): tells that the other side hangs up */
  gboolean           hung_up;
  gboolean           unsure;    /* libsoup may have read the end already, after a part of a request */
  gint64             since;     /* of the last answer, monotonic */
} Connection;

static GQuark
connection_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("hub-connection");
  return quark;
}

static void
stop_listening (Connection *connection)
{
  if (connection->source == NULL)
    return;
  g_source_destroy (connection->source);
  g_clear_pointer (&connection->source, g_source_unref);
}

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  stop_listening (connection);
  g_object_set_qdata (G_OBJECT (connection->socket), connection_quark (), NULL);
  g_clear_object (&connection->last);
  g_object_unref (connection->socket);
  g_free (connection);
}

static gboolean
on_sweep (gpointer user_data)
{
  hub_connections_end_idle (user_data, g_get_monotonic_time () - IDLE_SECONDS * G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

/**
 * hub_connections_new:
 *
 * Returns: (transfer full): the connections of a server that has none yet
 */
HubConnections *
hub_connections_new (void)
{
  HubConnections *self = g_new0 (HubConnections, 1);

  self->all = g_hash_table_new_full (NULL, NULL, connection_free, NULL);
  self->sweep = g_timeout_add_seconds (SWEEP_SECONDS, on_sweep, self);
  return self;
}

/**
 * hub_connections_free:
 * @self: (transfer full): connections; what they are connected to is not touched
 */
void
hub_connections_free (HubConnections *self)
{
  g_source_remove (self->sweep);
  g_hash_table_unref (self->all);
  g_free (self);
}

/* Whether the other side has nothing more to say, after whatever has arrived already. */
static gboolean
has_ended (GSocket *socket)
{
  char byte;
  gssize got;

  if (g_socket_is_closed (socket))
    return TRUE;
  got = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

/* Whether libsoup waits for the next request. After an answer it reads on by itself; where it finds the end then, before a
 * poll could tell us, it has put away what stealing needs and would crash. Nothing tells so, but that the source by which it
 * waits is no more among those who hold the socket. */
static gboolean
is_waited_for (Connection *connection)
{
  HubConnections *owner = connection->owner;
  guint holders = g_atomic_int_get (&G_OBJECT (connection->socket)->ref_count);

  owner->seen++;
  owner->holders = MAX (owner->holders, holders);
  return owner->seen > ENOUGH_SEEN && holders == owner->holders && !connection->unsure;
}

/* libsoup lets go of a connection that is stolen; what is left of it is closed here. Where stealing is not safe the descriptor
 * goes, and libsoup keeps a little memory for ever. */
static void
end (Connection *connection)
{
  SoupServerMessage *last = g_steal_pointer (&connection->last);
  g_autoptr (GIOStream) stream = NULL;

  if (last != NULL && !g_socket_is_closed (connection->socket) && is_waited_for (connection))
    stream = soup_server_message_steal_connection (last);
  else if (!g_socket_is_closed (connection->socket))
    g_socket_close (connection->socket, NULL);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
  g_clear_object (&last);
  g_hash_table_remove (connection->owner->all, connection);
}

/* A request that is under way, or has arrived just before, is answered; its answer ends the connection. */
static void
look_for_end (Connection *connection)
{
  stop_listening (connection);
  if (g_socket_is_closed (connection->socket) || (connection->last != NULL && has_ended (connection->socket)))
    end (connection);
  else if (connection->last != NULL)
    connection->unsure = TRUE;
}

static gboolean
on_hang_up (int descriptor, GIOCondition condition, gpointer user_data)
{
  Connection *connection = user_data;

  connection->hung_up = TRUE;
  look_for_end (connection);
  return G_SOURCE_REMOVE;
}

static gboolean
on_answered_late (gpointer user_data)
{
  look_for_end (user_data);
  return G_SOURCE_REMOVE;
}

static void
start_source (Connection *connection, GSource *source, GSourceFunc callback)
{
  connection->source = source;
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, callback, connection, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static Connection *
connection_new (HubConnections *self, GSocket *socket)
{
  Connection *connection = g_new0 (Connection, 1);

  connection->owner = self;
  connection->socket = g_object_ref (socket);
  g_object_set_qdata (G_OBJECT (socket), connection_quark (), connection);
  g_hash_table_add (self->all, connection);
  start_source (connection, g_unix_fd_source_new (g_socket_get_fd (socket), (GIOCondition) POLLRDHUP),
                G_SOURCE_FUNC (on_hang_up));
  return connection;
}

/**
 * hub_connections_begin:
 * @self: connections
 * @message: a request whose headers have arrived
 */
void
hub_connections_begin (HubConnections *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Connection *connection;

  if (socket == NULL || g_socket_is_closed (socket))
    return;
  connection = g_object_get_qdata (G_OBJECT (socket), connection_quark ());
  if (connection == NULL)
    {
      /* libsoup remembers it, and complains if it is asked for the first time when it has gone. */
      soup_server_message_get_remote_address (message);
      connection = connection_new (self, socket);
    }
  g_clear_object (&connection->last);
  connection->unsure = FALSE;
  if (connection->hung_up)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
}

/**
 * hub_connections_finish:
 * @self: connections
 * @message: a request that was begun, and is answered or about to be within this turn of the main loop
 */
void
hub_connections_finish (HubConnections *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Connection *connection;

  connection = socket != NULL ? g_object_get_qdata (G_OBJECT (socket), connection_quark ()) : NULL;
  if (connection == NULL)
    return;
  if (g_socket_is_closed (socket))
    {
      g_hash_table_remove (self->all, connection);
      return;
    }
  g_set_object (&connection->last, message);
  connection->since = g_get_monotonic_time ();
  if (connection->hung_up && connection->source == NULL)
    start_source (connection, g_idle_source_new (), on_answered_late);
}

/**
 * hub_connections_forget:
 * @self: connections
 * @message: a request that was begun, and whose connection speaks another protocol from now on
 */
void
hub_connections_forget (HubConnections *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Connection *connection = socket != NULL ? g_object_get_qdata (G_OBJECT (socket), connection_quark ()) : NULL;

  if (connection != NULL)
    g_hash_table_remove (self->all, connection);
}

/**
 * hub_connections_end_idle:
 * @self: connections
 * @since: monotonic
 *
 * Ends those on which nothing is under way and nothing was answered since then.
 *
 * Returns: how many are left
 */
guint
hub_connections_end_idle (HubConnections *self, gint64 since)
{
  g_autoptr (GList) all = g_hash_table_get_keys (self->all);

  for (GList *l = all; l != NULL; l = l->next)
    {
      Connection *connection = l->data;

      if (g_socket_is_closed (connection->socket)
          || (connection->last != NULL
              && (connection->since <= since || (connection->hung_up && has_ended (connection->socket)))))
        end (connection);
    }
  return g_hash_table_size (self->all);
}
