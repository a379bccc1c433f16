/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-patience.h"

/* What a body brings at least, on average: a phone's worst network is faster. */
#define LEAST_BYTES_A_SECOND 1024

struct _HubPatience
{
  SoupServer *soup;       /* (unowned) */
  GHashTable *waiting;    /* SoupServerMessage → Wait, of requests that are not whole yet */
  gint64      patience;   /* microseconds */
  GSource    *sweep;
};

typedef struct
{
  gboolean headers;       /* they have arrived */
  gint64   began;         /* monotonic: of the connection, or of the body */
  gsize    bytes;         /* of the body */
} Wait;

static GQuark
known_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("hub-patience-known");
  return quark;
}

/* libsoup lets go of a request that never came without a signal. */
static void
on_gone (gpointer user_data, GObject *message)
{
  HubPatience *self = user_data;

  g_hash_table_remove (self->waiting, message);
}

static void
stop (HubPatience *self, SoupServerMessage *message)
{
  if (g_hash_table_remove (self->waiting, message))
    g_object_weak_unref (G_OBJECT (message), on_gone, self);
}

static void
add (HubPatience *self, SoupServerMessage *message, gboolean headers)
{
  Wait *wait = g_hash_table_lookup (self->waiting, message);

  if (wait == NULL)
    {
      wait = g_new0 (Wait, 1);
      g_hash_table_insert (self->waiting, message, wait);
      g_object_weak_ref (G_OBJECT (message), on_gone, self);
    }
  wait->headers = headers;
  wait->began = g_get_monotonic_time ();
}

static void
on_end (SoupServerMessage *message, gpointer user_data)
{
  stop (user_data, message);
}

static void
on_headers (SoupServerMessage *message, gpointer user_data)
{
  HubPatience *self = user_data;
  Wait *wait = g_hash_table_lookup (self->waiting, message);

  g_object_set_qdata (G_OBJECT (soup_server_message_get_socket (message)), known_quark (), GINT_TO_POINTER (TRUE));
  if (wait != NULL && !wait->headers)
    stop (self, message);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  HubPatience *self = user_data;
  Wait *wait = g_hash_table_lookup (self->waiting, message);

  if (wait != NULL)
    wait->bytes += g_bytes_get_size (chunk);
}

/* Between its requests a connection may be idle longer: HubConnections ends those. */
static void
on_started (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  HubPatience *self = user_data;
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket == NULL || g_object_get_qdata (G_OBJECT (socket), known_quark ()) != NULL)
    return;
  /* libsoup remembers it, and warns if it is asked for the first time when the other side has gone. */
  soup_server_message_get_remote_address (message);
  add (self, message, FALSE);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), self);
}

/**
 * hub_patience_body:
 * @self: a patience
 * @message: a request whose headers have arrived and say that a body follows
 */
void
hub_patience_body (HubPatience *self, SoupServerMessage *message)
{
  add (self, message, TRUE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), self);
  g_signal_connect (message, "got-body", G_CALLBACK (on_end), self);
}

static gboolean
is_too_slow (HubPatience *self, const Wait *wait, gint64 now)
{
  gint64 waited = now - wait->began;

  if (waited < self->patience)
    return FALSE;
  return !wait->headers || (gint64) wait->bytes < waited / G_USEC_PER_SEC * LEAST_BYTES_A_SECOND;
}

static gboolean
on_sweep (gpointer user_data)
{
  HubPatience *self = user_data;
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GPtrArray) slow = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer message, wait;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &message, &wait))
    if (is_too_slow (self, wait, now) && soup_server_message_get_socket (message) != NULL)
      g_ptr_array_add (slow, g_object_ref (soup_server_message_get_socket (message)));
  for (guint i = 0; i < slow->len; i++)
    {
      /* Shut and not closed: libsoup is to find the end by itself, and to free what it keeps. */
      g_message ("event=too-slow");
      g_socket_shutdown (g_ptr_array_index (slow, i), TRUE, TRUE, NULL);
    }
  return G_SOURCE_CONTINUE;
}

/**
 * hub_patience_new:
 * @soup: a server, which outlives this
 * @seconds: how long the headers of a connection's first request may take; a body that has taken as long must have
 *   brought 1 KiB a second
 *
 * Returns: (transfer full): what ends the connections of slow clients from now on
 */
HubPatience *
hub_patience_new (SoupServer *soup, guint seconds)
{
  HubPatience *self = g_new0 (HubPatience, 1);

  self->soup = soup;
  self->patience = (gint64) seconds * G_USEC_PER_SEC;
  self->waiting = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_signal_connect (soup, "request-started", G_CALLBACK (on_started), self);
  self->sweep = g_timeout_source_new (MIN (seconds * 250, 5000));
  g_source_set_callback (self->sweep, on_sweep, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
  return self;
}

/**
 * hub_patience_free:
 * @self: (transfer full): a patience
 */
void
hub_patience_free (HubPatience *self)
{
  GHashTableIter iter;
  gpointer message;

  g_source_destroy (self->sweep);
  g_source_unref (self->sweep);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    {
      g_signal_handlers_disconnect_by_data (message, self);
      g_object_weak_unref (G_OBJECT (message), on_gone, self);
    }
  g_hash_table_unref (self->waiting);
  g_free (self);
}
