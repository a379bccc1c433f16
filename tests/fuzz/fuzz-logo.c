/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into the pictures that people send as logos: a PNG whose checksums are mended, for no chance finds those. It is refused with its
 * code, or becomes a logo that is one, and of which a colour can be taken. */
#include <string.h>
#include <zlib.h>

#include "hub-code.h"
#include "hub-error.h"

#define SIGNATURE "\x89PNG\r\n\x1a\n"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static guint32
read_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static void
mend_checksums (guint8 *bytes, gsize size)
{
  if (size >= 8)
    memcpy (bytes, SIGNATURE, 8);
  for (gsize at = 8; at + 12 <= size;)
    {
      gsize length = read_number (bytes + at);
      guint32 sum;

      if (length > size - at - 12)
        return;
      sum = GUINT32_TO_BE (crc32 (crc32 (0, NULL, 0), bytes + at + 4, length + 4));
      memcpy (bytes + at + 8 + length, &sum, 4);
      at += length + 12;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, MAX (size, 1));
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) logo = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  mend_checksums (copy, size);
  png = g_bytes_new (copy, size);
  logo = hub_code_logo_normalise (png, &error);
  g_assert ((logo != NULL) == (error == NULL));
  if (logo == NULL)
    {
      g_assert_cmpstr (hub_error_get_name (error), ==, "code.bad_logo");
      return 0;
    }
  hub_code_colour_of_logo (logo, (HubCodeColour) { 0, 0, 0 });
  again = hub_code_logo_normalise (logo, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  return 0;
}
