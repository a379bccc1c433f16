/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-adoption-chart.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-chart.h"
#include "hub-json.h"

#define HEIGHT 200
#define MAX_BARS 800

/* A bar: what was counted of each version, in the order of the totals. */
typedef struct
{
  gint64 *checks;
  gint64 all;
} Bar;

struct _HubAdoptionChart
{
  GtkWidget parent_instance;

  gint64 begin;                 /* seconds since 1970: where the first bar begins */
  gint64 width;                 /* of a bar, in seconds */
  GPtrArray *versions;          /* names, in the order of their colours */
  GArray *bars;                 /* Bar */
  gint64 highest;
  int selected;                 /* a bar, or -1 */
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubAdoptionChart, hub_adoption_chart, GTK_TYPE_WIDGET)

static void
clear_bar (gpointer bar)
{
  g_free (((Bar *) bar)->checks);
}

static gint64
read_time (JsonObject *object, const char *member)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (hub_json_get_string (object, member, ""), NULL);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static void
select_bar (HubAdoptionChart *self, int bar)
{
  bar = CLAMP (bar, -1, (int) self->bars->len - 1);
  if (bar == self->selected)
    return;
  self->selected = bar;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTED], 0);
}

static char *
dup_time (HubAdoptionChart *self, guint bar)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (self->begin + bar * self->width);

  if (self->width >= 86400)
    return g_date_time_format (time, _("%a %e %b"));
  return g_date_time_format (time, _("%a %e %b, %H:%M"));
}

/* The next round number: 1, 2, 5, 10, 20 … */
static gint64
get_top (HubAdoptionChart *self)
{
  static const int steps[] = { 1, 2, 5 };
  gint64 unit = 1;

  for (;; unit *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (unit * steps[i] >= self->highest)
        return unit * steps[i];
}

static void
draw_axes (HubAdoptionChart *self, GtkSnapshot *snapshot, const HubChartArea *area)
{
  gint64 top = get_top (self);
  guint every = MAX (1, (self->bars->len + 5) / 6);
  g_autofree char *label = g_strdup_printf ("%" G_GINT64_FORMAT, top);
  gboolean hours = self->width < 86400 && self->bars->len <= 48;

  hub_chart_draw_line (GTK_WIDGET (self), snapshot, area, 1, label);
  if (top % 2 == 0)
    {
      g_autofree char *half = g_strdup_printf ("%" G_GINT64_FORMAT, top / 2);

      hub_chart_draw_line (GTK_WIDGET (self), snapshot, area, 0.5, half);
    }
  hub_chart_draw_line (GTK_WIDGET (self), snapshot, area, 0, "0");
  for (guint i = 0; i < self->bars->len; i += every)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (self->begin + i * self->width);
      g_autofree char *tick = g_date_time_format (time, hours ? "%H:%M" : _("%-d %b"));

      hub_chart_draw_tick (GTK_WIDGET (self), snapshot, area, (i + 0.5) / self->bars->len, tick);
    }
}

static void
draw_bar (HubAdoptionChart *self, GtkSnapshot *snapshot, const HubChartArea *area, guint at)
{
  const Bar *bar = &g_array_index (self->bars, Bar, at);
  double wide = area->width / self->bars->len, gap = wide > 6 ? 2 : wide > 3 ? 1 : 0;
  double x = area->x + wide * at, y = area->y + area->height, top = get_top (self);
  GdkRGBA color;

  if ((int) at == self->selected)
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
      color.alpha *= 0.1;
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) x, (float) area->y, (float) wide,
                                                                        (float) area->height));
    }
  for (guint i = 0; i < self->versions->len; i++)
    {
      double height = area->height * bar->checks[i] / top;

      if (bar->checks[i] == 0)
        continue;
      y -= height;
      hub_chart_get_color (GTK_WIDGET (self), i, &color);
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) (x + gap / 2), (float) y,
                                                                        (float) MAX (wide - gap, 1), (float) height));
    }
}

static void
hub_adoption_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HubAdoptionChart *self = HUB_ADOPTION_CHART (widget);
  HubChartArea area;

  if (self->bars->len == 0)
    return;
  hub_chart_get_area (widget, &area);
  draw_axes (self, snapshot, &area);
  for (guint i = 0; i < self->bars->len; i++)
    draw_bar (self, snapshot, &area, i);
}

static void
hub_adoption_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  hub_chart_measure (orientation, HEIGHT, minimum, natural);
  *minimum_baseline = *natural_baseline = -1;
}

static void
pointer_moved (HubAdoptionChart *self, double x, double y)
{
  HubChartArea area;

  hub_chart_get_area (GTK_WIDGET (self), &area);
  select_bar (self, x < area.x || x >= area.x + area.width ? -1 : (int) ((x - area.x) * self->bars->len / area.width));
}

static void
pointer_left (HubAdoptionChart *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    select_bar (self, -1);
}

static gboolean
move (GtkWidget *widget, GVariant *by, gpointer user_data)
{
  HubAdoptionChart *self = HUB_ADOPTION_CHART (widget);
  int bar = self->selected < 0 ? (int) self->bars->len - 1 : self->selected + g_variant_get_int32 (by);

  select_bar (self, MAX (bar, 0));
  return TRUE;
}

static void
hub_adoption_chart_finalize (GObject *object)
{
  HubAdoptionChart *self = HUB_ADOPTION_CHART (object);

  g_array_unref (self->bars);
  g_ptr_array_unref (self->versions);
  G_OBJECT_CLASS (hub_adoption_chart_parent_class)->finalize (object);
}

