/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HUB_CODE_MIN_WIDTH 280
#define HUB_CODE_MAX_WIDTH 1280
#define HUB_CODE_DEFAULT_WIDTH 430

typedef struct
{
  guint8 red;
  guint8 green;
  guint8 blue;
} HubCodeColour;

/* What a code says and how it looks. */
typedef struct
{
  const char   *text;         /* what a camera reads: an address */
  const char   *name;         /* the program's, written under it; "" for none */
  const char   *seed;         /* what the monogram's colour comes from: the program's id */
  GBytes       *logo;         /* (nullable): a PNG of hub_code_logo_normalise(); a monogram without */
  HubCodeColour line_colour;
  gboolean      is_hyaline;   /* nothing around the disk, instead of white */
} HubCodeStyle;

/* A round code, drawn once for every size and form. */
typedef struct _HubCodeFigure HubCodeFigure;

HubCodeFigure *hub_code_figure_new       (const HubCodeStyle   *style,
                                          GError              **error);
void           hub_code_figure_free      (HubCodeFigure        *self);
GBytes        *hub_code_figure_to_png    (HubCodeFigure        *self,
                                          guint                 width,
                                          GError              **error);
GBytes        *hub_code_figure_to_svg    (HubCodeFigure        *self,
                                          guint                 width);

GBytes        *hub_code_logo_normalise   (GBytes               *png,
                                          GError              **error);

HubCodeColour  hub_code_colour_of        (const char           *seed);
HubCodeColour  hub_code_colour_of_logo   (GBytes               *logo,
                                          HubCodeColour         fallback);
HubCodeColour  hub_code_colour_legible   (HubCodeColour         colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubCodeFigure, hub_code_figure_free)

G_END_DECLS
