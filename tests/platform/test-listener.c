/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does not read is cut off; who reads gets everything in its order. */
#include <sys/socket.h>
#include <unistd.h>
#include <gio/gio.h>

#include "hub-listener.h"
#include "wait-for.h"

typedef struct
{
  SoupWebsocketConnection *client;
  HubListener             *listener;   /* (nullable): ended */
  guint                    heard;
} Pair;

static void
on_ended (HubListener *listener, gpointer user_data)
{
  g_clear_pointer (&((Pair *) user_data)->listener, hub_listener_free);
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *data, gpointer user_data)
{
  Pair *self = user_data;
  g_autofree char *text = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));

  g_assert_cmpuint (g_ascii_strtoull (text, NULL, 10), ==, self->heard);
  self->heard++;
}

static GIOStream *
make_stream (int descriptor, GSocket **socket)
{
  g_autoptr (GError) error = NULL;

  *socket = g_socket_new_from_fd (descriptor, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (*socket, FALSE);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (*socket));
}

/* @reads: whether the client's side exists at all, beside its descriptor. */
static void
pair_init (Pair *self, gboolean reads, int *other)
{
  g_autoptr (GUri) uri = g_uri_parse ("http://127.0.0.1/", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GIOStream) near_stream = NULL;
  g_autoptr (SoupWebsocketConnection) server = NULL;
  int descriptors[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, descriptors), ==, 0);
  near_stream = make_stream (descriptors[0], &near);
  server = soup_websocket_connection_new (near_stream, uri, SOUP_WEBSOCKET_CONNECTION_SERVER, NULL, NULL, NULL);
  self->listener = hub_listener_new (server, near, on_ended, self);
  self->listener->superhub_id = g_strdup ("anna");
  *other = descriptors[1];
  if (reads)
    {
      g_autoptr (GIOStream) far_stream = make_stream (descriptors[1], &far);

      self->client = soup_websocket_connection_new (far_stream, uri, SOUP_WEBSOCKET_CONNECTION_CLIENT, NULL, NULL, NULL);
      g_signal_connect (self->client, "message", G_CALLBACK (on_message), self);
    }
}

static void
test_in_order (void)
{
  Pair self = { NULL };
  int other;

  pair_init (&self, TRUE, &other);
  for (guint i = 0; i < 1500; i++)
    hub_listener_send (self.listener, g_strdup_printf ("%u %0400u", i, i));
  WAIT_FOR (self.heard == 1500);
  g_assert_nonnull (self.listener);
  hub_listener_close (self.listener, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "platform.stops");
  hub_listener_send (self.listener, g_strdup ("1500"));
  WAIT_FOR (self.listener == NULL);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (self.client), ==, SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
  g_assert_cmpuint (self.heard, ==, 1500);
  g_signal_handlers_disconnect_by_data (self.client, &self);
  g_clear_object (&self.client);
}

static void
test_slow_is_cut (void)
{
  Pair self = { NULL };
  g_autofree char *text = g_strnfill (4000, 'x');
  guint sent = 0;
  int other;

  pair_init (&self, FALSE, &other);
  g_test_expect_message ("superhub", G_LOG_LEVEL_MESSAGE, "event=slow-listener account=anna");
  while (self.listener != NULL)
    {
      if (!self.listener->leaving)
        {
          hub_listener_send (self.listener, g_strdup (text));
          sent++;
        }
      g_assert_cmpuint (sent, <, 5000);
      g_main_context_iteration (NULL, self.listener != NULL && self.listener->leaving);
    }
  g_test_assert_expected_messages ();
  /* Not at the first moment of being busy either. */
  g_assert_cmpuint (sent, >, 200);
  close (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listener/in-order", test_in_order);
  g_test_add_func ("/listener/slow-is-cut", test_slow_is_cut);
  return g_test_run ();
}
