/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include <math.h>
#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

HubCodeStyle
picture_style (HubCodeColour line, gboolean is_hyaline)
{
  return (HubCodeStyle){
    .text = PICTURE_TEXT,
    .name = "Blumen am Markt 花市",
    .seed = "wx0123456789abcdef",
    .line_colour = line,
    .is_hyaline = is_hyaline,
  };
}

typedef struct
{
  const guint8 *data;
  gsize         left;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
picture_open (GBytes *png)
{
  Reader reader = { g_bytes_get_data (png, NULL), g_bytes_get_size (png) };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_bytes, &reader);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

cairo_surface_t *
picture_draw (const HubCodeStyle *style, guint width)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubCodeFigure) figure = hub_code_figure_new (style, &error);
  g_autoptr (GBytes) png = NULL;

  g_assert_no_error (error);
  png = hub_code_figure_to_png (figure, width, &error);
  g_assert_no_error (error);
  return picture_open (png);
}

cairo_surface_t *
picture_draw_svg (const HubCodeStyle *style, guint width)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubCodeFigure) figure = hub_code_figure_new (style, &error);
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GBytes) png = NULL;
  char *data;
  gsize length;

  g_assert_no_error (error);
  svg = hub_code_figure_to_svg (figure, width);
  stream = g_memory_input_stream_new_from_bytes (svg);
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, (int) width);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", &error, NULL));
  png = g_bytes_new_take (data, length);
  return picture_open (png);
}

cairo_surface_t *
picture_place (cairo_surface_t *code, double degrees, HubCodeColour wall)
{
  int width = cairo_image_surface_get_width (code);
  int height = cairo_image_surface_get_height (code);
  int side = (int) hypot (width, height) + 20;
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_t *cairo = cairo_create (picture);

  cairo_set_source_rgb (cairo, wall.red / 255.0, wall.green / 255.0, wall.blue / 255.0);
  cairo_paint (cairo);
  cairo_translate (cairo, side / 2.0, side / 2.0);
  cairo_rotate (cairo, degrees * G_PI / 180);
  cairo_set_source_surface (cairo, code, -width / 2.0, -height / 2.0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BILINEAR);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  return picture;
}

/* The mean of what is within the radius along one line; three such passes in each direction look like a lens. */
static void
blur_line (guint8 *line, guint8 *copy, int n, int step, int radius)
{
  for (int i = 0; i < n; i++)
    copy[i] = line[(gssize) i * step];
  for (int i = 0; i < n; i++)
    {
      int sum = 0;

      for (int j = -radius; j <= radius; j++)
        sum += copy[CLAMP (i + j, 0, n - 1)];
      line[(gssize) i * step] = sum / (2 * radius + 1);
    }
}

void
picture_blur (cairo_surface_t *picture, int radius)
{
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  int stride = cairo_image_surface_get_stride (picture);
  g_autofree guint8 *copy = g_malloc (MAX (width, height));
  guint8 *data;

  cairo_surface_flush (picture);
  data = cairo_image_surface_get_data (picture);
  for (int pass = 0; pass < 3; pass++)
    for (int channel = 0; channel < 3; channel++)
      {
        for (int y = 0; y < height; y++)
          blur_line (data + (gsize) y * stride + channel, copy, width, 4, radius);
        for (int x = 0; x < width; x++)
          blur_line (data + 4 * x + channel, copy, height, stride, radius);
      }
  cairo_surface_mark_dirty (picture);
}

/* The symbol's side, of the disk's: hub-code-figure.c. */
#define SYMBOL 0.626

/* Readers find a code by its three finders, which no correction brings back. */
static gboolean
meets_finder (double x, double y, double r, double width)
{
  double reach = (0.5 - 3.5 / 33) * SYMBOL * width;
  double near = r + 5.2 / 33 * SYMBOL * width;

  return hypot (x + reach, y + reach) < near || hypot (x - reach, y + reach) < near
         || hypot (x + reach, y - reach) < near;
}

void
picture_damage (cairo_surface_t *code, double share, guint stains, guint32 seed)
{
  const double greys[] = { 1, 0, 0.5 };
  double width = cairo_image_surface_get_width (code);
  double side = SYMBOL * width;
  double r = side * sqrt (share / stains / G_PI);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  cairo_t *cairo = cairo_create (code);

  for (guint i = 0; i < stains;)
    {
      double x = g_rand_double_range (rand, r - side / 2, side / 2 - r);
      double y = g_rand_double_range (rand, r - side / 2, side / 2 - r);
      double grey = greys[g_rand_int_range (rand, 0, 3)];

      if (meets_finder (x, y, r, width))
        continue;
      cairo_set_source_rgb (cairo, grey, grey, grey);
      cairo_new_path (cairo);
      cairo_arc (cairo, width / 2 + x, width / 2 + y, r, 0, 2 * G_PI);
      cairo_fill (cairo);
      i++;
    }
  cairo_destroy (cairo);
}
