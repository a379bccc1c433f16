/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The round code, read by a camera's decoder that knows nothing of it. */
#include <glib.h>
#include <string.h>
#include <zbar.h>

#include "pictures.h"

static const HubCodeColour black = { 0, 0, 0 };
static const HubCodeColour white = { 255, 255, 255 };

/* Whether a reader finds the address, and nothing else. */
static gboolean
reads (cairo_surface_t *picture)
{
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  guint8 *grey = g_malloc ((gsize) width * height);
  const zbar_symbol_t *symbol;
  gboolean found;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *p = cairo_image_surface_get_data (picture)
                          + (gsize) y * cairo_image_surface_get_stride (picture) + 4 * x;

        grey[(gsize) y * width + x] = (p[2] * 299 + p[1] * 587 + p[0] * 114) / 1000;
      }
  zbar_image_scanner_request_dbus (scanner, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, grey, (gsize) width * height, NULL);
  zbar_scan_image (scanner, image);
  symbol = zbar_image_first_symbol (image);
  found = symbol != NULL && strcmp (zbar_symbol_get_data (symbol), PICTURE_TEXT) == 0
          && zbar_symbol_next (symbol) == NULL;
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  g_free (grey);
  return found;
}

static gboolean
reads_placed (cairo_surface_t *code, double degrees, HubCodeColour wall, int blur)
{
  cairo_surface_t *picture = picture_place (code, degrees, wall);
  gboolean found;

  if (blur > 0)
    picture_blur (picture, blur);
  found = reads (picture);
  if (!found && g_getenv ("CODES_KEEP") != NULL)
    cairo_surface_write_to_png (picture, g_getenv ("CODES_KEEP"));
  cairo_surface_destroy (picture);
  return found;
}

static void
test_widths (void)
{
  HubCodeStyle style = picture_style (black, FALSE);

  for (guint width = HUB_CODE_MIN_WIDTH; width <= HUB_CODE_MAX_WIDTH; width += 50)
    {
      cairo_surface_t *code = picture_draw (&style, width);

      g_assert_cmpint (cairo_image_surface_get_width (code), ==, width);
      if (!reads (code))
        g_test_fail_printf ("not read at %u pixels", width);
      cairo_surface_destroy (code);
    }
}

/* What is printed large is the SVG. */
static void
test_svg (void)
{
  for (guint width = HUB_CODE_MIN_WIDTH; width <= HUB_CODE_MAX_WIDTH; width += 250)
    for (guint hyaline = 0; hyaline < 2; hyaline++)
      {
        HubCodeStyle style = picture_style ((HubCodeColour){ 176, 28, 64 }, hyaline == 1);
        cairo_surface_t *code = picture_draw_svg (&style, width);

        g_test_message ("%u %u", width, hyaline);
        g_assert_true (reads_placed (code, 0, white, 0));
        g_assert_true (reads_placed (code, 115, hyaline == 1 ? black : white, 1));
        cairo_surface_destroy (code);
      }
}

static void
test_rotations (void)
{
  HubCodeStyle style = picture_style (black, FALSE);
  const guint widths[] = { 280, 430 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      cairo_surface_t *code = picture_draw (&style, widths[i]);

      for (int degrees = 0; degrees < 360; degrees += 5)
        if (!reads_placed (code, degrees, white, 0))
          g_test_fail_printf ("not read at %u pixels, turned by %d°", widths[i], degrees);
      cairo_surface_destroy (code);
    }
}

static void
test_colours (void)
{
  const HubCodeColour lines[] = {
    { 0, 0, 0 }, { 20, 60, 140 }, { 176, 28, 64 }, { 7, 120, 70 }, { 120, 20, 160 }, { 255, 0, 0 }, { 0, 255, 0 },
    { 255, 255, 0 }, { 0, 255, 255 }, { 255, 255, 255 }, { 128, 128, 128 }, { 255, 150, 0 },
  };
  const HubCodeColour walls[] = { { 255, 255, 255 }, { 240, 230, 200 }, { 20, 20, 30 }, { 0, 0, 0 }, { 150, 40, 40 }, { 40, 120, 60 } };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (walls); j++)
      {
        HubCodeStyle style = picture_style (lines[i], TRUE);
        cairo_surface_t *code = picture_draw (&style, 280);

        for (int degrees = 0; degrees < 90; degrees += 40)
          if (!reads_placed (code, degrees, walls[j], 0))
            g_test_fail_printf ("line %d %d %d on wall %" G_GSIZE_FORMAT ", turned by %d°", lines[i].red, lines[i].green,
                                lines[i].blue, j, degrees);
        cairo_surface_destroy (code);
      }
}

static void
test_blur (void)
{
  HubCodeStyle style = picture_style (black, FALSE);
  const struct { guint width; int radius; } rows[] = { { 280, 1 }, { 430, 2 }, { 900, 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      cairo_surface_t *code = picture_draw (&style, rows[i].width);

      for (int degrees = 0; degrees < 360; degrees += 45)
        if (!reads_placed (code, degrees, white, rows[i].radius))
          g_test_fail_printf ("blurred by %d, not read at %u pixels, turned by %d°", rows[i].radius, rows[i].width, degrees);
      cairo_surface_destroy (code);
    }
}

/* A stain over a tenth of the symbol. What covers a finder ends any code, and many small stains spoil more of it than one:
 * level H brings back 30 % of the words, of which the logo takes some. */
static void
test_damage (void)
{
  HubCodeStyle style = picture_style (black, FALSE);
  guint read = 0;

  for (guint32 seed = 0; seed < 60; seed++)
    {
      cairo_surface_t *code = picture_draw (&style, 430);

      picture_damage (code, 0.1, 1, seed);
      if (reads_placed (code, 6.0 * seed, white, 0))
        read++;
      else
        g_test_message ("stain %u was not read", seed);
      cairo_surface_destroy (code);
    }
  g_assert_cmpuint (read, >=, 54);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/widths", test_widths);
  g_test_add_func ("/codes/svg", test_svg);
  g_test_add_func ("/codes/rotations", test_rotations);
  g_test_add_func ("/codes/colours", test_colours);
  g_test_add_func ("/codes/blur", test_blur);
  g_test_add_func ("/codes/damage", test_damage);
  return g_test_run ();
}
