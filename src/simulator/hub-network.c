/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-network-private.h"

#include "config.h"

#include "hub-host-private.h"
#include "hub-json.h"

/**
 * HubNetwork:
 *
 * A program's way to the network: requests, transfers of files, sockets. Each has a number that the program gave
 * it; what happens before its end is an event, which the program fetches with `network/events`. Only http(s)
 * and ws(s) are spoken, no cookies are kept, and everything ends with the program. For one thread.
 */
G_DEFINE_FINAL_TYPE (HubNetwork, hub_network, G_TYPE_OBJECT)

enum { NOTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
hub_network_dispose (GObject *object)
{
  HubNetwork *self = HUB_NETWORK (object);

  if (self->events != NULL)
    hub_network_end (self);
  g_clear_pointer (&self->events, json_array_unref);
  g_clear_pointer (&self->transfers, g_hash_table_unref);
  g_clear_pointer (&self->sockets, g_hash_table_unref);
  g_clear_object (&self->files);
  g_clear_object (&self->session);
  g_clear_object (&self->socket_session);
  g_clear_pointer (&self->domains, json_object_unref);
  g_clear_pointer (&self->unchecked, g_free);
  G_OBJECT_CLASS (hub_network_parent_class)->dispose (object);
}

static void
hub_network_class_init (HubNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_network_dispose;
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static SoupSession *
make_session (void)
{
  /* A phone runs at most ten requests of a program at a time; times are the program's to limit. */
  return g_object_new (SOUP_TYPE_SESSION, "max-conns", 20, "max-conns-per-host", 10, "timeout", 0,
                       "user-agent", "superhub-devtools/" PACKAGE_VERSION " MiniProgramEnv/devtools", NULL);
}

static void
hub_network_init (HubNetwork *self)
{
  self->session = make_session ();
  self->socket_session = make_session ();
  self->events = json_array_new ();
  self->transfers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->sockets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

/**
 * hub_network_new:
 *
 * Returns: (transfer full): the network of one running program
 */
HubNetwork *
hub_network_new (void)
{
  return g_object_new (HUB_TYPE_NETWORK, NULL);
}

/**
 * hub_network_set_files:
 * @self: a network
 * @files: where uploads come from and downloads go
 *
 * From now on files are that program's.
 */
void
hub_network_set_files (HubNetwork *self, HubProgramFiles *files)
{
  g_set_object (&self->files, files);
}

/**
 * hub_network_set_domains:
 * @self: a network
 * @domains: (nullable): the server domains of the program, as getServerDomain answers; %NULL for any server
 * @unchecked: (nullable): a sentence why any server may be asked, told by "notice" when the program first asks one
 *
 * From now on the program asks only these servers.
 */
void
hub_network_set_domains (HubNetwork *self, JsonObject *domains, const char *unchecked)
{
  g_clear_pointer (&self->domains, json_object_unref);
  self->domains = domains != NULL ? json_object_ref (domains) : NULL;
  g_free (self->unchecked);
  self->unchecked = g_strdup (unchecked);
}

/* Whether the program may ask that server; the runtime tells the program's people which domain is missing. */
gboolean
hub_network_may_ask (HubNetwork *self, HubDomainUse use, const char *url)
{
  g_autofree char *unchecked = g_steal_pointer (&self->unchecked);

  if (unchecked != NULL)
    g_signal_emit (self, signals[NOTICE], 0, unchecked);
  return self->domains == NULL || hub_domain_is_declared (self->domains, use, url);
}

/**
 * hub_network_end:
 * @self: a network
 *
 * Ends everything under way, for its program has ended.
 */
void
hub_network_end (HubNetwork *self)
{
  hub_network_abort_all (self);
  g_hash_table_remove_all (self->sockets);
  hub_network_drop_events (self);
}

/**
 * hub_network_call:
 * @self: a network
 * @service: "network/…" or "socket/…"
 * @arguments: what the program said
 * @task: (transfer full): gets the answer
 *
 * Runs one of the services.
 */
void
hub_network_call (HubNetwork *self, const char *service, JsonObject *arguments, GTask *task)
{
  if (g_str_equal (service, "network/request") || g_str_equal (service, "network/download")
      || g_str_equal (service, "network/upload"))
    hub_network_transfer (self, service + strlen ("network/"), arguments, task);
  else if (g_str_equal (service, "network/abort"))
    {
      hub_network_abort (self, hub_json_get_int (arguments, "id", 0));
      hub_host_return_value (task, NULL);
    }
  else if (g_str_equal (service, "network/events"))
    hub_network_poll (self, task);
  else if (g_str_has_prefix (service, "socket/"))
    hub_network_socket (self, service + strlen ("socket/"), arguments, task);
  else
    hub_host_return_failure (task, "not supported");
}
