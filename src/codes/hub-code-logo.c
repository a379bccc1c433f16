/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-private.h"

#include "config.h"

#include <math.h>
#include <string.h>
#include <png.h>

#include "hub-error.h"
#include "hub-language.h"

#define MAX_FILE (128 * 1024)
#define MIN_SIDE 64
#define MAX_SIDE 1024
#define SIDE 240              /* of what is kept: enough for a poster's middle, small in every SVG */
#define MIN_CONTRAST 4.5

static gboolean
refuse (GError **error, const char *why)
{
  hub_set_error (error, HUB_ERROR_INVALID, "code.bad_logo",
                 _("The logo must be a square PNG of %d to %d pixels and at most %d KB: %s"), MIN_SIDE, MAX_SIDE,
                 MAX_FILE / 1024, why);
  return FALSE;
}

static guint8
mix (guint value, guint alpha)
{
  return (value * alpha + 127) / 255;
}

/* A logo is opaque in the end: what is transparent in it shows the disk's white. */
static void
take_pixels (cairo_surface_t *surface, const guint8 *rgba, guint side)
{
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (guint y = 0; y < side; y++)
    {
      guint32 *row = (guint32 *) (void *) (pixels + (gsize) y * stride);

      for (guint x = 0; x < side; x++)
        {
          const guint8 *p = rgba + 4 * ((gsize) y * side + x);
          guint rest = 255 - p[3];

          row[x] = (guint32) (mix (p[0], p[3]) + rest) << 16 | (guint32) (mix (p[1], p[3]) + rest) << 8
                   | (mix (p[2], p[3]) + rest);
        }
    }
  cairo_surface_mark_dirty (surface);
}

/* Sizes are known, and checked, before a byte of the picture is unpacked. */
static cairo_surface_t *
decode (GBytes *png, GError **error)
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  g_autofree guint8 *rgba = NULL;
  cairo_surface_t *surface;

  if (g_bytes_get_size (png) > MAX_FILE)
    return refuse (error, _("it has more bytes")), NULL;
  if (!png_image_begin_read_from_memory (&image, g_bytes_get_data (png, NULL), g_bytes_get_size (png)))
    return refuse (error, image.message), NULL;
  if (image.width != image.height || image.width < MIN_SIDE || image.width > MAX_SIDE)
    {
      png_image_free (&image);
      return refuse (error, _("it has another size")), NULL;
    }
  image.format = PNG_FORMAT_RGBA;
  rgba = g_malloc (PNG_IMAGE_SIZE (image));
  if (!png_image_finish_read (&image, NULL, rgba, 0, NULL))
    return refuse (error, image.message), NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, image.width, image.height);
  take_pixels (surface, rgba, image.width);
  return surface;
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * hub_code_logo_normalise:
 * @png: what somebody sent
 * @error: (out) (optional): "code.bad_logo"
 *
 * Makes a logo of a picture: opaque, of one size, with nothing in it but pixels.
 *
 * Returns: (transfer full) (nullable): a PNG
 */
GBytes *
hub_code_logo_normalise (GBytes *png, GError **error)
{
  cairo_surface_t *given = decode (png, error);
  cairo_surface_t *kept;
  cairo_t *cairo;
  GByteArray *bytes;
  double scale;

  if (given == NULL)
    return NULL;
  kept = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo = cairo_create (kept);
  scale = (double) SIDE / cairo_image_surface_get_width (given);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_surface (cairo, given, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BEST);
  cairo_pattern_set_extend (cairo_get_source (cairo), CAIRO_EXTEND_PAD);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  bytes = g_byte_array_new ();
  cairo_surface_write_to_png_stream (kept, write_bytes, bytes);
  cairo_surface_destroy (kept);
  cairo_surface_destroy (given);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * hub_code_logo_open:
 * @png: a logo
 *
 * Returns: (transfer full) (nullable): its pixels
 */
cairo_surface_t *
hub_code_logo_open (GBytes *png)
{
  return decode (png, NULL);
}

static double
linear (guint8 channel)
{
  double value = channel / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* Against white, after WCAG 2: 1 to 21. */
static double
contrast (HubCodeColour colour)
{
  double luminance = 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green) + 0.0722 * linear (colour.blue);

  return 1.05 / (luminance + 0.05);
}

/**
 * hub_code_colour_legible:
 * @colour: a line colour somebody likes
 *
 * Returns: the same colour, or where cameras could not tell it from white, a darker shade of it
 */
HubCodeColour
hub_code_colour_legible (HubCodeColour colour)
{
  while (contrast (colour) < MIN_CONTRAST)
    {
      colour.red = colour.red * 0.97;
      colour.green = colour.green * 0.97;
      colour.blue = colour.blue * 0.97;
    }
  return colour;
}

static HubCodeColour
from_hue (double hue)
{
  /* Six sectors between the lowest and the highest channel of a calm, dark tone. */
  double low = 0.17, high = 0.62;
  double channels[3];

  for (int i = 0; i < 3; i++)
    {
      double distance = fabs (fmod (hue * 6 - i * 2 + 9, 6) - 3);

      channels[i] = low + (high - low) * CLAMP (2 - distance, 0, 1);
    }
  return (HubCodeColour){ channels[0] * 255, channels[1] * 255, channels[2] * 255 };
}

/**
 * hub_code_colour_of:
 * @seed: a program's id
 *
 * Returns: a colour of its own, always the same, on which white letters can be read
 */
HubCodeColour
hub_code_colour_of (const char *seed)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) seed, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return hub_code_colour_legible (from_hue ((digest[0] * 256 + digest[1]) / 65536.0));
}

/**
 * hub_code_colour_of_logo:
 * @logo: (nullable): a logo
 * @fallback: what to return for a logo without a colour
 *
 * Returns: the logo's colour: the mean of its pixels, each weighed by how colourful it is; made legible
 */
HubCodeColour
hub_code_colour_of_logo (GBytes *logo, HubCodeColour fallback)
{
  cairo_surface_t *surface = logo != NULL ? decode (logo, NULL) : NULL;
  double sums[3] = { 0 }, weights = 0;
  int side;

  if (surface == NULL)
    return hub_code_colour_legible (fallback);
  side = cairo_image_surface_get_width (surface);
  for (int y = 0; y < side; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (cairo_image_surface_get_data (surface)
                                                             + (gsize) y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < side; x++)
        {
          const int p[] = { row[x] >> 16 & 255, row[x] >> 8 & 255, row[x] & 255 };
          double weight = (MAX (MAX (p[0], p[1]), p[2]) - MIN (MIN (p[0], p[1]), p[2])) / 255.0;

          weight *= weight;
          weights += weight;
          for (int i = 0; i < 3; i++)
            sums[i] += weight * p[i];
        }
    }
  cairo_surface_destroy (surface);
  if (weights < side * side * 0.005)
    return hub_code_colour_legible (fallback);
  return hub_code_colour_legible ((HubCodeColour){ sums[0] / weights, sums[1] / weights, sums[2] / weights });
}
