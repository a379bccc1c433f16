/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-checked-address.h"

#include "config.h"

#include <string.h>

#include "hub-error.h"
#include "hub-language.h"

typedef struct
{
  guint8 bytes[4];
  guint  bits;
} Range;

/* What IANA's registry of special addresses does not call globally reachable. */
static const Range not_public_v4[] = {
  { { 0 }, 8 },
  { { 10 }, 8 },
  { { 100, 64 }, 10 },
  { { 127 }, 8 },
  { { 169, 254 }, 16 },
  { { 172, 16 }, 12 },
  { { 192, 0, 0 }, 24 },
  { { 192, 0, 2 }, 24 },
  { { 192, 88, 99 }, 24 },
  { { 192, 168 }, 16 },
  { { 198, 18 }, 15 },
  { { 198, 51, 100 }, 24 },
  { { 203, 0, 113 }, 24 },
  { { 224 }, 4 },
  { { 240 }, 4 },
};

/* Inside of 2000::/3, outside of which nothing is taken: that leaves out mapped addresses, NAT64, local ones, multicast. */
static const Range not_public_v6[] = {
  { { 0x20, 0x01, 0x00 }, 23 },         /* Teredo, ORCHID, benchmarks */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },   /* documentation */
  { { 0x20, 0x02 }, 16 },               /* 6to4: an IPv4 address in disguise */
  { { 0x3f, 0xff, 0x00 }, 20 },         /* documentation */
};

static gboolean
is_inside (const guint8 *bytes, const Range *range)
{
  for (guint i = 0; i < range->bits; i++)
    if (((bytes[i / 8] ^ range->bytes[i / 8]) >> (7 - i % 8) & 1) != 0)
      return FALSE;
  return TRUE;
}

/**
 * hub_address_is_public:
 * @address: an address
 *
 * Whether a platform may connect to it for a stranger: no loopback, private, shared, link-local, multicast or reserved address, and no
 * IPv6 address that stands for an IPv4 one.
 *
 * Returns: whether it is an address of the public internet
 */
gboolean
hub_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  gboolean v4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  const Range *ranges = v4 ? not_public_v4 : not_public_v6;
  gsize n = v4 ? G_N_ELEMENTS (not_public_v4) : G_N_ELEMENTS (not_public_v6);

  if (!v4 && bytes[0] >> 5 != 1)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (is_inside (bytes, &ranges[i]))
      return FALSE;
  return TRUE;
}

/* The addresses of one host, one after the other; only those that may be connected to. */
#define HUB_TYPE_CHECKED_ENUMERATOR (hub_checked_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (HubCheckedEnumerator, hub_checked_enumerator, HUB, CHECKED_ENUMERATOR, GSocketAddressEnumerator)

struct _HubCheckedEnumerator
{
  GSocketAddressEnumerator parent_instance;

  char     *host;
  guint16   port;
  gboolean  allow_private;
  gboolean  resolved;
  GList    *addresses;     /* of GInetAddress */
};

