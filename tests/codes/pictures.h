/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "hub-code.h"

#define PICTURE_TEXT "https://hub.example.com/c/Ab3dEf7h"

/* Codes as cameras see them: turned, on a wall of some colour, blurred, scratched. */
HubCodeStyle     picture_style  (HubCodeColour line, gboolean is_hyaline);
cairo_surface_t *picture_draw   (const HubCodeStyle *style, guint width);
/* The same from its SVG, as a program that knows nothing of the drawing turns it into pixels. */
cairo_surface_t *picture_draw_svg (const HubCodeStyle *style, guint width);
cairo_surface_t *picture_open   (GBytes *png);
/* On a square canvas of the colour @wall, turned by @degrees. */
cairo_surface_t *picture_place  (cairo_surface_t *code, double degrees, HubCodeColour wall);
void             picture_blur   (cairo_surface_t *picture, int radius);
/* Covers @share of the symbol with round stains of white, black or grey, at places that follow from @seed, off the finders. */
void             picture_damage (cairo_surface_t *code, double share, guint stains, guint32 seed);
