/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fetch.h"

#include "config.h"

#include <string.h>

#include "hub-checked-address.h"
#include "hub-error.h"
#include "hub-language.h"

/* What all programs together may have under way: beyond it a program is told to come again. */
#define MAX_UNDER_WAY 256
#define PIECE (64 * 1024)

static guint under_way;

/**
 * hub_fetch_new:
 * @method: of HTTP
 * @url: where to
 *
 * Returns: (transfer full): a request that follows up to 20 redirects, takes 10 MB, waits a minute and asks nobody
 */
HubFetch *
hub_fetch_new (const char *method, const char *url)
{
  HubFetch *self = g_new0 (HubFetch, 1);

  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  self->redirects = 20;
  self->fails_on_redirect = TRUE;
  self->max_bytes = 10 * 1024 * 1024;
  self->timeout = 60000;
  return self;
}

/**
 * hub_fetch_free:
 * @self: (transfer full): a request
 */
void
hub_fetch_free (HubFetch *self)
{
  g_free (self->method);
  g_free (self->url);
  soup_message_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  if (self->free_allows_data != NULL)
    self->free_allows_data (self->allows_data);
  g_free (self);
}

/**
 * hub_fetch_answer_free:
 * @self: (transfer full): an answer
 */
void
hub_fetch_answer_free (HubFetchAnswer *self)
{
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self->url);
  g_free (self);
}

/* One exchange, over its redirects. */
typedef struct
{
  HubFetch     *fetch;
  GCancellable *cancellable;    /* ours: the caller's cancels it, and the clock */
  GCancellable *outer;
  gulong        outer_id;
  guint         timeout_id;
  gboolean      timed_out;
  SoupSession  *session;        /* of this hop */
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *body;
  guint8       *buffer;
  guint         hops;
} Exchange;

static void
exchange_free (Exchange *self)
{
  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self->buffer);
  hub_fetch_free (self->fetch);
  g_free (self);
  under_way--;
}

static void send_hop (GTask *task);

