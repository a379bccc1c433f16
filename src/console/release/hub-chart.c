/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the console's charts share: the place between their axes, the lines behind the values, colours of the theme. */
#include "hub-chart.h"

#define LEFT 52
#define BOTTOM 24
#define TOP 8
#define RIGHT 16

/* Pixels: as narrow as one can still be read, and as wide as it likes to be. */
#define NARROW 240
#define WIDE 480

/**
 * hub_chart_measure:
 * @orientation: what is asked for
 * @height: of the chart, in pixels
 * @minimum: (out): the least it needs
 * @natural: (out): what it likes
 *
 * For the measure() of a chart.
 */
void
hub_chart_measure (GtkOrientation orientation, int height, int *minimum, int *natural)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : NARROW;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : WIDE;
}

/**
 * hub_chart_get_area:
 * @widget: a chart
 * @area: (out caller-allocates): the place for its values
 */
void
hub_chart_get_area (GtkWidget *widget, HubChartArea *area)
{
  area->x = LEFT;
  area->y = TOP;
  area->width = MAX (1, gtk_widget_get_width (widget) - LEFT - RIGHT);
  area->height = MAX (1, gtk_widget_get_height (widget) - TOP - BOTTOM);
}

static void
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, double x, double y, double align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA color;
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.7;
  x = CLAMP (x - width * align, 0, MAX (0, gtk_widget_get_width (widget) - width));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/**
 * hub_chart_draw_line:
 * @widget: a chart
 * @snapshot: what it is drawn to
 * @area: the place for its values
 * @share: how far up, 0 to 1
 * @label: what to write before it
 *
 * Draws a line across, behind the values.
 */
void
hub_chart_draw_line (GtkWidget *widget, GtkSnapshot *snapshot, const HubChartArea *area, double share, const char *label)
{
  double y = area->y + area->height * (1 - share);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= share > 0 ? 0.12 : 0.35;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) area->x, (float) y, (float) area->width, 1));
  draw_text (widget, snapshot, label, area->x - 8, y, 1);
}

/**
 * hub_chart_draw_tick:
 * @widget: a chart
 * @snapshot: what it is drawn to
 * @area: the place for its values
 * @place: how far to the right, 0 to 1
 * @label: what to write below it
 */
void
hub_chart_draw_tick (GtkWidget *widget, GtkSnapshot *snapshot, const HubChartArea *area, double place, const char *label)
{
  double x = area->x + area->width * place;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.35;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) (area->y + area->height), 1, 4));
  draw_text (widget, snapshot, label, x, area->y + area->height + 14, 0.5);
}

static void
look_up (GtkWidget *widget, const char *name, const char *otherwise, GdkRGBA *color)
{
  /* Without libadwaita's colours, as in another theme, a chart is still one. */
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gdk_rgba_parse (color, otherwise);
}

/**
 * hub_chart_get_color:
 * @widget: a chart
 * @number: of a series; they repeat after eight
 * @color: (out caller-allocates): a colour of the theme, to be seen on light and dark, and told from its neighbours by people
 *   who do not tell red from green
 */
void
hub_chart_get_color (GtkWidget *widget, guint number, GdkRGBA *color)
{
  static const struct { const char *name, *otherwise; } colors[] = {
    { "blue_3", "#3584e4" }, { "orange_3", "#ff7800" }, { "purple_3", "#9141ac" }, { "yellow_5", "#e5a50a" },
    { "green_4", "#2ec27e" }, { "red_3", "#e01b24" }, { "brown_3", "#986a44" }, { "blue_1", "#99c1f1" },
  };

  look_up (widget, colors[number % G_N_ELEMENTS (colors)].name, colors[number % G_N_ELEMENTS (colors)].otherwise, color);
}

/**
 * hub_chart_get_accent:
 * @widget: a chart
 * @color: (out caller-allocates): the theme's accent
 */
void
hub_chart_get_accent (GtkWidget *widget, GdkRGBA *color)
{
  look_up (widget, "accent_color", "#3584e4", color);
}
