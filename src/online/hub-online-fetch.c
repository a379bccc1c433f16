/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-fetch.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-server-address.h"

/* Seconds without a byte in either direction. */
#define TIMEOUT 30
#define CHUNK (64 * 1024)

struct _HubOnlineFetch
{
  char         *server;
  char         *token;         /* (nullable): sent with what is asked next */
  GCancellable *cancellable;
  GMainContext *context;
  SoupSession  *session;
};

/**
 * hub_online_fetch_new:
 * @server: the platform
 * @cancellable: (nullable): ends what is under way
 *
 * Returns: (transfer full): for this thread, until it is freed
 */
HubOnlineFetch *
hub_online_fetch_new (const char *server, GCancellable *cancellable)
{
  HubOnlineFetch *self = g_new0 (HubOnlineFetch, 1);

  self->server = g_strdup (server);
  g_set_object (&self->cancellable, cancellable);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT, "idle-timeout", TIMEOUT,
                                                 "user-agent", "superhub-simulator/" PACKAGE_VERSION, NULL);
  if (hub_server_address_is_loopback (server))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

/**
 * hub_online_fetch_free:
 * @self: (transfer full): made in this thread
 */
void
hub_online_fetch_free (HubOnlineFetch *self)
{
  g_clear_object (&self->session);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_object (&self->cancellable);
  g_free (self->server);
  g_free (self->token);
  g_free (self);
}

/**
 * hub_online_fetch_get_cancellable:
 * @self: for this thread
 *
 * Returns: (transfer none) (nullable): what ends it
 */
GCancellable *
hub_online_fetch_get_cancellable (HubOnlineFetch *self)
{
  return self->cancellable;
}

/**
 * hub_online_fetch_set_token:
 * @self: for this thread
 * @token: (nullable): of the sign-in with which is asked from now on; %NULL to ask as everybody does
 */
void
hub_online_fetch_set_token (HubOnlineFetch *self, const char *token)
{
  char *copy = g_strdup (token);

  g_free (self->token);
  self->token = copy;
}

/* A sign-in is for this platform: it does not follow to where it sends on. */
static SoupMessage *
new_message (HubOnlineFetch *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->server, path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
      soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
    }
  return message;
}

/* Whatever kept the bytes from coming, except that somebody gave up. */
static void
set_unreachable (HubOnlineFetch *self, GError *cause, GError **error)
{
  g_autoptr (GError) taken = cause;

  if (g_error_matches (taken, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&taken));
  else
    hub_set_error (error, HUB_ERROR_UNREACHABLE, "platform.unreachable",
                   _("The platform at %s does not answer (%s). Check its address and the "
                     "network, and whether it runs"),
                   self->server, taken->message);
}

static void
set_bad_answer (HubOnlineFetch *self, guint status, GError **error)
{
  hub_set_error (error, HUB_ERROR_FAILED, "platform.bad_answer",
                 _("%s answers, but not as a platform does (HTTP status %u); check the address"), self->server, status);
}

static GInputStream *
send (HubOnlineFetch *self, SoupMessage *message, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GInputStream *stream = soup_session_send (self->session, message, self->cancellable, &cause);

  if (stream == NULL)
    set_unreachable (self, g_steal_pointer (&cause), error);
  return stream;
}

/* The next bytes; empty at the end; (transfer full) (nullable) */
static GBytes *
read_some (HubOnlineFetch *self, GInputStream *stream, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GBytes *bytes = g_input_stream_read_bytes (stream, CHUNK, self->cancellable, &cause);

  if (bytes == NULL)
    set_unreachable (self, g_steal_pointer (&cause), error);
  return bytes;
}

/**
 * hub_online_fetch_get:
 * @self: for this thread
 * @path: "/m/APPID"
 * @accept: (nullable): the type that is wanted
 * @most: how many bytes it may have
 * @status: (out): what is answered
 * @error: (out) (optional): "platform.unreachable", also while it answers with 502 to 504; "platform.bad_answer" for too much;
 *   "cancelled"
 *
 * Returns: (transfer full) (nullable): what is answered, with whatever status
 */
