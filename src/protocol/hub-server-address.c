/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-server-address.h"

/**
 * hub_server_address_is_loopback:
 * @server: a platform's address
 *
 * Returns: whether it is this machine itself, where no proxy leads
 */
gboolean
hub_server_address_is_loopback (const char *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (host);
  return g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address));
}
