/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-clock.h"

struct _HubClock
{
  GObject  parent_instance;
  gboolean manual;
  gint64   now;
};

G_DEFINE_FINAL_TYPE (HubClock, hub_clock, G_TYPE_OBJECT)

static void
hub_clock_class_init (HubClockClass *klass)
{
}

static void
hub_clock_init (HubClock *self)
{
}

/**
 * hub_clock_new_system:
 *
 * Returns: (transfer full): the machine's clock
 */
HubClock *
hub_clock_new_system (void)
{
  return g_object_new (HUB_TYPE_CLOCK, NULL);
}

/**
 * hub_clock_new_manual:
 * @start: microseconds since 1970
 *
 * Returns: (transfer full): a clock that stands still until hub_clock_advance()
 */
HubClock *
hub_clock_new_manual (gint64 start)
{
  HubClock *self = g_object_new (HUB_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->now = start;
  return self;
}

/**
 * hub_clock_now:
 * @self: a clock
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
hub_clock_now (HubClock *self)
{
  return self->manual ? self->now : g_get_real_time ();
}

/**
 * hub_clock_advance:
 * @self: a manual clock
 * @microseconds: how much time passes
 */
void
hub_clock_advance (HubClock *self, gint64 microseconds)
{
  g_return_if_fail (self->manual);

  self->now += microseconds;
}

/**
 * hub_clock_format:
 * @time: microseconds since 1970
 *
 * Returns: (transfer full): the time as in RFC 3339, in UTC with microseconds
 */
char *
hub_clock_format (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int) (time % G_USEC_PER_SEC));
}
