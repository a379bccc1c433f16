/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-plan-curve.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-chart.h"
#include "hub-plan.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define HEIGHT 150

struct _HubPlanCurve
{
  GtkWidget parent_instance;

  GArray *plan;                 /* HubPlanStep */
  gint64 begin;                 /* the release, in seconds since 1970 */
  gint64 now;                   /* seconds after it; -1 for a plan that has not begun */
  guint now_share;
};

G_DEFINE_FINAL_TYPE (HubPlanCurve, hub_plan_curve, GTK_TYPE_WIDGET)

/* In seconds from the release on; what has passed already is taken with it. */
static gint64
get_place (HubPlanCurve *self, guint step)
{
  return MAX (hub_plan_get_moment (self->plan, step, self->begin) - self->begin, 0);
}

/* Somewhat beyond the last step, so that it is seen. While a plan is edited, its last step need not be the latest. */
static gint64
get_span (HubPlanCurve *self)
{
  gint64 last = 0;

  for (guint i = 0; i < self->plan->len; i++)
    last = MAX (last, get_place (self, i));

  return MAX (MAX (last, self->now) * 11 / 10, 2 * HOUR);
}

static void
draw_axes (HubPlanCurve *self, GtkSnapshot *snapshot, const HubChartArea *area)
{
  static const gint64 units[] = { HOUR, 6 * HOUR, DAY, 2 * DAY, 5 * DAY, 30 * DAY };
  gint64 span = get_span (self);
  guint unit = 0;

  for (int share = 0; share <= 100; share += 50)
    {
      g_autofree char *label = hub_plan_dup_share (share);

      hub_chart_draw_line (GTK_WIDGET (self), snapshot, area, share / 100.0, label);
    }
  while (unit + 1 < G_N_ELEMENTS (units) && span / units[unit] > 8)
    unit++;
  hub_chart_draw_tick (GTK_WIDGET (self), snapshot, area, 0, _("Release"));
  for (gint64 at = units[unit]; at <= span; at += units[unit])
    {
      /* Translators: so many days or hours, as short as can be */
      g_autofree char *label = units[unit] >= DAY ? g_strdup_printf (_("%d d"), (int) (at / DAY))
                                                  : g_strdup_printf (_("%d h"), (int) (at / HOUR));

      hub_chart_draw_tick (GTK_WIDGET (self), snapshot, area, (double) at / span, label);
    }
}

static void
append_steps (HubPlanCurve *self, cairo_t *cr, const HubChartArea *area)
{
  gint64 span = get_span (self);
  double bottom = area->y + area->height, y = bottom;

  cairo_move_to (cr, area->x, bottom);
  for (guint i = 0; i < self->plan->len; i++)
    {
      const HubPlanStep *step = &g_array_index (self->plan, HubPlanStep, i);
      double x = area->x + area->width * get_place (self, i) / span;

      cairo_line_to (cr, x, y);
      y = bottom - area->height * MIN (step->share, 10000) / 10000.0;
      cairo_line_to (cr, x, y);
    }
  cairo_line_to (cr, area->x + area->width, y);
}

static void
draw_now (HubPlanCurve *self, cairo_t *cr, const HubChartArea *area)
{
  double x = area->x + area->width * MIN (self->now, get_span (self)) / get_span (self);
  double y = area->y + area->height * (1 - self->now_share / 10000.0);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (const double[]) { 3, 3 }, 2, 0);
  cairo_move_to (cr, x, area->y);
  cairo_line_to (cr, x, area->y + area->height);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
hub_plan_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HubPlanCurve *self = HUB_PLAN_CURVE (widget);
  HubChartArea area;
  GdkRGBA color;
  cairo_t *cr;

  hub_chart_get_area (widget, &area);
  draw_axes (self, snapshot, &area);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                 (float) gtk_widget_get_height (widget)));
  hub_chart_get_accent (widget, &color);
  append_steps (self, cr, &area);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, area.x + area.width, area.y + area.height);
  cairo_close_path (cr);
  color.alpha *= 0.18;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
  if (self->now >= 0)
    draw_now (self, cr, &area);
  cairo_destroy (cr);
}

static void
hub_plan_curve_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  hub_chart_measure (orientation, HEIGHT, minimum, natural);
  *minimum_baseline = *natural_baseline = -1;
}

static void
hub_plan_curve_finalize (GObject *object)
{
  g_array_unref (HUB_PLAN_CURVE (object)->plan);
  G_OBJECT_CLASS (hub_plan_curve_parent_class)->finalize (object);
}

static void
hub_plan_curve_class_init (HubPlanCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_plan_curve_finalize;
  widget_class->snapshot = hub_plan_curve_snapshot;
  widget_class->measure = hub_plan_curve_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hub_plan_curve_init (HubPlanCurve *self)
{
  self->plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));
  self->now = -1;
}

/**
 * hub_plan_curve_new:
 *
 * Returns: (transfer floating): the curve of no plan yet
 */
GtkWidget *
hub_plan_curve_new (void)
{
  return g_object_new (HUB_TYPE_PLAN_CURVE, NULL);
}

/**
 * hub_plan_curve_set_plan:
 * @self: a curve
 * @plan: (element-type HubPlanStep): what to draw; copied
 * @begin: when it is released, in seconds since 1970
 */
void
hub_plan_curve_set_plan (HubPlanCurve *self, GArray *plan, gint64 begin)
{
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (HUB_IS_PLAN_CURVE (self));

  g_array_set_size (self->plan, 0);
  g_array_append_vals (self->plan, plan->data, plan->len);
  self->begin = begin;
  words = hub_plan_describe (plan);
  text = g_strdup_printf (_("The plan as a curve: %s"), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hub_plan_curve_set_now:
 * @self: a curve
 * @now: the present, in seconds since 1970
 * @share: what it has reached, in hundredths of a percent
 *
 * Marks how far a release has come.
 */
void
hub_plan_curve_set_now (HubPlanCurve *self, gint64 now, guint share)
{
  g_return_if_fail (HUB_IS_PLAN_CURVE (self));

  self->now = MAX (now - self->begin, 0);
  self->now_share = share;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
