/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "hub-code.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_CODE_DISK,    /* at x, y, of the radius size */
  HUB_CODE_RING,    /* a circle's line, extent wide, of the middle radius size */
  HUB_CODE_BOX,     /* a rectangle of extent × size around x, y, whose corners have the radius round */
  HUB_CODE_TEXT,    /* an outline whose origin is x, y, size times as large */
  HUB_CODE_LOGO,    /* the logo, in a disk at x, y of the radius size */
} HubCodeShapeKind;

/* Lengths are in modules of the symbol, from the middle of the disk. */
typedef struct
{
  HubCodeShapeKind kind;
  double           x;
  double           y;
  double           size;
  double           extent;
  double           round;
  HubCodeColour    colour;
  cairo_path_t    *outline;   /* (nullable) */
} HubCodeShape;

struct _HubCodeFigure
{
  GArray  *shapes;       /* of HubCodeShape, from below to above */
  char    *title;
  GBytes  *logo;         /* (nullable) */
  double   half_width;
  double   top;
  double   bottom;
  gboolean is_hyaline;
};

/* The outline of a line of text, in a size in which its letters are 100 units high. */
typedef struct
{
  cairo_path_t *path;
  double        width;
  double        middle;     /* between baseline and the top of capitals, above the baseline */
} HubCodeOutline;

HubCodeOutline   hub_code_outline_new    (const char *text, double max_width);
cairo_surface_t *hub_code_logo_open      (GBytes *png);

G_END_DECLS
