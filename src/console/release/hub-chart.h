/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where in a widget the values of a chart stand, within the labels of its axes. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} HubChartArea;

void   hub_chart_measure      (GtkOrientation      orientation,
                               int                 height,
                               int                *minimum,
                               int                *natural);
void   hub_chart_get_area     (GtkWidget          *widget,
                               HubChartArea       *area);
void   hub_chart_draw_line    (GtkWidget          *widget,
                               GtkSnapshot        *snapshot,
                               const HubChartArea *area,
                               double              share,
                               const char         *label);
void   hub_chart_draw_tick    (GtkWidget          *widget,
                               GtkSnapshot        *snapshot,
                               const HubChartArea *area,
                               double              place,
                               const char         *label);
void   hub_chart_get_color    (GtkWidget          *widget,
                               guint               number,
                               GdkRGBA            *color);
void   hub_chart_get_accent   (GtkWidget          *widget,
                               GdkRGBA            *color);

G_END_DECLS
