/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sharing.h"

#include "config.h"

#include <gio/gio.h>

#include "hub-instance.h"
#include "hub-language.h"
#include "hub-preview-repository.h"
#include "hub-refusals.h"
#include "hub-server.h"

/* From switching on to the first link: what it takes to compile and to send a program. */
#define PATIENCE HUB_MINUTES (5)
#define CHECK_SECONDS 15

struct _HubSharing
{
  HubPlatform      *platform;    /* (unowned) */
  HubAddressFinder  find;
  HubServer        *server;      /* (nullable): while it is on */
  char            **addresses;   /* (nullable): "192.168.1.7"; those that it listens on */
  char             *url;         /* (nullable) */
  gint64            asked_at;
  guint             timer;
};

/**
 * hub_sharing_new:
 * @platform: a local platform, which outlives this
 * @find: hub_lan_list(), or something else in a test
 *
 * Returns: (transfer full): sharing that is off
 */
HubSharing *
hub_sharing_new (HubPlatform *platform, HubAddressFinder find)
{
  HubSharing *self = g_new0 (HubSharing, 1);

  self->platform = platform;
  self->find = find;
  return self;
}

/**
 * hub_sharing_free:
 * @self: (transfer full): sharing, which ends
 */
void
hub_sharing_free (HubSharing *self)
{
  hub_sharing_stop (self, "shutdown");
  g_free (self);
}

static char *
format_place (const char *address, guint16 port)
{
  return g_strdup_printf (strchr (address, ':') != NULL ? "[%s]:%u" : "%s:%u", address, port);
}

static char *
port_file (HubSharing *self)
{
  return g_build_filename (self->platform->data_dir, "sharing-port", NULL);
}

/* The same port each time, where it is free: a phone's sign-in and a hole in a firewall are good for longer. */
static guint16
read_port (HubSharing *self)
{
  g_autofree char *path = port_file (self);
  g_autofree char *text = NULL;
  guint64 port;

  if (!g_file_get_contents (path, &text, NULL, NULL)
      || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1024, G_MAXUINT16, &port, NULL))
    return 0;
  return port;
}

static void
keep_port (HubSharing *self, guint16 port)
{
  g_autofree char *path = port_file (self);
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr (GError) error = NULL;

  if (!hub_instance_write_file (path, text, 0600, &error))
    g_message ("event=sharing-port-not-kept reason=\"%s\"", error->message);
}

/* The first address decides the port; one more that cannot be listened on is left out. */
static gboolean
listen_on_all (HubServer *server, char **wanted, guint16 *port, GStrvBuilder *listening, GError **error)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_autofree char *place = format_place (wanted[i], *port);
      g_autoptr (GError) problem = NULL;
      guint16 bound;

      if (hub_server_listen (server, place, &bound, &problem))
        {
          *port = bound;
          g_strv_builder_add (listening, wanted[i]);
        }
      else if (i == 0)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
open_on_port (HubSharing *self, char **wanted, guint16 port, GError **error)
{
  g_autoptr (HubServer) server = hub_server_new_for_phones (self->platform);
  g_autoptr (GStrvBuilder) listening = g_strv_builder_new ();
  g_autofree char *place = NULL;

  if (!listen_on_all (server, wanted, &port, listening, error))
    {
      hub_server_cut (server);
      return FALSE;
    }
  self->addresses = g_strv_builder_end (listening);
  hub_server_set_hosts (server, (const char *const *) self->addresses);
  self->server = g_steal_pointer (&server);
  place = format_place (self->addresses[0], port);
  self->url = g_strconcat ("http://", place, NULL);
  keep_port (self, port);
  return TRUE;
}

static gboolean
on_check (gpointer user_data)
{
  HubSharing *self = user_data;

  hub_sharing_check (self);
  return self->server != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
open_door (HubSharing *self, char **wanted, GError **error)
{
  guint16 port = read_port (self);
  g_autoptr (GError) problem = NULL;

  if (!(port != 0 && open_on_port (self, wanted, port, NULL)) && !open_on_port (self, wanted, 0, &problem))
    {
      hub_refuse (error, "sharing.no_network", _("This computer cannot be reached on %s: %s"), wanted[0],
                  problem->message);
      return FALSE;
    }
  self->timer = g_timeout_add_seconds (CHECK_SECONDS, on_check, self);
  g_message ("event=sharing-on url=%s addresses=%u", self->url, g_strv_length (self->addresses));
  return TRUE;
}

static char **
find_wanted (HubSharing *self)
{
  g_autoptr (GPtrArray) found = self->find ();
  g_autoptr (GStrvBuilder) wanted = g_strv_builder_new ();

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *text = g_inet_address_to_string (g_ptr_array_index (found, i));

      g_strv_builder_add (wanted, text);
    }
  return g_strv_builder_end (wanted);
}

/**
 * hub_sharing_start:
 * @self: sharing
 * @error: (out) (optional): "sharing.no_network"
 *
 * Opens the door, until hub_sharing_stop() or until the last preview link has ended. When it is open already, it stays open
 * for longer, and moves where the machine came to another network.
 *
 * Returns: whether it is open
 */
gboolean
hub_sharing_start (HubSharing *self, GError **error)
{
  g_auto (GStrv) wanted = find_wanted (self);

  if (self->server != NULL && !g_strv_contains ((const char *const *) wanted, self->addresses[0]))
    hub_sharing_stop (self, "moved");
  if (wanted[0] == NULL)
    {
      hub_refuse (error, "sharing.no_network",
                  _("This computer is in no local network; connect it to the one the phone is in and try again"));
      return FALSE;
    }
  self->asked_at = hub_clock_now (self->platform->clock);
  return self->server != NULL || open_door (self, wanted, error);
}

/**
 * hub_sharing_stop:
 * @self: sharing
 * @reason: a word for the log
 *
 * Closes the door and cuts the connections through it.
 */
void
hub_sharing_stop (HubSharing *self, const char *reason)
{
  if (self->server == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  hub_server_cut (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->addresses, g_strfreev);
  g_clear_pointer (&self->url, g_free);
  g_message ("event=sharing-off reason=%s", reason);
}

/**
 * hub_sharing_check:
 * @self: sharing
 *
 * Closes the door when no preview link is open any more. Done by itself every 15 seconds.
 */
void
hub_sharing_check (HubSharing *self)
{
  gint64 now = hub_clock_now (self->platform->clock);
  gint64 last;
  g_autoptr (GError) error = NULL;

  if (self->server == NULL || now < self->asked_at + PATIENCE)
    return;
  /* When the database does not answer, nobody has a use for an open door either. */
  if (!hub_preview_repository_find_last_end (self->platform->database, &last, &error))
    hub_sharing_stop (self, "failure");
  else if (last <= now)
    hub_sharing_stop (self, "no-link");
}

/**
 * hub_sharing_is_on:
 * @self: (nullable): sharing; %NULL of a platform that is not local
 *
 * Returns: whether the door is open
 */
gboolean
hub_sharing_is_on (HubSharing *self)
{
  return self != NULL && self->server != NULL;
}

/**
 * hub_sharing_get_url:
 * @self: (nullable): sharing
 *
 * Returns: (transfer none) (nullable): what links for phones begin with, without a slash at its end; %NULL while it is off
 */
const char *
hub_sharing_get_url (HubSharing *self)
{
  return self != NULL ? self->url : NULL;
}

/**
 * hub_sharing_get_addresses:
 * @self: sharing
 *
 * Returns: (transfer none) (nullable): where it listens; %NULL while it is off
 */
const char *const *
hub_sharing_get_addresses (HubSharing *self)
{
  return (const char *const *) self->addresses;
}
