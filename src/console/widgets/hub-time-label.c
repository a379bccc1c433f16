/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-time-label.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#define REFRESH_SECONDS 30

struct _HubTimeLabel
{
  GtkWidget parent_instance;
  GtkWidget *label;
  GDateTime *time;              /* (nullable): it says nothing */
  guint timer;
};

G_DEFINE_FINAL_TYPE (HubTimeLabel, hub_time_label, GTK_TYPE_WIDGET)

/**
 * hub_time_label_format:
 * @time: a moment
 * @now: the present
 *
 * Returns: (transfer full): how long ago, for people; a date when it was more than a week ago
 */
char *
hub_time_label_format (GDateTime *time, GDateTime *now)
{
  gint64 seconds = g_date_time_difference (now, time) / G_TIME_SPAN_SECOND;
  int minutes = seconds / 60, hours = seconds / 3600, days = seconds / 86400;

  /* Clocks differ a little: a moment in the near future is now. */
  if (seconds < 60 && seconds > -300)
    return g_strdup (_("just now"));
  if (seconds < 0 || days > 7)
    /* Translators: a day of this year, and one of another year */
    return g_date_time_format (time, g_date_time_get_year (time) == g_date_time_get_year (now) ? _("%-d %b") : _("%-d %b %Y"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), minutes);
  if (hours < 24)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", hours), hours);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);
}

static gboolean
refresh (gpointer user_data)
{
  HubTimeLabel *self = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = self->time != NULL ? hub_time_label_format (self->time, now) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->label), text);
  return G_SOURCE_CONTINUE;
}

/* Made when somebody wants to see it: hundreds of labels are filled anew while one scrolls. */
static gboolean
hub_time_label_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HubTimeLabel *self = HUB_TIME_LABEL (widget);
  g_autofree char *exact = self->time != NULL ? g_date_time_format (self->time, "%c") : NULL;

  gtk_tooltip_set_text (tooltip, exact);
  return exact != NULL;
}

static void
hub_time_label_map (GtkWidget *widget)
{
  HubTimeLabel *self = HUB_TIME_LABEL (widget);

  GTK_WIDGET_CLASS (hub_time_label_parent_class)->map (widget);
  refresh (self);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, refresh, self);
}

static void
hub_time_label_unmap (GtkWidget *widget)
{
  HubTimeLabel *self = HUB_TIME_LABEL (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (hub_time_label_parent_class)->unmap (widget);
}

static void
hub_time_label_dispose (GObject *object)
{
  HubTimeLabel *self = HUB_TIME_LABEL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->time, g_date_time_unref);
  G_OBJECT_CLASS (hub_time_label_parent_class)->dispose (object);
}

static void
hub_time_label_class_init (HubTimeLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_time_label_dispose;
  widget_class->map = hub_time_label_map;
  widget_class->unmap = hub_time_label_unmap;
  widget_class->query_tooltip = hub_time_label_query_tooltip;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hub_time_label_init (HubTimeLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * hub_time_label_new:
 * @time: (nullable): a moment, in the local time zone
 *
 * Returns: (transfer floating): a label
 */
GtkWidget *
hub_time_label_new (GDateTime *time)
{
  HubTimeLabel *self = g_object_new (HUB_TYPE_TIME_LABEL, NULL);

  hub_time_label_set_time (self, time);
  return GTK_WIDGET (self);
}

/**
 * hub_time_label_set_time:
 * @self: a label
 * @time: (nullable): a moment, in the local time zone; %NULL to say nothing
 */
void
hub_time_label_set_time (HubTimeLabel *self, GDateTime *time)
{
  g_return_if_fail (HUB_IS_TIME_LABEL (self));

  if (time != NULL)
    g_date_time_ref (time);
  g_clear_pointer (&self->time, g_date_time_unref);
  self->time = time;
  refresh (self);
}
