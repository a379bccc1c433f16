/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-countdown.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

struct _HubReviewCountdown
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  gint64 end;                   /* monotonic; 0 for no wait */
  guint timer;
};

enum
{
  OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubReviewCountdown, hub_review_countdown, GTK_TYPE_WIDGET)

static char *
format_left (gint64 seconds)
{
  if (seconds >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d", (int) (seconds / 60), (int) (seconds % 60));
}

static gboolean
tick (gpointer user_data)
{
  HubReviewCountdown *self = user_data;
  gint64 left = self->end - g_get_monotonic_time ();
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (left <= 0)
    {
      self->timer = 0;
      self->end = 0;
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      g_signal_emit (self, signals[OVER], 0);
      return G_SOURCE_REMOVE;
    }
  /* A second that has begun counts, so that it never says 0:00. */
  time = format_left ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  text = g_strdup_printf (_("After several rejections in a row, the next version can be submitted in %s"), time);
  gtk_label_set_text (self->label, text);
  return G_SOURCE_CONTINUE;
}

static void
update_timer (HubReviewCountdown *self)
{
  gboolean needed = self->end != 0 && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (!needed)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (self->timer == 0 && tick (self))
    self->timer = g_timeout_add_seconds (1, tick, self);
}

static void
hub_review_countdown_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_review_countdown_parent_class)->map (widget);
  update_timer (HUB_REVIEW_COUNTDOWN (widget));
}

static void
hub_review_countdown_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_review_countdown_parent_class)->unmap (widget);
  update_timer (HUB_REVIEW_COUNTDOWN (widget));
}

static void
hub_review_countdown_dispose (GObject *object)
{
  HubReviewCountdown *self = HUB_REVIEW_COUNTDOWN (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_review_countdown_parent_class)->dispose (object);
}

static void
hub_review_countdown_class_init (HubReviewCountdownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_review_countdown_dispose;
  widget_class->map = hub_review_countdown_map;
  widget_class->unmap = hub_review_countdown_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /**
   * HubReviewCountdown::over:
   *
   * The wait is over.
   */
  signals[OVER] = g_signal_new ("over", HUB_TYPE_REVIEW_COUNTDOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_review_countdown_init (HubReviewCountdown *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("alarm-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "console-row");
  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  /* Nor does it take the space between its neighbours twice. */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * hub_review_countdown_new:
 *
 * Returns: (transfer floating): a countdown of nothing, which is not seen
 */
GtkWidget *
hub_review_countdown_new (void)
{
  return g_object_new (HUB_TYPE_REVIEW_COUNTDOWN, NULL);
}

/**
 * hub_review_countdown_set_quota:
 * @self: a countdown
 * @quota: the schema ReviewQuota, just read
 *
 * Counts down to the time it names, which stands exactly in the tooltip.
 */
void
hub_review_countdown_set_quota (HubReviewCountdown *self, JsonObject *quota)
{
  const char *until = hub_json_get_string (quota, "wait_until", NULL);
  gint64 seconds = hub_json_get_int (quota, "wait_seconds", 0);
  g_autoptr (GDateTime) utc = until != NULL ? g_date_time_new_from_iso8601 (until, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *exact = local != NULL ? g_date_time_format (local, "%c") : NULL;

  self->end = until != NULL && seconds > 0 ? g_get_monotonic_time () + seconds * G_USEC_PER_SEC : 0;
  gtk_widget_set_tooltip_text (self->box, exact);
  gtk_widget_set_visible (GTK_WIDGET (self), self->end != 0);
  g_clear_handle_id (&self->timer, g_source_remove);
  update_timer (self);
}
