/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-random.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <sys/random.h>

#include "hub-error.h"

/**
 * hub_random_letters:
 * @length: how many
 * @error: "io.failed" where the machine gives no random numbers
 *
 * For secrets that people pass on: tokens and keys. Any thread.
 *
 * Returns: (transfer full) (nullable): letters and digits of ASCII, each equally likely
 */
char *
hub_random_letters (guint length, GError **error)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < length)
    {
      guint8 byte;

      if (getrandom (&byte, 1, 0) != 1)
        {
          hub_set_error (error, HUB_ERROR_FAILED, "io.failed", _("The machine gives no random numbers"));
          return NULL;
        }
      /* Four times the letters fit into a byte; what is left over would make some of them likelier. */
      if (byte < 4 * (sizeof letters - 1))
        g_string_append_c (text, letters[byte % (sizeof letters - 1)]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
