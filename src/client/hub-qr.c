/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <png.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "hub-delivery.h"
#include "hub-error.h"

/* The light border the standard asks for, in modules. */
#define QUIET_ZONE 4
#define MAX_PIXELS_PER_MODULE 64

/**
 * hub_qr_encode:
 * @text: what the code says, a link
 * @width: (out): modules on each side
 * @error: (out) (optional): "qr.too_long" over about 2,300 bytes
 *
 * Error correction level M: a phone's camera reads it from a screen and from paper.
 *
 * Returns: (transfer full) (array) (nullable): @width × @width bytes, 1 for dark, row by row,
 *   without the quiet zone
 */
guint8 *
hub_qr_encode (const char *text, guint *width, GError **error)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  guint8 *modules;
  gsize count;

  if (code == NULL)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "qr.too_long",
                     _("A QR code cannot hold %zu bytes"), strlen (text));
      return NULL;
    }
  *width = code->width;
  count = (gsize) code->width * code->width;
  modules = g_malloc (count);
  for (gsize i = 0; i < count; i++)
    modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return modules;
}

/* One row of pixels, 0 for dark, of the row of modules @row, which may lie in the quiet zone. */
static void
fill_row (guint8 *pixels, const guint8 *modules, guint width, int row, guint scale)
{
  memset (pixels, 0xff, (gsize) (width + 2 * QUIET_ZONE) * scale);
  if (row < 0 || row >= (int) width)
    return;
  for (guint column = 0; column < width; column++)
    {
      if (modules[(gsize) row * width + column])
        memset (pixels + (gsize) (column + QUIET_ZONE) * scale, 0, scale);
    }
}

/* (transfer full): the picture, 8 bits grey. */
static guint8 *
draw (const guint8 *modules, guint width, guint scale, guint *side)
{
  guint8 *pixels;

  *side = (width + 2 * QUIET_ZONE) * scale;
  pixels = g_malloc ((gsize) *side * *side);
  for (guint y = 0; y < *side; y++)
    fill_row (pixels + (gsize) y * *side, modules, width, (int) (y / scale) - QUIET_ZONE, scale);
  return pixels;
}

static GBytes *
to_png (const guint8 *pixels, guint side, GError **error)
{
  png_image image = { .version = PNG_IMAGE_VERSION, .width = side, .height = side, .format = PNG_FORMAT_GRAY };
  png_alloc_size_t size = 0;
  g_autofree guint8 *memory = NULL;

  if (png_image_write_to_memory (&image, NULL, &size, 0, pixels, 0, NULL))
    {
      memory = g_malloc (size);
      if (png_image_write_to_memory (&image, memory, &size, 0, pixels, 0, NULL))
        return g_bytes_new_take (g_steal_pointer (&memory), size);
    }
  hub_set_error (error, HUB_ERROR_FAILED, "qr.no_picture",
                 _("The QR code's picture could not be made: %s"), image.message);
  return NULL;
}

/**
 * hub_qr_write_png:
 * @text: what the code says
 * @path: the file to make, replaced when it is there
 * @pixels_per_module: 1 to 64
 * @error: (out) (optional): "qr.too_long", or the file system's
 *
 * Writes the code as a PNG with its quiet zone. Blocks.
 *
 * Returns: whether the file was written
 */
gboolean
hub_qr_write_png (const char *text, const char *path, guint pixels_per_module, GError **error)
{
  guint width, side;
  g_autofree guint8 *modules = hub_qr_encode (text, &width, error);
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (modules == NULL)
    return FALSE;
  pixels = draw (modules, width, CLAMP (pixels_per_module, 1, MAX_PIXELS_PER_MODULE), &side);
  bytes = to_png (pixels, side, error);
  return bytes != NULL
         && g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}
