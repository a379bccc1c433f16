/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-server.h"

#include "config.h"

#include "hub-acceptor.h"
#include "hub-app-service.h"
#include "hub-connections.h"
#include "hub-events.h"
#include "hub-handlers.h"
#include "hub-idempotency.h"
#include "hub-key-service.h"
#include "hub-language.h"
#include "hub-patience.h"
#include "hub-phone.h"
#include "hub-refusals.h"
#include "hub-request.h"
#include "hub-serve.h"
#include "hub-session-service.h"
#include "hub-upload-service.h"

/* As nginx counts who went away before an answer: nothing of the platform's is wrong then. */
#define STATUS_CLIENT_GONE 499

#define MAX_JSON (256 * 1024)
/* What is read beyond a limit, to be able to answer, before the connection is cut. */
#define MAX_DISCARDED (8 * 1024 * 1024)
#define STOP_SECONDS 5

struct _HubServer
{
  GObject      parent_instance;
  HubPlatform *platform;      /* (unowned) */
  HubRouter   *router;        /* (nullable): only pages for phones */
  char       **hosts;         /* (nullable): the names it is asked by; %NULL for any */
  SoupServer  *soup;
  GPtrArray   *acceptors;
  HubConnections *connections;
  HubPatience *patience;
  HubEvents   *events;        /* (nullable): none without a router */
  guint        active;
  gint64       last_use;
};

G_DEFINE_FINAL_TYPE (HubServer, hub_server, G_TYPE_OBJECT)

static const char *
get_path (SoupServerMessage *message)
{
  return g_uri_get_path (soup_server_message_get_uri (message));
}

/* Without a router no path is one of the API: there its routes are unknown pages. */
static gboolean
is_api (HubRequest *request, const char *path)
{
  return request->router != NULL
         && (g_str_has_prefix (path, "/api/") || g_str_equal (path, "/healthz")
             || g_str_equal (path, "/metrics")
             || g_str_equal (path, "/openapi.json"));
}

static const char *
name_of (HubRequest *request)
{
  const char *path = get_path (request->message);

  if (request->route != NULL)
    return request->route->id;
  return hub_serve_owns (path) ? hub_serve_name_of (path) : hub_phone_name_of (path);
}

static void
on_wrote_headers (SoupServerMessage *message, gpointer user_data)
{
  hub_request_of (message)->answered = soup_server_message_get_status (message);
}

static void
on_ended (SoupServerMessage *message, gpointer user_data)
{
  HubServer *self = HUB_SERVER (user_data);
  HubRequest *request = hub_request_of (message);
  const char *name = name_of (request);
  /* libsoup calls it the server's mistake when somebody goes away before the answer. */
  guint status = request->answered != 0 ? request->answered : STATUS_CLIENT_GONE;
  gint64 time;

  /* A connection that is cut has no "finished", and one that was finished is cut, too. */
  if (request->finished)
    return;
  request->finished = TRUE;
  self->active--;
  self->last_use = g_get_monotonic_time ();
  time = self->last_use - request->began;
  hub_metrics_count_request (self->platform->metrics, name, status, (double) time / G_USEC_PER_SEC);
  /* The route's name and not its path, in which a token may stand. */
  g_message ("event=request operation=%s method=%s status=%u ms=%.1f account=%s",
             name, soup_server_message_get_method (message), status, time / 1000.0,
             request->actor->superhub_id[0] != '\0' ? request->actor->superhub_id : "-");
}

static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  HubServer *self = HUB_SERVER (user_data);
  HubRequest *request = hub_request_of (message);

  on_ended (message, self);
  /* The message may be kept until the next one comes on its connection; what it took in and gave out is not. */
  g_clear_pointer (&request->spool, hub_spool_free);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  hub_connections_finish (self->connections, message);
}

