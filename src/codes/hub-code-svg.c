/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-private.h"

/* A thousandth of a module is far below what is printed. */
static void
put (GString *text, const char *before, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  g_ascii_formatd (buffer, sizeof buffer, "%.3f", number);
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  g_string_append_printf (text, "%s%s", before, g_str_equal (buffer, "-0") ? "0" : buffer);
}

static void
put_colour (GString *text, const char *attribute, HubCodeColour colour)
{
  g_string_append_printf (text, " %s=\"#%02x%02x%02x\"", attribute, colour.red, colour.green, colour.blue);
}

static void
put_circle (GString *text, double x, double y, double r)
{
  put (text, "M", x - r);
  put (text, " ", y);
  for (int half = 0; half < 2; half++)
    {
      put (text, "a", r);
      put (text, " ", r);
      put (text, " 0 1 0 ", half == 0 ? 2 * r : -2 * r);
      g_string_append (text, " 0");
    }
  g_string_append_c (text, 'z');
}

static void
put_point (GString *text, const char *before, const HubCodeShape *shape, const cairo_path_data_t *point)
{
  put (text, before, shape->x + point->point.x * shape->size);
  put (text, " ", shape->y + point->point.y * shape->size);
}

static void
put_outline (GString *text, const HubCodeShape *shape)
{
  const cairo_path_t *path = shape->outline;

  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];

      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          put_point (text, "M", shape, &data[1]);
          break;
        case CAIRO_PATH_LINE_TO:
          put_point (text, "L", shape, &data[1]);
          break;
        case CAIRO_PATH_CURVE_TO:
          put_point (text, "C", shape, &data[1]);
          put_point (text, " ", shape, &data[2]);
          put_point (text, " ", shape, &data[3]);
          break;
        case CAIRO_PATH_CLOSE_PATH:
        default:
          g_string_append_c (text, 'z');
        }
    }
}

static void
put_logo (GString *text, const HubCodeShape *shape, GBytes *logo)
{
  g_autofree char *data = g_base64_encode (g_bytes_get_data (logo, NULL), g_bytes_get_size (logo));

  g_string_append (text, "<clipPath id=\"logo\"><circle");
  put (text, " cx=\"", shape->x);
  put (text, "\" cy=\"", shape->y);
  put (text, "\" r=\"", shape->size);
  g_string_append (text, "\"/></clipPath><image clip-path=\"url(#logo)\"");
  put (text, " x=\"", shape->x - shape->size);
  put (text, "\" y=\"", shape->y - shape->size);
  put (text, "\" width=\"", 2 * shape->size);
  put (text, "\" height=\"", 2 * shape->size);
  g_string_append_printf (text, "\" href=\"data:image/png;base64,%s\"/>\n", data);
}

static void
put_ring (GString *text, const HubCodeShape *shape)
{
  g_string_append (text, "<circle fill=\"none\"");
  put_colour (text, "stroke", shape->colour);
  put (text, " stroke-width=\"", shape->extent);
  put (text, "\" cx=\"", shape->x);
  put (text, "\" cy=\"", shape->y);
  put (text, "\" r=\"", shape->size);
  g_string_append (text, "\"/>\n");
}

static void
put_box (GString *text, const HubCodeShape *shape)
{
  g_string_append (text, "<rect");
  put_colour (text, "fill", shape->colour);
  put (text, " x=\"", shape->x - shape->extent / 2);
  put (text, "\" y=\"", shape->y - shape->size / 2);
  put (text, "\" width=\"", shape->extent);
  put (text, "\" height=\"", shape->size);
  put (text, "\" rx=\"", shape->round);
  g_string_append (text, "\"/>\n");
}

static gboolean
same_colour (HubCodeColour a, HubCodeColour b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* Disks of one colour that follow each other are one path. Returns: the index behind them */
static guint
put_disks (GString *text, HubCodeFigure *self, guint first)
{
  const HubCodeShape *shapes = (const HubCodeShape *) self->shapes->data;
  guint i;

  g_string_append (text, "<path");
  put_colour (text, "fill", shapes[first].colour);
  g_string_append (text, " d=\"");
  for (i = first; i < self->shapes->len && shapes[i].kind == HUB_CODE_DISK
                  && same_colour (shapes[i].colour, shapes[first].colour); i++)
    put_circle (text, shapes[i].x, shapes[i].y, shapes[i].size);
  g_string_append (text, "\"/>\n");
  return i;
}

static guint
put_shape (GString *text, HubCodeFigure *self, guint index)
{
  const HubCodeShape *shape = &g_array_index (self->shapes, HubCodeShape, index);

  switch (shape->kind)
    {
    case HUB_CODE_DISK:
      return put_disks (text, self, index);
    case HUB_CODE_RING:
      put_ring (text, shape);
      break;
    case HUB_CODE_BOX:
      put_box (text, shape);
      break;
    case HUB_CODE_TEXT:
      g_string_append (text, "<path");
      put_colour (text, "fill", shape->colour);
      g_string_append (text, " d=\"");
      put_outline (text, shape);
      g_string_append (text, "\"/>\n");
      break;
    case HUB_CODE_LOGO:
    default:
      put_logo (text, shape, self->logo);
    }
  return index + 1;
}

static void
put_background (GString *text, HubCodeFigure *self)
{
  put (text, "<rect fill=\"#ffffff\" x=\"", -self->half_width);
  put (text, "\" y=\"", self->top);
  put (text, "\" width=\"", 2 * self->half_width);
  put (text, "\" height=\"", self->bottom - self->top);
  g_string_append (text, "\"/>\n");
}

/**
 * hub_code_figure_to_svg:
 * @self: a figure
 * @width: in pixels, at which a viewer shows it at first; the height follows
 *
 * Returns: (transfer full): a picture without limits of size, complete in itself: letters are outlines, the logo is inside
 */
GBytes *
hub_code_figure_to_svg (HubCodeFigure *self, guint width)
{
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                           "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
  g_autofree char *title = g_markup_escape_text (self->title, -1);
  double height = self->bottom - self->top;

  put (text, " width=\"", width);
  put (text, "\" height=\"", (int) (width * height / (2 * self->half_width) + 0.5));
  put (text, "\" viewBox=\"", -self->half_width);
  put (text, " ", self->top);
  put (text, " ", 2 * self->half_width);
  put (text, " ", height);
  g_string_append_printf (text, "\">\n<title>%s</title>\n", title);
  if (!self->is_hyaline)
    put_background (text, self);
  for (guint i = 0; i < self->shapes->len;)
    i = put_shape (text, self, i);
  g_string_append (text, "</svg>\n");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}
