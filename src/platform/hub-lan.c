/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-lan.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

/* Of RFC 5737 and RFC 3849: nobody has them, and nothing is sent there. */
#define FAR_AWAY "192.0.2.1"
#define FAR_AWAY_6 "2001:db8::1"

/**
 * hub_lan_is_private:
 * @address: an address
 *
 * Returns: whether it is one of RFC 1918 (IPv4) or a unique local one (IPv6, RFC 4193)
 */
gboolean
hub_lan_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return (bytes[0] & 0xfe) == 0xfc;
  return bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xf0) == 16)
         || (bytes[0] == 192 && bytes[1] == 168);
}

/* A tunnel to somewhere else is no local network, nor is a bridge that nothing is plugged into. */
static gboolean
is_network (const struct ifaddrs *entry)
{
  return entry->ifa_addr != NULL && (entry->ifa_flags & IFF_UP) != 0 && (entry->ifa_flags & IFF_RUNNING) != 0
         && (entry->ifa_flags & (IFF_LOOPBACK | IFF_POINTOPOINT)) == 0;
}

static GInetAddress *
to_address (const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    return g_inet_address_new_from_bytes ((const guint8 *) &((const struct sockaddr_in *) address)->sin_addr,
                                          G_SOCKET_FAMILY_IPV4);
  if (address->sa_family == AF_INET6)
    return g_inet_address_new_from_bytes ((const guint8 *) &((const struct sockaddr_in6 *) address)->sin6_addr,
                                          G_SOCKET_FAMILY_IPV6);
  return NULL;
}

/* (transfer full) (nullable): what the machine itself would use to reach something outside. Connecting a datagram
 * socket looks the route up and sends nothing. */
static GInetAddress *
find_usual (GSocketFamily family, const char *target)
{
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string (target, 9);
  g_autoptr (GSocketAddress) local = NULL;

  if (socket == NULL || !g_socket_connect (socket, remote, NULL, NULL))
    return NULL;
  local = g_socket_get_local_address (socket, NULL);
  if (local == NULL)
    return NULL;
  return g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)));
}

/* The smaller, the likelier a phone gets there. */
static guint
rank (GInetAddress *address, GInetAddress *usual, GInetAddress *usual_6)
{
  if (usual != NULL && g_inet_address_equal (address, usual))
    return 0;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return 1;
  return usual_6 != NULL && g_inet_address_equal (address, usual_6) ? 2 : 3;
}

static void
add_ranked (GPtrArray *list, const struct ifaddrs *entries, guint wanted, GInetAddress *usual, GInetAddress *usual_6)
{
  for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
    {
      g_autoptr (GInetAddress) address = is_network (entry) ? to_address (entry->ifa_addr) : NULL;

      if (address != NULL && hub_lan_is_private (address) && rank (address, usual, usual_6) == wanted)
        g_ptr_array_add (list, g_steal_pointer (&address));
    }
}

/**
 * hub_lan_list:
 *
 * Returns: (transfer full) (element-type GInetAddress): the private addresses of this machine's networks, the one
 *   other devices are likeliest to reach first; empty where there is no network
 */
GPtrArray *
hub_lan_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GInetAddress) usual = find_usual (G_SOCKET_FAMILY_IPV4, FAR_AWAY);
  g_autoptr (GInetAddress) usual_6 = find_usual (G_SOCKET_FAMILY_IPV6, FAR_AWAY_6);
  struct ifaddrs *entries = NULL;

  if (getifaddrs (&entries) != 0)
    return list;
  for (guint wanted = 0; wanted <= 3; wanted++)
    add_ranked (list, entries, wanted, usual, usual_6);
  freeifaddrs (entries);
  return list;
}
