/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

static void
trace_box (cairo_t *cairo, const HubCodeShape *shape)
{
  double right = shape->extent / 2 - shape->round;
  double down = shape->size / 2 - shape->round;

  cairo_new_path (cairo);
  cairo_arc (cairo, shape->x + right, shape->y - down, shape->round, -G_PI_2, 0);
  cairo_arc (cairo, shape->x + right, shape->y + down, shape->round, 0, G_PI_2);
  cairo_arc (cairo, shape->x - right, shape->y + down, shape->round, G_PI_2, G_PI);
  cairo_arc (cairo, shape->x - right, shape->y - down, shape->round, G_PI, 3 * G_PI_2);
  cairo_close_path (cairo);
}

static void
paint_logo (cairo_t *cairo, const HubCodeShape *shape, cairo_surface_t *logo)
{
  double scale = 2 * shape->size / cairo_image_surface_get_width (logo);

  cairo_save (cairo);
  cairo_arc (cairo, shape->x, shape->y, shape->size, 0, 2 * G_PI);
  cairo_clip (cairo);
  cairo_translate (cairo, shape->x - shape->size, shape->y - shape->size);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_surface (cairo, logo, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BEST);
  cairo_paint (cairo);
  cairo_restore (cairo);
}

static void
paint_text (cairo_t *cairo, const HubCodeShape *shape)
{
  cairo_save (cairo);
  cairo_translate (cairo, shape->x, shape->y);
  cairo_scale (cairo, shape->size, shape->size);
  cairo_new_path (cairo);
  cairo_append_path (cairo, shape->outline);
  cairo_fill (cairo);
  cairo_restore (cairo);
}

static void
paint (cairo_t *cairo, const HubCodeShape *shape, cairo_surface_t *logo)
{
  cairo_set_source_rgb (cairo, shape->colour.red / 255.0, shape->colour.green / 255.0, shape->colour.blue / 255.0);
  switch (shape->kind)
    {
    case HUB_CODE_DISK:
      cairo_new_path (cairo);
      cairo_arc (cairo, shape->x, shape->y, shape->size, 0, 2 * G_PI);
      cairo_fill (cairo);
      break;
    case HUB_CODE_RING:
      cairo_new_path (cairo);
      cairo_arc (cairo, shape->x, shape->y, shape->size, 0, 2 * G_PI);
      cairo_set_line_width (cairo, shape->extent);
      cairo_stroke (cairo);
      break;
    case HUB_CODE_BOX:
      trace_box (cairo, shape);
      cairo_fill (cairo);
      break;
    case HUB_CODE_TEXT:
      paint_text (cairo, shape);
      break;
    case HUB_CODE_LOGO:
    default:
      if (logo != NULL)
        paint_logo (cairo, shape, logo);
    }
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * hub_code_figure_to_png:
 * @self: a figure
 * @width: in pixels, %HUB_CODE_MIN_WIDTH to %HUB_CODE_MAX_WIDTH; the height follows
 * @error: (out) (optional): no memory
 *
 * Returns: (transfer full) (nullable): the picture, with an alpha channel
 */
GBytes *
hub_code_figure_to_png (HubCodeFigure *self, guint width, GError **error)
{
  double scale = width / (2 * self->half_width);
  int height = (int) (scale * (self->bottom - self->top) + 0.5);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_t *logo = self->logo != NULL ? hub_code_logo_open (self->logo) : NULL;
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status;

  if (!self->is_hyaline)
    {
      cairo_set_source_rgb (cairo, 1, 1, 1);
      cairo_paint (cairo);
    }
  cairo_scale (cairo, scale, scale);
  cairo_translate (cairo, self->half_width, -self->top);
  for (guint i = 0; i < self->shapes->len; i++)
    paint (cairo, &g_array_index (self->shapes, HubCodeShape, i), logo);
  cairo_destroy (cairo);
  status = cairo_surface_write_to_png_stream (surface, write_bytes, bytes);
  cairo_surface_destroy (surface);
  g_clear_pointer (&logo, cairo_surface_destroy);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  hub_set_error (error, HUB_ERROR_FAILED, "internal", _("The code could not be drawn: %s"),
                 cairo_status_to_string (status));
  return NULL;
}
