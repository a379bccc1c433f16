/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server that automation clients connect to. */
#include "hub-automation-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"
#include "hub-json.h"

/* Tests of one program seldom have more than one. */
#define MAX_CLIENTS 32

enum { PROP_0, PROP_N_CLIENTS, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubAutomation, hub_automation, G_TYPE_OBJECT)

static JsonObject *
make_event (const char *method, JsonObject *params)
{
  JsonObject *event = json_object_new ();

  json_object_set_string_member (event, "method", method);
  json_object_set_object_member (event, "params", params);
  return event;
}

static gboolean
wants (HubAutomationClient *client, const char *method, JsonObject *params)
{
  if (g_str_equal (method, "App.logAdded"))
    return client->logs;
  if (g_str_equal (method, "App.bindingCalled"))
    return g_hash_table_contains (client->bindings, hub_json_get_string (params, "name", ""));
  return TRUE;
}

static void
tell_clients (HubAutomation *self, const char *method, JsonObject *params)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      HubAutomationClient *client = g_ptr_array_index (self->clients, i);

      if (wants (client, method, params))
        hub_automation_client_send (client, make_event (method, json_object_ref (params)));
    }
}

static void
on_shell_message (HubSimulator *simulator, JsonObject *message, HubAutomation *self)
{
  const char *type = hub_json_get_string (message, "type", "");
  JsonObject *params = hub_json_get_object (message, "params");

  if (g_str_equal (type, "automation") && params != NULL)
    tell_clients (self, hub_json_get_string (message, "method", ""), params);
  else if (g_str_equal (type, "error"))
    {
      g_autoptr (JsonObject) exception = json_object_new ();

      json_object_set_string_member (exception, "message", hub_json_get_string (message, "message", ""));
      json_object_set_string_member (exception, "stack", hub_json_get_string (message, "stack", ""));
      tell_clients (self, "App.exceptionThrown", exception);
    }
}

static void
on_ready (HubSimulator *simulator, HubAutomation *self)
{
  hub_automation_introduce (self);
  hub_automation_go_on (self);
}

static void
on_state (HubSimulator *simulator, GParamSpec *pspec, HubAutomation *self)
{
  HubSimulatorState state = hub_simulator_get_state (simulator);

  if (state == HUB_SIMULATOR_RUNNING)
    return;
  hub_automation_refuse_all (self, state == HUB_SIMULATOR_SILENT ? "the program does not answer"
                                                                 : "the program ended or starts again");
  if (state != HUB_SIMULATOR_STARTING && state != HUB_SIMULATOR_EMPTY)
    hub_automation_go_on (self);
}

static HubAutomationClient *
find_client (HubAutomation *self, SoupWebsocketConnection *connection)
{
  for (guint i = 0; i < self->clients->len; i++)
    {
      HubAutomationClient *client = g_ptr_array_index (self->clients, i);

      if (client->connection == connection)
        return client;
    }
  return NULL;
}

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, HubAutomation *self)
{
  HubAutomationClient *client = find_client (self, connection);
  HubAutomationRequest *request;

  if (client == NULL)
    return;
  request = hub_automation_request_new (self, client, message);
  if (request == NULL)
    {
      soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_BAD_DATA, "not a request");
      return;
    }
  hub_automation_handle (self, request);
  hub_automation_request_unref (request);
}

static void
on_left (SoupWebsocketConnection *connection, HubAutomation *self)
{
  HubAutomationClient *client = find_client (self, connection);

  g_signal_handlers_disconnect_by_data (connection, self);
  if (client == NULL || !g_ptr_array_remove (self->clients, client))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CLIENTS]);
}

static void
on_connected (SoupServer *server, SoupServerMessage *message, const char *path,
              SoupWebsocketConnection *connection, gpointer user_data)
{
  HubAutomation *self = user_data;

  if (self->clients->len >= MAX_CLIENTS)
    {
      soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "too many clients");
      return;
    }
  g_ptr_array_add (self->clients, hub_automation_client_new (connection));
  g_signal_connect (connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_left), self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CLIENTS]);
}

static gboolean
is_this_machine (const char *host)
{
  g_autofree char *name = host != NULL ? g_strdup (host) : NULL;
  char *colon = name != NULL ? strrchr (name, ':') : NULL;

  if (colon != NULL && strchr (colon, ']') == NULL)
    *colon = '\0';
  return name != NULL && (g_str_equal (name, "127.0.0.1") || g_ascii_strcasecmp (name, "localhost") == 0);
}

/* A web page in a browser on this machine could connect as well: it would say where it comes from. */
static void
check_handshake (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
                 gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_list (headers, "Origin") != NULL
      || !is_this_machine (soup_message_headers_get_one (headers, "Host")))
    soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
}

