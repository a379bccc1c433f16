/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsoup takes one connection in each turn of the main loop, between all the requests of those it has already: under load
 * who comes anew waits a turn for each who came before. And when no descriptor is left for a connection, libsoup never
 * takes one again. So its own source, which takes one, is put into a main context of its own, which is run from here: as
 * often as somebody waits, and not while there is no descriptor. */
#include "hub-acceptor.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

/* So many at most before requests are answered again. */
#define AT_ONCE 256
/* How soon to look again whether a descriptor is free. */
#define PATIENCE_MS 100

struct _HubAcceptor
{
  SoupServer   *soup;       /* (unowned) */
  GSocket      *socket;
  GMainContext *within;     /* in which libsoup waits for a connection */
  GMainContext *outside;    /* which runs the server */
  GSource      *source;     /* somebody waits, or it is time to look whether there is a descriptor */
  gboolean      exhausted;  /* and it was said */
};

static void watch (HubAcceptor *self);

static gboolean
has_descriptor (GSocket *socket)
{
  int copy = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);

  if (copy < 0)
    return FALSE;
  close (copy);
  return TRUE;
}

static void
set_source (HubAcceptor *self, GSource *source, GSourceFunc callback)
{
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  self->source = source;
  if (source == NULL)
    return;
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->outside);
}

static gboolean
on_patience_ends (gpointer user_data)
{
  watch (user_data);
  return G_SOURCE_REMOVE;
}

/* libsoup stops waiting for ever when taking a connection fails, as it does when another thread was faster to the last
 * descriptor. */
static void
listen_again (HubAcceptor *self)
{
  g_autoptr (GError) error = NULL;
  gboolean listens;

  g_main_context_push_thread_default (self->within);
  listens = soup_server_listen_socket (self->soup, self->socket, 0, &error);
  g_main_context_pop_thread_default (self->within);
  g_message ("event=accept-failed again=%s", listens ? "yes" : error->message);
}

static gboolean
on_waiting (int descriptor, GIOCondition condition, gpointer user_data)
{
  HubAcceptor *self = user_data;

  for (guint i = 0; i < AT_ONCE; i++)
    {
      if (!has_descriptor (self->socket))
        {
          if (!self->exhausted)
            g_message ("event=no-descriptors reason=\"%s\"", g_strerror (errno));
          self->exhausted = TRUE;
          set_source (self, g_timeout_source_new (PATIENCE_MS), on_patience_ends);
          return G_SOURCE_REMOVE;
        }
      if (!g_main_context_iteration (self->within, FALSE))
        {
          if (i == 0)
            listen_again (self);
          break;
        }
      self->exhausted = FALSE;
    }
  return G_SOURCE_CONTINUE;
}

static void
watch (HubAcceptor *self)
{
  set_source (self, g_unix_fd_source_new (g_socket_get_fd (self->socket), G_IO_IN), G_SOURCE_FUNC (on_waiting));
}

/**
 * hub_acceptor_new:
 * @soup: a server
 * @address: an IP address; port 0 for any free one
 * @error: (out) (optional): the address is bad or taken
 *
 * Listens; the connections are looked after in the thread's main context. While the process has no descriptor left, those
 * who come wait until one is free.
 *
 * Returns: (transfer full) (nullable): it, to be freed before @soup stops listening
 */
HubAcceptor *
hub_acceptor_new (SoupServer *soup, GSocketAddress *address, GError **error)
{
  g_autoptr (HubAcceptor) self = g_new0 (HubAcceptor, 1);
  g_autoptr (GSList) before = soup_server_get_listeners (soup);
  g_autoptr (GSList) listeners = NULL;
  gboolean listens;

  self->soup = soup;
  self->within = g_main_context_new ();
  self->outside = g_main_context_ref_thread_default ();
  g_main_context_push_thread_default (self->within);
  listens = soup_server_listen (soup, address, 0, error);
  g_main_context_pop_thread_default (self->within);
  if (!listens)
    return NULL;
  listeners = soup_server_get_listeners (soup);
  for (GSList *l = listeners; l != NULL; l = l->next)
    if (g_slist_find (before, l->data) == NULL)
      self->socket = g_object_ref (l->data);
  /* GLib lets 10 wait; the kernel drops who comes then, and they try again after a second, and after three. */
  if (listen (g_socket_get_fd (self->socket), SOMAXCONN) != 0)
    g_message ("event=short-queue reason=\"%s\"", g_strerror (errno));
  watch (self);
  return g_steal_pointer (&self);
}

/**
 * hub_acceptor_free:
 * @self: (transfer full): it
 *
 * Takes no more connections; those who come are told so when the server stops listening.
 */
void
hub_acceptor_free (HubAcceptor *self)
{
  set_source (self, NULL, NULL);
  g_clear_object (&self->socket);
  g_main_context_unref (self->within);
  g_main_context_unref (self->outside);
  g_free (self);
}

/**
 * hub_acceptor_get_port:
 * @self: it
 *
 * Returns: the port on which it listens; 0 if that is not known any more
 */
guint16
hub_acceptor_get_port (HubAcceptor *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, NULL);

  return address != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;
}