G_DEFINE_FINAL_TYPE (HubCheckedEnumerator, hub_checked_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
take_next (HubCheckedEnumerator *self)
{
  g_autoptr (GInetAddress) address = NULL;

  if (self->addresses == NULL)
    return NULL;
  address = self->addresses->data;
  self->addresses = g_list_delete_link (self->addresses, self->addresses);
  return g_inet_socket_address_new (address, self->port);
}

/* Takes the resolver's answer. The connection is made to one of these very addresses: the name is not asked for again. */
static gboolean
take_answer (HubCheckedEnumerator *self, GList *found, GError **error)
{
  self->resolved = TRUE;
  for (GList *l = found; l != NULL; l = l->next)
    if (self->allow_private || hub_address_is_public (l->data))
      self->addresses = g_list_append (self->addresses, g_object_ref (l->data));
  g_resolver_free_addresses (found);
  if (self->addresses != NULL)
    return TRUE;
  hub_set_error (error, HUB_ERROR_DENIED, "fetch.private_address",
                 _("“%s” leads to an address that is not on the public internet"), self->host);
  return FALSE;
}

static GSocketAddress *
enumerator_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  HubCheckedEnumerator *self = HUB_CHECKED_ENUMERATOR (enumerator);

  if (!self->resolved)
    {
      g_autoptr (GResolver) resolver = g_resolver_get_default ();
      GList *found = g_resolver_lookup_by_name (resolver, self->host, cancellable, error);

      if (found == NULL || !take_answer (self, found, error))
        return NULL;
    }
  return take_next (self);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HubCheckedEnumerator *self = g_task_get_source_object (task);
  GError *error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (found != NULL && take_answer (self, found, &error))
    g_task_return_pointer (task, take_next (self), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
enumerator_next_async (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  HubCheckedEnumerator *self = HUB_CHECKED_ENUMERATOR (enumerator);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = NULL;

  g_task_set_source_tag (task, enumerator_next_async);
  if (self->resolved)
    {
      g_task_return_pointer (task, take_next (self), g_object_unref);
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, self->host, cancellable, on_resolved, g_steal_pointer (&task));
}

static GSocketAddress *
enumerator_next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hub_checked_enumerator_finalize (GObject *object)
{
  HubCheckedEnumerator *self = HUB_CHECKED_ENUMERATOR (object);

  g_free (self->host);
  g_list_free_full (self->addresses, g_object_unref);
  G_OBJECT_CLASS (hub_checked_enumerator_parent_class)->finalize (object);
}

static void
hub_checked_enumerator_class_init (HubCheckedEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_checked_enumerator_finalize;
  enumerator_class->next = enumerator_next;
  enumerator_class->next_async = enumerator_next_async;
  enumerator_class->next_finish = enumerator_next_finish;
}

static void
hub_checked_enumerator_init (HubCheckedEnumerator *self)
{
}

/**
 * HubCheckedAddress:
 *
 * A host and a port to connect to, whose name leads only to public addresses. What is checked is what is connected to: a
 * name that changes its address in between gains nothing. TLS checks the certificate against the host's name as ever.
 */
struct _HubCheckedAddress
{
  GNetworkAddress parent_instance;

  gboolean allow_private;
};

static GSocketAddressEnumerator *
address_enumerate (GSocketConnectable *connectable)
{
  HubCheckedAddress *self = HUB_CHECKED_ADDRESS (connectable);
  HubCheckedEnumerator *enumerator = g_object_new (HUB_TYPE_CHECKED_ENUMERATOR, NULL);

  enumerator->host = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (self)));
  enumerator->port = g_network_address_get_port (G_NETWORK_ADDRESS (self));
  enumerator->allow_private = self->allow_private;
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static char *
address_to_string (GSocketConnectable *connectable)
{
  return g_strdup_printf ("%s:%u", g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable)),
                          g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
}

static void
connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = address_enumerate;
  /* A proxy would resolve the name by itself. */
  iface->proxy_enumerate = address_enumerate;
  iface->to_string = address_to_string;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HubCheckedAddress, hub_checked_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, connectable_init))

static void
hub_checked_address_class_init (HubCheckedAddressClass *klass)
{
}

static void
hub_checked_address_init (HubCheckedAddress *self)
{
}

/**
 * hub_checked_address_new:
 * @host: a name; an IP address is checked in the same way
 * @port: the port
 * @allow_private: any address will do; only for tests
 *
 * Returns: (transfer full): where to connect
 */
GSocketConnectable *
hub_checked_address_new (const char *host, guint16 port, gboolean allow_private)
{
  HubCheckedAddress *self = g_object_new (HUB_TYPE_CHECKED_ADDRESS, "hostname", host, "port", (guint) port, NULL);

  self->allow_private = allow_private;
  return G_SOCKET_CONNECTABLE (self);
}