/**
 * hub_automation_listen:
 * @self: the automation of a simulator
 * @port: where to listen on 127.0.0.1; 0 chooses one
 * @error: (out) (optional): "automation.port_in_use", "automation.no_port"
 *
 * Opens the port. Clients may connect before the program runs; their requests then wait for it.
 *
 * Returns: whether clients can connect
 */
gboolean
hub_automation_listen (HubAutomation *self, guint port, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", NULL, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GError) local = NULL;
  GSList *uris;

  hub_automation_stop (self);
  soup_server_remove_websocket_extension (server, SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
  soup_server_add_early_handler (server, NULL, check_handshake, self, NULL);
  soup_server_add_websocket_handler (server, NULL, NULL, NULL, on_connected, self, NULL);
  if (!soup_server_listen (server, address, 0, &local))
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        hub_set_error (error, HUB_ERROR_CONFLICT, "automation.port_in_use",
                       _("Port %u is in use by another program; name another port"), port);
      else
        hub_set_error (error, HUB_ERROR_FAILED, "automation.no_port", _("Port %u cannot be opened: %s"),
                       port, local->message);
      return FALSE;
    }
  uris = soup_server_get_uris (server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->server = g_steal_pointer (&server);
  return TRUE;
}

/**
 * hub_automation_stop:
 * @self: the automation of a simulator
 *
 * Closes the port and all connections.
 */
void
hub_automation_stop (HubAutomation *self)
{
  hub_automation_refuse_all (self, "the automation was switched off");
  g_ptr_array_set_size (self->waiting, 0);
  while (self->clients->len > 0)
    {
      HubAutomationClient *client = g_ptr_array_index (self->clients, self->clients->len - 1);

      g_signal_handlers_disconnect_by_data (client->connection, self);
      if (soup_websocket_connection_get_state (client->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (client->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
      g_ptr_array_remove_index (self->clients, self->clients->len - 1);
    }
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  self->port = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CLIENTS]);
}

static void
hub_automation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_CLIENTS)
    g_value_set_uint (value, HUB_AUTOMATION (object)->clients->len);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hub_automation_dispose (GObject *object)
{
  HubAutomation *self = HUB_AUTOMATION (object);

  hub_automation_stop (self);
  for (guint i = 0; i < self->running->len; i++)
    ((HubAutomationRequest *) g_ptr_array_index (self->running, i))->automation = NULL;
  g_ptr_array_set_size (self->running, 0);
  g_clear_object (&self->simulator);
  G_OBJECT_CLASS (hub_automation_parent_class)->dispose (object);
}

static void
hub_automation_finalize (GObject *object)
{
  HubAutomation *self = HUB_AUTOMATION (object);

  g_ptr_array_unref (self->clients);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->running);
  G_OBJECT_CLASS (hub_automation_parent_class)->finalize (object);
}

static void
hub_automation_class_init (HubAutomationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hub_automation_get_property;
  object_class->dispose = hub_automation_dispose;
  object_class->finalize = hub_automation_finalize;
  properties[PROP_N_CLIENTS] = g_param_spec_uint ("n-clients", NULL, NULL, 0, MAX_CLIENTS, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
hub_automation_init (HubAutomation *self)
{
  self->clients = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_automation_client_unref);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_automation_request_unref);
  self->running = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_automation_request_unref);
}

/**
 * hub_automation_new:
 * @simulator: what clients drive
 *
 * Returns: (transfer full): an automation that does not listen yet
 */
HubAutomation *
hub_automation_new (HubSimulator *simulator)
{
  HubAutomation *self = g_object_new (HUB_TYPE_AUTOMATION, NULL);

  self->simulator = g_object_ref (simulator);
  g_signal_connect_object (simulator, "message", G_CALLBACK (on_shell_message), self, 0);
  g_signal_connect_object (simulator, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (simulator, "notify::state", G_CALLBACK (on_state), self, 0);
  return self;
}

/**
 * hub_automation_get_port:
 * @self: the automation of a simulator
 *
 * Returns: the port it listens on, 0 if it does not
 */
guint
hub_automation_get_port (HubAutomation *self)
{
  return self->port;
}

/**
 * hub_automation_dup_endpoint:
 * @self: the automation of a simulator
 *
 * Returns: (transfer full) (nullable): what clients call `wsEndpoint`, %NULL if it does not listen
 */
char *
hub_automation_dup_endpoint (HubAutomation *self)
{
  return self->port > 0 ? g_strdup_printf ("ws://127.0.0.1:%u", self->port) : NULL;
}

/**
 * hub_automation_get_n_clients:
 * @self: the automation of a simulator
 *
 * Returns: how many clients are connected
 */
guint
hub_automation_get_n_clients (HubAutomation *self)
{
  return self->clients->len;
}
