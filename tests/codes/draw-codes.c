/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes codes as a camera may see them to the folder that is given, for readers that are no library of C. */
#include "pictures.h"

static void
save (const char *folder, const char *name, cairo_surface_t *code, double degrees, HubCodeColour wall, int blur)
{
  cairo_surface_t *picture = picture_place (code, degrees, wall);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (blur > 0)
    picture_blur (picture, blur);
  g_assert_cmpint (cairo_surface_write_to_png (picture, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (picture);
}

static void
save_turned (const char *folder, HubCodeStyle *style, guint width, int step)
{
  cairo_surface_t *code = picture_draw (style, width);

  for (int degrees = 0; degrees < 360; degrees += step)
    {
      g_autofree char *name = g_strdup_printf ("turned-%u-%03d.png", width, degrees);

      save (folder, name, code, degrees, (HubCodeColour){ 255, 255, 255 }, 0);
    }
  cairo_surface_destroy (code);
}

static void
save_coloured (const char *folder)
{
  const HubCodeColour lines[] = { { 20, 60, 140 }, { 176, 28, 64 }, { 255, 255, 0 }, { 7, 120, 70 } };
  const HubCodeColour walls[] = { { 255, 255, 255 }, { 0, 0, 0 }, { 150, 40, 40 } };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (walls); j++)
      {
        HubCodeStyle style = picture_style (lines[i], TRUE);
        cairo_surface_t *code = picture_draw (&style, 280);
        g_autofree char *name = g_strdup_printf ("colour-%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT ".png", i, j);

        save (folder, name, code, 10 * (i + 1), walls[j], j == 0 ? 1 : 0);
        cairo_surface_destroy (code);
      }
}

static void
save_svgs (const char *folder)
{
  const guint widths[] = { 280, 430, 1280 };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (widths); i++)
    {
      HubCodeStyle style = picture_style ((HubCodeColour){ 20, 60, 140 }, i % 2 == 1);
      cairo_surface_t *code = picture_draw_svg (&style, widths[i / 2]);
      g_autofree char *name = g_strdup_printf ("svg-%u-%s.png", widths[i / 2], i % 2 == 1 ? "hyaline" : "white");

      save (folder, name, code, 25, (HubCodeColour){ 255, 255, 255 }, 0);
      cairo_surface_destroy (code);
    }
}

int
main (int argc, char *argv[])
{
  HubCodeStyle style = picture_style ((HubCodeColour){ 0, 0, 0 }, FALSE);

  g_assert_cmpint (argc, ==, 2);
  save_turned (argv[1], &style, 280, 5);
  for (guint width = HUB_CODE_MIN_WIDTH; width <= HUB_CODE_MAX_WIDTH; width += 125)
    save_turned (argv[1], &style, width, 120);
  save_coloured (argv[1]);
  save_svgs (argv[1]);
  return 0;
}
