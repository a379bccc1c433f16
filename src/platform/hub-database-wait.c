/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a power cut all machines start at once, and the database's may be the slowest. A platform that is started before it waits, and says
 * so to those who ask. */
#include "hub-database-wait.h"

#include "config.h"

#include <signal.h>
#include <string.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "hub-error.h"
#include "hub-json.h"

#define FIRST_WAIT 1
#define LONGEST_WAIT 30

typedef struct
{
  const char  *address;
  GMainLoop   *loop;
  HubDatabase *database;    /* (nullable): not yet */
  GError      *error;       /* why not */
  guint        wait;        /* seconds until the next attempt */
  guint        source;
} Waiting;

static gboolean
may_pass (const GError *error)
{
  const char *name = hub_error_get_name (error);

  return g_strcmp0 (name, "storage.unreachable") == 0 || g_strcmp0 (name, "storage.busy") == 0;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Waiting *self = user_data;
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), NULL);
  JsonObject *object = json_object_new ();
  JsonObject *reason = json_object_new ();
  g_autofree char *seconds = g_strdup_printf ("%u", self->wait);
  char *text;

  json_object_set_string_member (reason, "code", hub_error_get_name (self->error));
  json_object_set_string_member (reason, "message", self->error->message);
  json_object_set_object_member (object, "error", reason);
  json_node_take_object (node, object);
  text = hub_json_to_string (node, FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", seconds);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, strlen (text));
  /* Who asks again asks the platform. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
}

static gboolean on_again (gpointer user_data);

static void
wait_more (Waiting *self)
{
  g_message ("event=waiting operation=openDatabase seconds=%u reason=\"%s\"", self->wait, self->error->message);
  self->source = g_timeout_add_seconds (self->wait, on_again, self);
}

static gboolean
on_again (gpointer user_data)
{
  Waiting *self = user_data;

  self->source = 0;
  g_clear_error (&self->error);
  self->database = hub_database_open (self->address, &self->error);
  if (self->database != NULL || !may_pass (self->error))
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  self->wait = MIN (self->wait * 2, LONGEST_WAIT);
  wait_more (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_signal (gpointer user_data)
{
  Waiting *self = user_data;

  g_clear_error (&self->error);
  self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

/* Listens where the platform is going to, which is told by @listen from now on. */
static gboolean
listen_meanwhile (SoupServer *server, char **listen, HubDatabaseWaits waits, GError **error)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (*listen, 0, error);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoslist (GUri) uris = NULL;
  const char *host;

  if (place == NULL)
    return FALSE;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (place));
  address = g_inet_socket_address_new_from_string (host, g_network_address_get_port (G_NETWORK_ADDRESS (place)));
  if (address == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "platform.bad_address",
                     _("“%s” is no address to listen on; write one like 127.0.0.1:8080"), *listen);
      return FALSE;
    }
  if (!soup_server_listen (server, address, 0, error))
    return FALSE;
  uris = soup_server_get_uris (server);
  g_free (*listen);
  *listen = g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, g_uri_get_port (uris->data));
  return waits (g_uri_get_port (uris->data), error);
}

static void
wait_until_open (Waiting *self, char **listen, HubDatabaseWaits waits)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, on_signal, self);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, self);
  GError *error = NULL;

  self->loop = loop;
  soup_server_add_handler (server, NULL, on_request, self, NULL);
  if (listen_meanwhile (server, listen, waits, &error))
    {
      wait_more (self);
      g_main_loop_run (loop);
    }
  else
    {
      g_clear_error (&self->error);
      self->error = error;
    }
  g_clear_handle_id (&self->source, g_source_remove);
  g_source_remove (term);
  g_source_remove (interrupt);
  soup_server_disconnect (server);
}

/**
 * hub_database_wait:
 * @address: of the database
 * @listen: (inout): where the platform is going to listen; with the port, if it was 0
 * @waits: called once if the database has to be waited for
 * @error: (out) (optional): %G_IO_ERROR_CANCELLED after SIGTERM; whatever does not pass by waiting
 *
 * Opens a database. While its server cannot be reached, or has no room for another connection, it is tried again after 1, 2, 4 … 30 seconds;
 * meanwhile every request, such as for /healthz, is answered with 503 and the reason.
 *
 * Returns: (transfer full) (nullable): the database
 */
HubDatabase *
hub_database_wait (const char *address, char **listen, HubDatabaseWaits waits, GError **error)
{
  Waiting self = { .address = address, .wait = FIRST_WAIT };

  self.database = hub_database_open (address, &self.error);
  if (self.database == NULL && may_pass (self.error))
    wait_until_open (&self, listen, waits);
  if (self.database == NULL)
    g_propagate_error (error, self.error);
  return self.database;
}
