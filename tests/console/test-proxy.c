/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-proxy.h"

#define LATE (2 * G_USEC_PER_SEC)
/* What follows sooner belongs to the same answer. */
#define SAME_ANSWER (G_USEC_PER_SEC / 10)
#define CHUNK 16384

/* Threads of its own: it works on whatever becomes of the window's. */
struct _TestProxy
{
  GSocketService *service;
  GMutex lock;
  GHashTable *sockets;          /* those that are open */
  int mode;
  guint16 port;
  char *url;
};

static const char failure[] = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 19\r\n"
                              "Connection: close\r\n\r\n<h1>Bad Luck</h1>\r\n";
static const char half[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{\"items\": [";
static const char garbage[] = "\x16\x03\x01\x02 this is \xff\xfe no HTTP\n\n\n";

typedef struct
{
  TestProxy *proxy;
  GSocket *from;
  GSocket *to;
} Pump;

static void
note_socket (TestProxy *self, GSocket *socket, gboolean open)
{
  g_mutex_lock (&self->lock);
  if (open)
    g_hash_table_add (self->sockets, socket);
  else
    g_hash_table_remove (self->sockets, socket);
  g_mutex_unlock (&self->lock);
}

static gboolean
send_all (GSocket *socket, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize sent = g_socket_send (socket, bytes, length, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      bytes += sent;
      length -= sent;
    }
  return TRUE;
}

static gpointer
pump_answers (gpointer user_data)
{
  Pump *pump = user_data;
  char bytes[CHUNK];
  gint64 last = 0;
  gssize length;

  while ((length = g_socket_receive (pump->from, bytes, sizeof bytes, NULL, NULL)) > 0)
    {
      if (g_atomic_int_get (&pump->proxy->mode) == TEST_PROXY_SLOW && g_get_monotonic_time () - last > SAME_ANSWER)
        g_usleep (LATE);
      last = g_get_monotonic_time ();
      if (!send_all (pump->to, bytes, length))
        break;
    }
  g_socket_shutdown (pump->to, TRUE, TRUE, NULL);
  return NULL;
}

static void
pass (TestProxy *self, GSocket *client)
{
  g_autoptr (GSocket) server = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", self->port);
  Pump pump = { self, server, client };
  GThread *thread;
  char bytes[CHUNK];
  gssize length;

  if (!g_socket_connect (server, address, NULL, NULL))
    return;
  note_socket (self, server, TRUE);
  thread = g_thread_new ("answers", pump_answers, &pump);
  while ((length = g_socket_receive (client, bytes, sizeof bytes, NULL, NULL)) > 0 && send_all (server, bytes, length))
    ;
  g_socket_shutdown (server, TRUE, TRUE, NULL);
  g_thread_join (thread);
  note_socket (self, server, FALSE);
}

static void
spoil (GSocket *client, TestProxyMode mode)
{
  char bytes[CHUNK];

  if (g_socket_receive (client, bytes, sizeof bytes, NULL, NULL) <= 0)
    return;
  if (mode == TEST_PROXY_FAILS)
    send_all (client, failure, sizeof failure - 1);
  else if (mode == TEST_PROXY_CUTS)
    send_all (client, half, sizeof half - 1);
  else
    send_all (client, garbage, sizeof garbage - 1);
}

static gboolean
connected (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, TestProxy *self)
{
  GSocket *client = g_socket_connection_get_socket (connection);
  int mode = g_atomic_int_get (&self->mode);

  note_socket (self, client, TRUE);
  if (mode == TEST_PROXY_PASSES || mode == TEST_PROXY_SLOW)
    pass (self, client);
  else
    spoil (client, mode);
  note_socket (self, client, FALSE);
  g_socket_shutdown (client, TRUE, TRUE, NULL);
  return TRUE;
}

TestProxy *
test_proxy_new (const char *url)
{
  TestProxy *self = g_new0 (TestProxy, 1);
  g_autoptr (GUri) platform = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->port = g_uri_get_port (platform);
  g_mutex_init (&self->lock);
  self->sockets = g_hash_table_new (NULL, NULL);
  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &address, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_signal_connect (self->service, "run", G_CALLBACK (connected), self);
  return self;
}

const char *
test_proxy_get_url (TestProxy *self)
{
  return self->url;
}

static void
end_connections (TestProxy *self)
{
  GHashTableIter iter;
  gpointer socket;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  g_mutex_unlock (&self->lock);
}

void
test_proxy_set_mode (TestProxy *self, TestProxyMode mode)
{
  g_atomic_int_set (&self->mode, mode);
  end_connections (self);
}

static gboolean
is_idle (TestProxy *self)
{
  gboolean idle;

  g_mutex_lock (&self->lock);
  idle = g_hash_table_size (self->sockets) == 0;
  g_mutex_unlock (&self->lock);
  return idle;
}

void
test_proxy_free (TestProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* Its threads still look at it. */
  while (!is_idle (self))
    {
      end_connections (self);
      g_thread_yield ();
    }
  g_clear_object (&self->service);
  g_hash_table_unref (self->sockets);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}
