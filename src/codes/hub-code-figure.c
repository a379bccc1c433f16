/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-private.h"

#include "config.h"

#include <math.h>
#include <string.h>
#include <qrencode.h>

#include "hub-error.h"
#include "hub-language.h"

/* Everything in modules. A reader wants four light ones around the symbol. */
#define QUIET 4.0
#define FINDER 7
#define ALIGNMENT 0x20        /* a bit of QRcode.data */
#define FINDER_ROUND 0.85
#define DOT 0.46              /* a module's radius: apart from its neighbours, yet most of its square */
#define RIM_LINE 1.0
#define RIM_GAP 3.0           /* from the corners of the symbol to the outside of the rim */
#define MARGIN 0.7            /* around the disk */
#define LOGO_SHARE 0.095      /* the logo's radius, of the symbol's side: what level H can miss, and half of it left for scratches */
#define NAME_SIZE 3.3
#define NAME_BAND 5.6

static const HubCodeColour white = { 255, 255, 255 };

typedef struct
{
  HubCodeFigure *figure;
  QRcode        *symbol;
  HubCodeColour  line;
  double         half;      /* of the symbol's side */
  double         radius;    /* of the disk */
  double         logo;      /* its radius */
} Drawing;

static HubCodeShape *
add (Drawing *self, HubCodeShapeKind kind, double x, double y, double size, HubCodeColour colour)
{
  const HubCodeShape shape = { .kind = kind, .x = x, .y = y, .size = size, .colour = colour };

  g_array_append_val (self->figure->shapes, shape);
  return &g_array_index (self->figure->shapes, HubCodeShape, self->figure->shapes->len - 1);
}

static gboolean
in_finder (int side, int column, int row)
{
  gboolean left = column <= FINDER, top = row <= FINDER;

  return (left && top) || (column >= side - FINDER - 1 && top) || (left && row >= side - FINDER - 1);
}

static HubCodeShape *
add_box (Drawing *self, double x, double y, double width, double height, double round, HubCodeColour colour)
{
  HubCodeShape *shape = add (self, HUB_CODE_BOX, x, y, height, colour);

  shape->extent = width;
  shape->round = round;
  return shape;
}

/* Readers look for one dark, one light, three dark, one light, one dark in a line, and measure by the finder's straight
 * sides how the symbol lies: rounder corners than these make it unreadable as soon as it is turned. Some also measure along
 * the diagonals, and take a letter of the name for a finder where those have other ratios; so the corners of both boxes are alike. */
static void
draw_finder (Drawing *self, double x, double y)
{
  add_box (self, x, y, 7, 7, FINDER_ROUND, self->line);
  add_box (self, x, y, 5, 5, FINDER_ROUND, white);
  add_box (self, x, y, 3, 3, FINDER_ROUND * 0.6, self->line);
}

static gboolean
is_alignment (QRcode *symbol, int column, int row)
{
  return column >= 0 && row >= 0 && (symbol->data[row * symbol->width + column] & ALIGNMENT) != 0;
}

/* Small finders: readers that look for them in a line do not see the line in dots. */
static void
draw_alignment (Drawing *self, int column, int row)
{
  double x = column + 2.5 - self->half;
  double y = row + 2.5 - self->half;

  if (hypot (x, y) < self->logo + 3.5 || is_alignment (self->symbol, column - 1, row) || is_alignment (self->symbol, column, row - 1))
    return;
  add_box (self, x, y, 5, 5, 0.8, self->line);
  add_box (self, x, y, 3, 3, 0.5, white);
  add (self, HUB_CODE_DISK, x, y, 0.55, self->line);
}

static void
draw_module (Drawing *self, int column, int row)
{
  int side = self->symbol->width;
  double x = column + 0.5 - self->half;
  double y = row + 0.5 - self->half;

  if (is_alignment (self->symbol, column, row))
    draw_alignment (self, column, row);
  else if ((self->symbol->data[row * side + column] & 1) && !in_finder (side, column, row)
           && hypot (x, y) > self->logo + 0.35)
    add (self, HUB_CODE_DISK, x, y, DOT, self->line);
}

static void
draw_symbol (Drawing *self)
{
  int side = self->symbol->width;
  double eye = self->half - FINDER / 2.0;

  for (int row = 0; row < side; row++)
    for (int column = 0; column < side; column++)
      draw_module (self, column, row);
  draw_finder (self, -eye, -eye);
  draw_finder (self, eye, -eye);
  draw_finder (self, -eye, eye);
}

/* What lies between the quiet zone and the rim: circles of dots that grow outward, like light around the symbol. It is never
 * in a line with a finder's ratio, and no reader needs it. */
static void
draw_rim (Drawing *self)
{
  HubCodeShape *ring = add (self, HUB_CODE_RING, 0, 0, self->radius - RIM_LINE / 2, self->line);
  double clear = self->half + QUIET;

  ring->extent = RIM_LINE;
  for (guint circle = 0; circle < 6; circle++)
    {
      double r = self->radius - 2.05 - circle * 1.25;
      double size = 0.53 - circle * 0.075;
      guint n = 4 * (guint) (2 * G_PI * self->radius / 1.5 / 4);
      double phase = (circle % 2) * G_PI / n;

      for (guint i = 0; i < n; i++)
        {
          double angle = phase + i * 2 * G_PI / n;
          double x = r * cos (angle), y = r * sin (angle);

          if (MAX (fabs (x), fabs (y)) - size > clear)
            add (self, HUB_CODE_DISK, x, y, size, self->line);
        }
    }
}

