/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-address-ranges.h"

#include "config.h"

#include "hub-language.h"
#include "hub-refusals.h"

/* An IPv4 address may arrive as one of IPv6, where the platform listens to both with one socket. */
#define MAPPED "::ffff:"

/**
 * hub_address_ranges_join:
 * @ranges: (array zero-terminated=1): like "10.0.0.0/8", "2001:db8::/32" or a single address
 * @error: (out) (optional): "key.bad_range"
 *
 * Returns: (transfer full) (nullable): the same in their shortest form, with spaces between; "" for none
 */
char *
hub_address_ranges_join (const char *const *ranges, GError **error)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (ranges[i], NULL);
      g_autofree char *text = NULL;

      if (mask == NULL)
        {
          hub_refuse (error, "key.bad_range",
                      _("“%s” is no range of addresses; write one like 10.1.0.0/16 or 2001:db8::/32, with zeros behind "
                        "the prefix"), ranges[i]);
          return NULL;
        }
      text = g_inet_address_mask_to_string (mask);
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", text);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/**
 * hub_address_ranges_contain:
 * @joined: as hub_address_ranges_join()
 * @address: a numeric address
 *
 * Returns: whether the address is in one of the ranges; with no ranges every address is
 */
gboolean
hub_address_ranges_contain (const char *joined, const char *address)
{
  g_auto (GStrv) ranges = g_strsplit (joined, " ", -1);
  g_autoptr (GInetAddress) inet = NULL;

  if (joined[0] == '\0')
    return TRUE;
  if (g_ascii_strncasecmp (address, MAPPED, strlen (MAPPED)) == 0)
    inet = g_inet_address_new_from_string (address + strlen (MAPPED));
  if (inet == NULL)
    inet = g_inet_address_new_from_string (address);
  for (guint i = 0; inet != NULL && ranges[i] != NULL; i++)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (ranges[i], NULL);

      if (mask != NULL && g_inet_address_mask_matches (mask, inet))
        return TRUE;
    }
  return FALSE;
}