/* A connection that became a WebSocket is none of HTTP's any more. */
static void
on_informed (SoupServerMessage *message, gpointer user_data)
{
  HubServer *self = HUB_SERVER (user_data);

  if (soup_server_message_get_status (message) != SOUP_STATUS_SWITCHING_PROTOCOLS)
    return;
  on_wrote_headers (message, self);
  on_ended (message, self);
  hub_connections_forget (self->connections, message);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, HubServer *self)
{
  HubRequest *request = hub_request_of (message);
  gsize length = g_bytes_get_size (chunk);

  request->body_bytes += length;
  hub_idempotency_add (request, g_bytes_get_data (chunk, NULL), length);
  if (request->spool != NULL)
    hub_spool_write (request->spool, g_bytes_get_data (chunk, NULL), length, NULL);
  if (request->body_bytes <= request->body_limit)
    return;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (request->body_bytes - request->body_limit > MAX_DISCARDED)
    g_socket_close (soup_server_message_get_socket (message), NULL);
}

static void
refuse_size (HubRequest *request)
{
  g_autoptr (GError) error = NULL;

  hub_actor_set_detail_int (request->actor, "limit", request->body_limit);
  hub_refuse (&error, request->route != NULL && request->route->takes_package ? "package.too_large"
                                                                              : "request.too_large",
              _("The request's body is larger than the %zu bytes that are taken here"),
              request->body_limit);
  hub_request_refuse (request, error);
}

static gboolean
check_type (HubRequest *request, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *expected = request->route->takes_package ? "application/vnd.superhub.package"
                                                       : "application/json";

  if (!request->route->takes_package && request->route->body == NULL)
    return TRUE;
  if (type != NULL && g_ascii_strcasecmp (type, expected) == 0)
    return TRUE;
  hub_refuse (error, "request.unsupported_type", _("The body must have the type %s"), expected);
  return FALSE;
}

/* A sign-in is good for what it was made for: a console's does not send code, and one for a single program has no say
 * in others. */
static gboolean
check_scope (HubRequest *request, GError **error)
{
  const HubRoute *route = request->route;
  const HubActor *actor = request->actor;
  const char *app_id = hub_request_get (request, "app_id");
  gboolean fits = route->scopes == NULL;

  if (actor->key_slot != 0)
    return hub_key_service_check_scope (request->actor, route->upload_key, app_id, error);
  for (guint i = 0; !fits && i < json_array_get_length (route->scopes); i++)
    fits = g_strcmp0 (json_array_get_string_element (route->scopes, i), actor->scope) == 0;
  if (actor->app_id != NULL && !route->unbound)
    fits = fits && g_strcmp0 (actor->app_id, app_id) == 0;
  if (!fits)
    hub_refuse (error, "auth.wrong_scope", _("This sign-in was made for something else (%s); sign in again for this"),
                actor->app_id != NULL ? actor->app_id : actor->scope);
  return fits;
}

static gboolean
authenticate (HubRequest *request, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autofree char *token = request->route->web_socket ? hub_events_dup_token (headers) : NULL;

  if (token != NULL)
    return hub_session_service_authenticate_token (request->platform, request->actor, token, FALSE, error);
  return hub_session_service_authenticate (request->platform, request->actor, headers, error);
}

static gboolean
has_body (SoupServerMessage *message)
{
  return soup_message_headers_get_encoding (soup_server_message_get_request_headers (message)) != SOUP_ENCODING_NONE;
}

static gboolean
may (HubRequest *request, const HubRoute *route, const char *app_id, GError **error)
{
  return route->removed
           ? hub_app_service_require_kept (request->platform, request->actor, app_id, route->permission, error)
           : hub_app_service_require (request->platform, request->actor, app_id, route->permission, error);
}

static gboolean
identify (HubRequest *request, GError **error)
{
  return request->route->open || (authenticate (request, error) && check_scope (request, error));
}

/* Whether who asks may: all that can be said before the body has arrived, and once more when it has, for a body may
 * take its time, and the one who sends it may have been removed meanwhile. */
static gboolean
permit (HubRequest *request, GError **error)
{
  const HubRoute *route = request->route;
  const char *app_id = hub_request_get (request, "app_id");

  if (g_strcmp0 (route->permission, "reviewer") == 0)
    {
      if (!hub_session_service_require_reviewer (request->actor, error))
        return FALSE;
    }
  else if (route->permission != NULL && !may (request, route, app_id, error))
    return FALSE;
  if (route->sensitive && !hub_session_service_require_confirmed (request->platform, request->actor, error))
    return FALSE;
  return check_type (request, error);
}