GBytes *
hub_online_fetch_get (HubOnlineFetch *self, const char *path, const char *accept, gsize most, guint *status, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, "GET", path);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GInputStream) stream = NULL;
  gboolean more = TRUE;

  if (accept != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", accept);
  stream = send (self, message, error);
  if (stream == NULL)
    return NULL;
  *status = soup_message_get_status (message);
  while (more)
    {
      g_autoptr (GBytes) bytes = read_some (self, stream, error);

      if (bytes == NULL)
        return NULL;
      more = g_bytes_get_size (bytes) > 0;
      g_byte_array_append (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (all->len > most)
        {
          set_bad_answer (self, *status, error);
          return NULL;
        }
    }
  if (*status >= 502 && *status <= 504)
    {
      set_unreachable (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, soup_status_get_phrase (*status)), error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

static gboolean
set_unwritten (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("The package cannot be kept: %s"), g_strerror (code));
  return FALSE;
}

/* Whether all came and is what was asked for. */
static gboolean
copy (HubOnlineFetch *self, GInputStream *stream, int fd, const char *sha256, guint64 most, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 total = 0;

  for (;;)
    {
      g_autoptr (GBytes) bytes = read_some (self, stream, error);
      gsize size;
      const guint8 *data;

      if (bytes == NULL)
        return FALSE;
      data = g_bytes_get_data (bytes, &size);
      total += size;
      if (size == 0 || total > most)
        break;
      g_checksum_update (checksum, data, (gssize) size);
      for (gsize done = 0; done < size;)
        {
          gssize n = write (fd, data + done, size - done);

          if (n < 0 && errno != EINTR)
            return set_unwritten (errno, error);
          done += n > 0 ? (gsize) n : 0;
        }
    }
  if (total <= most && g_str_equal (g_checksum_get_string (checksum), sha256))
    return TRUE;
  hub_set_error (error, HUB_ERROR_INVALID, "online.bad_package",
                 _("What %s sends is not the package that it has signed; try again in a minute"), self->server);
  return FALSE;
}

/**
 * hub_online_fetch_save:
 * @self: for this thread
 * @path: where the package is
 * @destination: where it is kept; it appears there only when it is whole and right
 * @sha256: its hash
 * @most: how many bytes it may have
 * @error: (out) (optional): "platform.unreachable"; "platform.bad_answer"; "online.bad_package" for other bytes; the file
 *   system's; "cancelled"
 *
 * Returns: whether it is there
 */
gboolean
hub_online_fetch_save (HubOnlineFetch *self, const char *path, const char *destination, const char *sha256, guint64 most,
                       GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, "GET", path);
  g_autofree char *temporary = g_strconcat (destination, ".XXXXXX", NULL);
  g_autoptr (GInputStream) stream = send (self, message, error);
  gboolean good;
  int fd;

  if (stream == NULL)
    return FALSE;
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    {
      set_bad_answer (self, soup_message_get_status (message), error);
      return FALSE;
    }
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_unwritten (errno, error);
  good = copy (self, stream, fd, sha256, most, error);
  if (good && (fsync (fd) != 0 || g_rename (temporary, destination) != 0))
    good = set_unwritten (errno, error);
  if (!good)
    g_unlink (temporary);
  close (fd);
  return good;
}

/**
 * hub_online_fetch_post:
 * @self: for this thread
 * @path: where to
 *
 * Says something; whether it is heard does not matter.
 */
void
hub_online_fetch_post (HubOnlineFetch *self, const char *path)
{
  g_autoptr (SoupMessage) message = new_message (self, "POST", path);
  g_autoptr (GInputStream) stream = send (self, message, NULL);

  if (stream != NULL)
    g_input_stream_close (stream, NULL, NULL);
}