static void
hub_adoption_chart_class_init (HubAdoptionChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hub_adoption_chart_finalize;
  widget_class->snapshot = hub_adoption_chart_snapshot;
  widget_class->measure = hub_adoption_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move, "i", 1);
  /**
   * HubAdoptionChart::selected:
   *
   * Another bar is chosen, or none, see hub_adoption_chart_dup_selected().
   */
  signals[SELECTED] = g_signal_new ("selected", HUB_TYPE_ADOPTION_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
hub_adoption_chart_init (HubAdoptionChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  self->versions = g_ptr_array_new_with_free_func (g_free);
  self->selected = -1;
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * hub_adoption_chart_new:
 *
 * Returns: (transfer floating): a chart of nothing yet
 */
GtkWidget *
hub_adoption_chart_new (void)
{
  return g_object_new (HUB_TYPE_ADOPTION_CHART, NULL);
}

static int
find_version (JsonArray *totals, const char *release_id)
{
  for (guint i = 0; i < json_array_get_length (totals); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (totals, i), "release_id", ""), release_id))
      return i;
  return -1;
}

static void
fill_bars (HubAdoptionChart *self, JsonArray *items, JsonArray *totals)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      gint64 at = (read_time (item, "at") - self->begin) / self->width;
      int version = find_version (totals, hub_json_get_string (item, "release_id", ""));
      gint64 checks = hub_json_get_int (item, "checks", 0);
      Bar *bar;

      if (at < 0 || at >= self->bars->len || version < 0 || checks < 0)
        continue;
      bar = &g_array_index (self->bars, Bar, at);
      bar->checks[version] += checks;
      bar->all += checks;
      self->highest = MAX (self->highest, bar->all);
    }
}

static void
describe (HubAdoptionChart *self, JsonArray *totals)
{
  GString *text = g_string_new (_("Starts of each version over time"));

  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);

      g_string_append_printf (text, "; %s: %" G_GINT64_FORMAT, hub_json_get_string (total, "version", ""),
                              hub_json_get_int (total, "checks", 0));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  g_string_free (text, TRUE);
}

/**
 * hub_adoption_chart_set_adoption:
 * @self: a chart
 * @adoption: the answer of getAdoption
 *
 * Shows it from the first hour or day that was asked for, or, where that is long ago, from the first with a start on.
 */
void
hub_adoption_chart_set_adoption (HubAdoptionChart *self, JsonObject *adoption)
{
  JsonArray *items = hub_json_get_array (adoption, "items"), *totals = hub_json_get_array (adoption, "totals");
  gint64 end = read_time (adoption, "to"), n;

  g_return_if_fail (HUB_IS_ADOPTION_CHART (self));

  g_array_set_size (self->bars, 0);
  g_ptr_array_set_size (self->versions, 0);
  self->highest = 1;
  self->width = g_str_equal (hub_json_get_string (adoption, "interval", ""), "day") ? 86400 : 3600;
  self->begin = read_time (adoption, "from");
  if (items == NULL || totals == NULL || json_array_get_length (items) == 0)
    return;
  if ((end - self->begin) / self->width > 60 && self->width == 86400)
    self->begin = MAX (self->begin, read_time (json_array_get_object_element (items, 0), "at"));
  self->begin -= self->begin % self->width;
  n = CLAMP ((end - self->begin) / self->width + 1, 1, MAX_BARS);
  for (guint i = 0; i < json_array_get_length (totals); i++)
    g_ptr_array_add (self->versions, g_strdup (hub_json_get_string (json_array_get_object_element (totals, i), "version",
                                                                    "")));
  for (gint64 i = 0; i < n; i++)
    {
      Bar bar = { g_new0 (gint64, self->versions->len), 0 };

      g_array_append_val (self->bars, bar);
    }
  fill_bars (self, items, totals);
  describe (self, totals);
  self->selected = MIN (self->selected, (int) self->bars->len - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hub_adoption_chart_select:
 * @self: a chart
 * @bar: the place of a bar, or -1 for none
 *
 * Chooses a bar, as the pointer does.
 */
void
hub_adoption_chart_select (HubAdoptionChart *self, int bar)
{
  g_return_if_fail (HUB_IS_ADOPTION_CHART (self));

  select_bar (self, bar);
}

/**
 * hub_adoption_chart_dup_selected:
 * @self: a chart
 *
 * Returns: (transfer full) (nullable): the values of the chosen bar as a sentence
 */
char *
hub_adoption_chart_dup_selected (HubAdoptionChart *self)
{
  GString *text;
  const Bar *bar;

  g_return_val_if_fail (HUB_IS_ADOPTION_CHART (self), NULL);

  if (self->selected < 0 || self->selected >= (int) self->bars->len)
    return NULL;
  bar = &g_array_index (self->bars, Bar, self->selected);
  text = g_string_new (NULL);
  {
    g_autofree char *time = dup_time (self, self->selected);

    g_string_append (text, time);
  }
  for (guint i = 0; i < self->versions->len; i++)
    if (bar->checks[i] > 0)
      g_string_append_printf (text, _(" · %s: %d (%.0f %%)"), (char *) g_ptr_array_index (self->versions, i),
                              (int) bar->checks[i], 100.0 * bar->checks[i] / bar->all);
  if (bar->all == 0)
    g_string_append (text, _(" · no starts"));
  return g_string_free (text, FALSE);
}