static gboolean
admit (HubRequest *request, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!identify (request, error) || !hub_idempotency_prepare (request, error))
    return FALSE;
  request->permitted = permit (request, &refusal);
  if (request->permitted || hub_idempotency_has_answer (request))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
admit_again (HubRequest *request, gboolean *answered, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  *answered = FALSE;
  if (request->permitted && !has_body (request->message))
    return TRUE;
  if (!identify (request, error))
    return FALSE;
  if (permit (request, &refusal))
    return TRUE;
  *answered = hub_idempotency_replay (request);
  if (!*answered)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return *answered;
}

static gboolean
find_route (HubRequest *request, GError **error)
{
  g_autofree char *allowed = NULL;

  request->route = hub_router_match (request->router, soup_server_message_get_method (request->message),
                                     get_path (request->message), request->values, &allowed, error);
  if (allowed != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                  "Allow", allowed);
  return request->route != NULL;
}

/* A page elsewhere may let its own name lead to this machine, to be let in by the browser as if it were ours. */
static gboolean
check_host (HubServer *self, SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autoptr (GSocketConnectable) address = NULL;

  if (self->hosts == NULL)
    return TRUE;
  address = host != NULL ? g_network_address_parse (host, 80, NULL) : NULL;
  if (address != NULL
      && g_strv_contains ((const char *const *) self->hosts,
                          g_network_address_get_hostname (G_NETWORK_ADDRESS (address))))
    return TRUE;
  hub_refuse (error, "request.bad_host", _("This platform is not asked by that name; use the address it gave"));
  return FALSE;
}

/* Where a part of a package goes: into the file of its upload, at its place. */
static gboolean
open_part (HubRequest *request, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autoptr (HubUpload) upload = NULL;

  upload = hub_upload_service_get (request->platform, request->actor, hub_request_get (request, "app_id"),
                                   hub_request_get (request, "id"), error);
  if (upload == NULL)
    return FALSE;
  request->spool = hub_upload_service_open_part (request->platform, request->actor, upload,
                                                 soup_message_headers_get_one (headers, "Content-Range"),
                                                 &request->body_limit, error);
  return request->spool != NULL;
}

static gboolean
begin (HubRequest *request, GError **error)
{
  request->body_limit = MAX_JSON;
  if (!is_api (request, get_path (request->message)))
    {
      request->body_limit = hub_phone_body_limit (get_path (request->message));
      return TRUE;
    }
  if (!find_route (request, error) || !admit (request, error))
    return FALSE;
  if (request->route->body_limit > 0)
    request->body_limit = request->route->body_limit;
  if (!request->route->takes_package)
    return TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  if (request->route->takes_part)
    return open_part (request, error);
  /* Room for the archive's own bytes; the sizes of the files are checked when it is whole. */
  request->body_limit = hub_upload_service_max_bytes (request->platform);
  request->spool = hub_spool_new (request->platform->data_dir, request->body_limit, error);
  return request->spool != NULL;
}

static void
on_headers (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  HubServer *self = HUB_SERVER (user_data);
  HubRequest *request = hub_request_new (self->platform, self->router, message);
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GError) error = NULL;

  self->active++;
  hub_connections_begin (self->connections, message);
  g_signal_connect_object (message, "wrote-headers", G_CALLBACK (on_wrote_headers), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (on_finished), self, 0);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (on_ended), self, 0);
  g_signal_connect_object (message, "wrote-informational", G_CALLBACK (on_informed), self, 0);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_chunk), self, 0);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  if (has_body (message))
    hub_patience_body (self->patience, message);
  if (!check_host (self, message, &error) || !begin (request, &error))
    hub_request_refuse (request, error);
  else if (request->route != NULL || hub_phone_admit (request))
    {
      goffset length = soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));

      if (length <= (goffset) request->body_limit)
        return;
      refuse_size (request);
    }
  else
    request->body_limit = 0;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static gboolean
