/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-private.h"

#include <pango/pangocairo.h>

#define SIZE 100

/* Letters become outlines, so that a poster needs no font of ours and both forms of a figure look alike. */
static PangoLayout *
make_layout (cairo_t *cairo, const char *text, double max_width)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Noto Sans, Noto Sans CJK SC, Sans Bold");

  pango_font_description_set_absolute_size (font, SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, max_width * PANGO_SCALE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * hub_code_outline_new:
 * @text: one line of text; further ones follow it on the same line
 * @max_width: in units of which letters are 100 high; what is longer is ended by an ellipsis
 *
 * Returns: the outline, its origin being the left end of the baseline
 */
HubCodeOutline
hub_code_outline_new (const char *text, double max_width)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cairo = cairo_create (surface);
  PangoLayout *layout = make_layout (cairo, text, max_width);
  PangoRectangle ink, logical;
  HubCodeOutline outline;
  double baseline = (double) pango_layout_get_baseline (layout) / PANGO_SCALE;

  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_layout_context_changed (layout);
  pango_layout_get_extents (layout, &ink, &logical);
  cairo_translate (cairo, -(double) ink.x / PANGO_SCALE, -baseline);
  pango_cairo_layout_path (cairo, layout);
  cairo_identity_matrix (cairo);
  outline.path = cairo_copy_path (cairo);
  outline.width = (double) ink.width / PANGO_SCALE;
  outline.middle = baseline - (double) (ink.y + ink.height / 2) / PANGO_SCALE;
  g_object_unref (layout);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return outline;
}