static void
add_text (Drawing *self, const char *text, double x, double y, double size, double max_width, HubCodeColour colour)
{
  HubCodeOutline outline = hub_code_outline_new (text, max_width * 100 / size);
  HubCodeShape *shape;

  shape = add (self, HUB_CODE_TEXT, x - outline.width * size / 200, y + outline.middle * size / 100, size / 100, colour);
  shape->outline = outline.path;
}

/* The first letter of the name as people see it: with its accents. */
static char *
dup_monogram (const char *name)
{
  const char *start = name;
  const char *end;

  while (*start != '\0' && !g_unichar_isgraph (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = *start != '\0' ? g_utf8_next_char (start) : start;
  while (*end != '\0' && g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end - start > 32)
    end = g_utf8_next_char (start);
  if (g_unichar_islower (g_utf8_get_char (start)))
    return g_utf8_strup (start, end - start);
  return g_strndup (start, end - start);
}

static void
draw_logo (Drawing *self, const HubCodeStyle *style)
{
  g_autofree char *monogram = dup_monogram (style->name);

  if (style->logo != NULL)
    {
      add (self, HUB_CODE_LOGO, 0, 0, self->logo, white);
      return;
    }
  add (self, HUB_CODE_DISK, 0, 0, self->logo, hub_code_colour_of (style->seed));
  if (monogram[0] != '\0')
    add_text (self, monogram, 0, 0, self->logo * 1.25, self->logo * 1.7, white);
}

static void
draw_name (Drawing *self, const HubCodeStyle *style)
{
  double y = self->radius + MARGIN + NAME_BAND / 2;
  double max_width = self->radius * 1.7;
  HubCodeOutline outline;
  HubCodeShape *text;

  self->figure->bottom = self->radius + MARGIN;
  if (style->name[0] == '\0')
    return;
  self->figure->bottom += NAME_BAND;
  outline = hub_code_outline_new (style->name, max_width * 100 / NAME_SIZE);
  if (style->is_hyaline)
    {
      double height = NAME_BAND - 0.6;

      add_box (self, 0, y, outline.width * NAME_SIZE / 100 + 4, height, height / 2, white);
    }
  text = add (self, HUB_CODE_TEXT, -outline.width * NAME_SIZE / 200, y + outline.middle * NAME_SIZE / 100,
              NAME_SIZE / 100, self->line);
  text->outline = outline.path;
}

static void
clear_shape (gpointer data)
{
  g_clear_pointer (&((HubCodeShape *) data)->outline, cairo_path_destroy);
}

static void
draw (Drawing *self, const HubCodeStyle *style)
{
  HubCodeFigure *figure = self->figure;

  figure->half_width = self->radius + MARGIN;
  figure->top = -figure->half_width;
  /* Not to its very edge, where it would shine through. */
  add (self, HUB_CODE_DISK, 0, 0, self->radius - RIM_LINE / 2, white);
  draw_rim (self);
  draw_symbol (self);
  draw_logo (self, style);
  draw_name (self, style);
}

/**
 * hub_code_figure_new:
 * @style: what it says and how it looks
 * @error: (out) (optional): "code.too_long" where the address does not fit, with the corrections of level H
 *
 * Lays out a round code: a QR symbol at level H, whose modules are dots and whose finders are round at the corners, with its quiet zone, in
 * a disk with an ornamented rim, the logo in the middle and the name below.
 *
 * Returns: (transfer full) (nullable): the figure
 */
HubCodeFigure *
hub_code_figure_new (const HubCodeStyle *style, GError **error)
{
  Drawing drawing = { .line = hub_code_colour_legible (style->line_colour) };

  drawing.symbol = QRcode_encodeString (style->text, 0, QR_ECLEVEL_H, QR_MODE_8, 1);
  /* Above version 10 the dots would be too small for the smallest width. */
  if (drawing.symbol == NULL || drawing.symbol->version > 10)
    {
      g_clear_pointer (&drawing.symbol, QRcode_free);
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "code.too_long",
                     _("The platform's address is too long for a code of %zu characters; give it a shorter one"),
                     strlen (style->text));
      return NULL;
    }
  drawing.half = drawing.symbol->width / 2.0;
  drawing.radius = drawing.half * G_SQRT2 + RIM_GAP;
  drawing.logo = drawing.symbol->width * LOGO_SHARE;
  drawing.figure = g_new0 (HubCodeFigure, 1);
  drawing.figure->shapes = g_array_new (FALSE, FALSE, sizeof (HubCodeShape));
  g_array_set_clear_func (drawing.figure->shapes, clear_shape);
  drawing.figure->title = g_strdup (style->name);
  drawing.figure->logo = style->logo != NULL ? g_bytes_ref (style->logo) : NULL;
  drawing.figure->is_hyaline = style->is_hyaline;
  draw (&drawing, style);
  QRcode_free (drawing.symbol);
  return drawing.figure;
}

/**
 * hub_code_figure_free:
 * @self: (transfer full): a figure
 */
void
hub_code_figure_free (HubCodeFigure *self)
{
  g_array_unref (self->shapes);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self->title);
  g_free (self);
}
