/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client-address.h"

#include <string.h>

#include "hub-address-ranges.h"

/* What no chain of proxies needs. */
#define MAX_HEADER 4096
#define MAX_HOPS 32

static gboolean
is_trusted (const char *trusted, const char *address)
{
  return trusted != NULL && trusted[0] != '\0' && hub_address_ranges_contain (trusted, address);
}

/* (transfer full) (nullable): "1.2.3.4", "1.2.3.4:80", "::1" and "[::1]:80" as an address; %NULL for anything else. */
static char *
read_address (const char *text)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  g_autoptr (GInetAddress) parsed = NULL;
  char *colon = strchr (address, ':');

  if (address[0] == '[' && strchr (address, ']') != NULL)
    {
      *strchr (address, ']') = '\0';
      memmove (address, address + 1, strlen (address));
    }
  else if (colon != NULL && strchr (colon + 1, ':') == NULL)
    *colon = '\0';
  parsed = g_inet_address_new_from_string (address);
  return parsed != NULL ? g_inet_address_to_string (parsed) : NULL;
}

/**
 * hub_client_address_find:
 * @trusted: (nullable): the ranges of the proxies before the platform, as hub_address_ranges_join() makes them
 * @peer: where the connection comes from
 * @headers: of the request
 *
 * Anybody can write an X-Forwarded-For header: it counts only from a trusted proxy, and only as far as trusted proxies wrote
 * it, which is from its end.
 *
 * Returns: (transfer full): the address of the one who asks
 */
char *
hub_client_address_find (const char *trusted, const char *peer, SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_list (headers, "X-Forwarded-For");
  g_auto (GStrv) hops = NULL;
  g_autofree char *client = g_strdup (peer);
  guint n_hops;

  if (header == NULL || strlen (header) > MAX_HEADER || !is_trusted (trusted, peer))
    return g_steal_pointer (&client);
  hops = g_strsplit (header, ",", -1);
  n_hops = g_strv_length (hops);
  for (guint i = 0; i < MIN (n_hops, MAX_HOPS) && is_trusted (trusted, client); i++)
    {
      char *hop = read_address (hops[n_hops - 1 - i]);

      if (hop == NULL)
        break;
      g_free (client);
      client = hop;
    }
  return g_steal_pointer (&client);
}