static void
fail (GTask *task, GError *error)
{
  Exchange *self = g_task_get_task_data (task);

  if (self->timed_out)
    {
      g_clear_error (&error);
      error = hub_error_new (HUB_ERROR_UNREACHABLE, "fetch.timeout", _("The server did not answer in time"));
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  HubFetchAnswer *answer = g_new0 (HubFetchAnswer, 1);

  answer->status = soup_message_get_status (self->message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (self->message));
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  answer->url = g_strdup (self->fetch->url);
  g_task_return_pointer (task, answer, (GDestroyNotify) hub_fetch_answer_free);
  g_object_unref (task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    fail (task, error);
  else if (n == 0)
    succeed (task);
  else if (self->body->len + (gsize) n > self->fetch->max_bytes)
    fail (task, hub_error_new (HUB_ERROR_TOO_LARGE, "fetch.too_large", _("The server's answer is larger than %zu bytes"),
                               self->fetch->max_bytes));
  else
    {
      g_byte_array_append (self->body, self->buffer, n);
      g_input_stream_read_async (self->stream, self->buffer, PIECE, G_PRIORITY_DEFAULT, self->cancellable, on_read, task);
    }
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void
drop_header (HubFetch *fetch, const char *name)
{
  soup_message_headers_remove (fetch->headers, name);
}

/* As browsers do: a form that was sent is not sent again, and another host gets no credentials. */
static void
prepare_redirect (HubFetch *fetch, guint status, GUri *from, GUri *to)
{
  gboolean becomes_get = (status == 303 && !g_str_equal (fetch->method, "HEAD"))
                         || ((status == 301 || status == 302) && g_str_equal (fetch->method, "POST"));

  if (becomes_get)
    {
      g_free (fetch->method);
      fetch->method = g_strdup ("GET");
      g_clear_pointer (&fetch->body, g_bytes_unref);
      drop_header (fetch, "Content-Type");
    }
  if (g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0
      || g_uri_get_port (from) != g_uri_get_port (to)
      || !g_str_equal (g_uri_get_scheme (from), g_uri_get_scheme (to)))
    {
      drop_header (fetch, "Authorization");
      drop_header (fetch, "Cookie");
    }
}

static void
follow (GTask *task, const char *location)
{
  Exchange *self = g_task_get_task_data (task);
  GUri *from = soup_message_get_uri (self->message);
  g_autoptr (GUri) to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);

  self->hops++;
  if (self->hops > self->fetch->redirects)
    {
      fail (task, hub_error_new (HUB_ERROR_FAILED, "fetch.too_many_redirects", _("The server redirects without end")));
      return;
    }
  if (to == NULL || g_uri_get_host (to) == NULL)
    {
      fail (task, hub_error_new (HUB_ERROR_FAILED, "fetch.bad_url", _("The server redirects to something that is no address")));
      return;
    }
  prepare_redirect (self->fetch, soup_message_get_status (self->message), from, to);
  g_free (self->fetch->url);
  self->fetch->url = g_uri_to_string (to);
  send_hop (task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *self = g_task_get_task_data (task);
  GError *error = NULL;
  const char *location;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      fail (task, error);
      return;
    }
  location = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  if (is_redirect (soup_message_get_status (self->message)) && location != NULL
      && (self->hops < self->fetch->redirects || self->fetch->fails_on_redirect))
    {
      follow (task, location);
      return;
    }
  self->body = g_byte_array_new ();
  if (self->buffer == NULL)
    self->buffer = g_malloc (PIECE);
  g_input_stream_read_async (self->stream, self->buffer, PIECE, G_PRIORITY_DEFAULT, self->cancellable, on_read, task);
}

/**
 * hub_fetch_check_url:
 * @url: where somebody wants to go
 * @allow_plain: without TLS, too
 * @error: (out) (optional): "fetch.bad_url"
 *
 * Returns: (transfer full) (nullable): the address, with TLS and without a user name
 */
GUri *
hub_fetch_check_url (const char *url, gboolean allow_plain, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean plain = g_str_equal (scheme, "http") || g_str_equal (scheme, "ws");

  if (uri != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0'
      && g_uri_get_userinfo (uri) == NULL && g_uri_get_port (uri) > 0
      && (g_str_equal (scheme, "https") || g_str_equal (scheme, "wss") || (plain && allow_plain)))
    return g_steal_pointer (&uri);
  hub_set_error (error, HUB_ERROR_INVALID, "fetch.bad_url",
                 _("The platform asks only addresses that begin with https:// and have no user name"));
  return NULL;
}

/**
 * hub_fetch_make_session:
 * @uri: where to
 * @allow_private: any address will do; only for tests
 *
 * Returns: (transfer full): a session for one exchange with that host: no cookies, no proxy, and connections only to an
 *   address that was checked
 */
SoupSession *
hub_fetch_make_session (GUri *uri, gboolean allow_private)
{
  g_autoptr (GSocketConnectable) address = hub_checked_address_new (g_uri_get_host (uri), g_uri_get_port (uri), allow_private);
  SoupSession *session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", address, "timeout", 60, "max-conns", 2,
                                       "user-agent", "superhub/" PACKAGE_VERSION " MiniProgramEnv/phone", NULL);

  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

static void
copy_header (const char *name, const char *value, gpointer to)
{
  soup_message_headers_append (to, name, value);
}

static gboolean
check_hop (Exchange *self, GUri **uri, GError **error)
{
  *uri = hub_fetch_check_url (self->fetch->url, self->fetch->allow_plain, error);
  if (*uri == NULL)
    return FALSE;
  if (self->fetch->allows == NULL || self->fetch->allows (self->fetch->url, self->fetch->allows_data))
    return TRUE;
  hub_set_error (error, HUB_ERROR_DENIED, "fetch.not_allowed", _("“%s” is not in the domain list"), g_uri_get_host (*uri));
  return FALSE;
}

static void
send_hop (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  const char *type;

  if (!check_hop (self, &uri, &error))
    {
      fail (task, error);
      return;
    }
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  self->session = hub_fetch_make_session (uri, self->fetch->allow_private);
  self->message = soup_message_new_from_uri (self->fetch->method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_foreach (self->fetch->headers, copy_header, soup_message_get_request_headers (self->message));
  type = soup_message_headers_get_one (self->fetch->headers, "Content-Type");
  if (self->fetch->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, type != NULL ? type : "application/json", self->fetch->body);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable, on_sent, task);
}

static gboolean
on_timeout (gpointer user_data)
{
  Exchange *self = user_data;

  self->timeout_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * hub_fetch_send_async:
 * @self: (transfer full): a request
 * @cancellable: (nullable): ends it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks a server for a program, such that the program cannot reach what only the platform can: hosts that are allowed, TLS, public
 * addresses, each redirect anew, bounded in time, size and number. Nothing of the platform's goes with it.
 */
void
hub_fetch_send_async (HubFetch *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, hub_fetch_send_async);
  under_way++;
  exchange->fetch = self;
  exchange->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  if (under_way > MAX_UNDER_WAY)
    {
      fail (task, hub_error_new (HUB_ERROR_CONFLICT, "fetch.busy", _("Too much is under way; try again in a moment")));
      return;
    }
  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                  g_object_ref (exchange->cancellable), g_object_unref);
    }
  exchange->timeout_id = g_timeout_add (self->timeout, on_timeout, exchange);
  send_hop (task);
}

/**
 * hub_fetch_send_finish:
 * @result: given to the callback
 * @error: (out) (optional): "fetch.bad_url", "fetch.not_allowed", "fetch.private_address", "fetch.timeout", "fetch.too_large",
 *   "fetch.too_many_redirects", "fetch.busy"; the system's for what went wrong on the way
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
HubFetchAnswer *
hub_fetch_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