read_values (HubRequest *request, GError **error)
{
  g_autofree char *member = NULL;
  gboolean good;

  good = hub_router_read_query (request->router, request->route,
                                g_uri_get_query (soup_server_message_get_uri (request->message)),
                                request->values, &member, error);
  if (good && request->route->body != NULL)
    {
      g_autoptr (GBytes) body = NULL;

      body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
      good = hub_router_read_body (request->router, request->route, body, request->values, &member, error);
    }
  if (member != NULL)
    hub_actor_set_detail (request->actor, "member", member);
  return good;
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  HubRequest *request = hub_request_of (message);
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
  g_autoptr (GError) error = NULL;
  gboolean answered = FALSE;

  if (request->body_bytes > request->body_limit)
    refuse_size (request);
  else if (request->route == NULL && hub_serve_owns (get_path (message)))
    hub_serve_handle (request);
  else if (request->route == NULL)
    hub_phone_handle (request);
  else if (!admit_again (request, &answered, &error)
           || (!answered && (!read_values (request, &error) || !hub_idempotency_begin (request, &answered, &error))))
    hub_request_refuse (request, error);
  else if (!answered)
    hub_handlers_find (request->route->id) (request);
}

/* The update check goes past everything that other requests go through. */
static void
on_manifest (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  HubServer *self = HUB_SERVER (user_data);
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gint64 began = g_get_monotonic_time ();

  hub_connections_begin (self->connections, message);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (!check_host (self, message, NULL))
    soup_server_message_set_status (message, SOUP_STATUS_MISDIRECTED_REQUEST, NULL);
  else if (method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD)
    hub_serve_manifest (self->platform, message, path + strlen (HUB_SERVE_MANIFESTS));
  else if (method == SOUP_METHOD_POST)
    hub_serve_report (self->platform, message, path + strlen (HUB_SERVE_MANIFESTS), query);
  else
    {
      soup_message_headers_append (headers, "Allow", "GET, HEAD, POST");
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  hub_connections_finish (self->connections, message);
  self->last_use = g_get_monotonic_time ();
  hub_metrics_count_request (self->platform->metrics, method == SOUP_METHOD_POST ? "reportVersion" : "getManifest",
                             soup_server_message_get_status (message),
                             (double) (self->last_use - began) / G_USEC_PER_SEC);
}

static void
hub_server_dispose (GObject *object)
{
  HubServer *self = HUB_SERVER (object);

  if (self->events != NULL)
    self->platform->events = NULL;
  g_clear_pointer (&self->events, hub_events_free);
  g_clear_pointer (&self->patience, hub_patience_free);
  g_clear_pointer (&self->connections, hub_connections_free);
  g_clear_pointer (&self->acceptors, g_ptr_array_unref);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->router, hub_router_free);
  g_clear_pointer (&self->hosts, g_strfreev);
  G_OBJECT_CLASS (hub_server_parent_class)->dispose (object);
}

static void
hub_server_class_init (HubServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_server_dispose;
}

static void
hub_server_init (HubServer *self)
{
  self->last_use = g_get_monotonic_time ();
}

static gboolean
check_handlers (HubRouter *router, GError **error)
{
  GPtrArray *routes = hub_router_list (router);

  for (guint i = 0; i < routes->len; i++)
    {
      const HubRoute *route = g_ptr_array_index (routes, i);

      if (hub_handlers_find (route->id) == NULL)
        {
          hub_set_error (error, HUB_ERROR_FAILED, "install.bad_api",
                         _("The API's description names %s, which this platform does not have; "
                           "install both from one version"), route->id);
          return FALSE;
        }
    }
  return TRUE;
}

static void
add_handlers (HubServer *self)
{
  self->soup = soup_server_new ("server-header", NULL, NULL);
  self->acceptors = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_acceptor_free);
  self->connections = hub_connections_new ();
  self->patience = hub_patience_new (self->soup, self->platform->limits.patience);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  soup_server_add_early_handler (self->soup, HUB_SERVE_MANIFESTS, on_manifest, self, NULL);
}

/**
 * hub_server_new:
 * @platform: the platform, which outlives the server
 * @error: (out) (optional): the API's description is missing or has operations without a handler
 *
 * Returns: (transfer full) (nullable): a server that does not listen yet
 */
HubServer *
hub_server_new (HubPlatform *platform, GError **error)
{
  g_autoptr (HubServer) self = g_object_new (HUB_TYPE_SERVER, NULL);

  self->platform = platform;
  self->router = hub_router_new (error);
  if (self->router == NULL || !check_handlers (self->router, error))
    return NULL;
  add_handlers (self);
  self->events = platform->events = hub_events_new (platform);
  return g_steal_pointer (&self);
}

/**
 * hub_server_new_for_phones:
 * @platform: the platform, which outlives the server
 *
 * Returns: (transfer full): a server that does not listen yet and has the pages for phones, but no API
 */
HubServer *
hub_server_new_for_phones (HubPlatform *platform)
{
  HubServer *self = g_object_new (HUB_TYPE_SERVER, NULL);

  self->platform = platform;
  add_handlers (self);
  return self;
}

/**
 * hub_server_set_hosts:
 * @self: a server
 * @hosts: (array zero-terminated=1): names and numeric addresses, without brackets and ports
 *
 * From now on a request whose Host header names something else is refused.
 */
void
hub_server_set_hosts (HubServer *self, const char *const *hosts)
{
  g_strfreev (self->hosts);
  self->hosts = g_strdupv ((char **) hosts);
}

/**
 * hub_server_listen:
 * @self: a server
 * @address: "HOST:PORT" with a numeric host; port 0 for any free one
 * @port: (out): the port
 * @error: (out) (optional): the address is bad or taken
 *
 * Returns: whether it listens
 */
gboolean
hub_server_listen (HubServer *self, const char *address, guint16 *port, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (address, 0, error);
  g_autoptr (GSocketAddress) socket_address = NULL;
  HubAcceptor *acceptor;

  if (connectable == NULL)
    return FALSE;
  socket_address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable)),
                                                          g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
  if (socket_address == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "platform.bad_address",
                     _("“%s” is no address to listen on; write one like 127.0.0.1:8080"), address);
      return FALSE;
    }
  acceptor = hub_acceptor_new (self->soup, socket_address, error);
  if (acceptor == NULL)
    return FALSE;
  *port = hub_acceptor_get_port (acceptor);
  g_ptr_array_add (self->acceptors, acceptor);
  return TRUE;
}

static gboolean
on_patience_ends (gpointer user_data)
{
  gboolean *waiting = user_data;

  *waiting = FALSE;
  return G_SOURCE_REMOVE;
}

/**
 * hub_server_stop:
 * @self: a server
 *
 * Takes no more connections, tells those who listen that it goes away, answers what has been asked within some seconds, and cuts the rest. What
 * was answered is on the disk.
 */
void
hub_server_stop (HubServer *self)
{
  GSList *listeners = soup_server_get_listeners (self->soup);
  gboolean waiting = TRUE;
  guint patience = g_timeout_add_seconds (STOP_SECONDS, on_patience_ends, &waiting);

  g_ptr_array_set_size (self->acceptors, 0);
  for (GSList *l = listeners; l != NULL; l = l->next)
    g_socket_close (l->data, NULL);
  g_slist_free (listeners);
  hub_phone_watch_stop ();
  if (self->events != NULL)
    hub_events_stop (self->events);
  while (hub_server_get_active (self) > 0 && waiting)
    g_main_context_iteration (NULL, TRUE);
  if (waiting)
    g_source_remove (patience);
  soup_server_disconnect (self->soup);
}

/**
 * hub_server_cut:
 * @self: a server
 *
 * Takes no more connections, and ends those there are at once.
 */
void
hub_server_cut (HubServer *self)
{
  g_ptr_array_set_size (self->acceptors, 0);
  soup_server_disconnect (self->soup);
}

/**
 * hub_server_get_active:
 * @self: a server
 *
 * Returns: how many requests are being answered, and how many listen to live events
 */
guint
hub_server_get_active (HubServer *self)
{
  return self->active + (self->events != NULL ? hub_events_count (self->events) : 0);
}

/**
 * hub_server_get_last_use:
 * @self: a server
 *
 * Returns: when the last answer was finished, on the monotonic clock
 */
gint64
hub_server_get_last_use (HubServer *self)
{
  return self->last_use;
}
