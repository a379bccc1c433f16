/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-schedule.h"

#define TICK_MS 1000
/* Where tests put the clock forward they wait for what is due then. */
#define TICK_MS_MOVABLE 50
/* How long a work is not called at most: rows may have been written by another process. */
#define PATIENCE HUB_SECONDS (30)

typedef struct
{
  char        *name;
  HubTimedWork work;
  gint64       called;    /* when, on the platform's clock */
  gint64       next;
  guint        failures;  /* in a row */
} Entry;

struct _HubSchedule
{
  HubPlatform *platform;  /* (unowned) */
  GArray      *entries;
  GSource     *source;    /* (nullable) */
  gboolean     running;
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
}

/**
 * hub_schedule_new:
 * @platform: the platform, which outlives the schedule; its services find the schedule there
 *
 * Returns: (transfer full): a schedule that has not begun
 */
HubSchedule *
hub_schedule_new (HubPlatform *platform)
{
  HubSchedule *self = g_new0 (HubSchedule, 1);

  self->platform = platform;
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  platform->schedule = self;
  return self;
}

/**
 * hub_schedule_free:
 * @self: (transfer full): a schedule
 */
void
hub_schedule_free (HubSchedule *self)
{
  hub_schedule_stop (self);
  self->platform->schedule = NULL;
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * hub_schedule_add:
 * @self: a schedule
 * @name: for the log: "phased-releases"
 * @work: called when it is due, at most once a second and at least twice a minute
 */
void
hub_schedule_add (HubSchedule *self, const char *name, HubTimedWork work)
{
  const Entry entry = { .name = g_strdup (name), .work = work };

  g_array_append_val (self->entries, entry);
}

/* What fails is tried again soon, and then ever more rarely, up to the patience. */
static gint64
put_off (const Entry *entry)
{
  return MIN (PATIENCE, HUB_SECONDS (1) << MIN (entry->failures, 5));
}

static void
call (HubSchedule *self, Entry *entry, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gint64 next = now + PATIENCE;

  entry->called = now;
  if (entry->work (self->platform, now, &next, &error))
    {
      entry->failures = 0;
      entry->next = CLAMP (next, now + HUB_SECONDS (1), now + PATIENCE);
      return;
    }
  entry->failures++;
  entry->next = now + put_off (entry);
  g_message ("event=timed-work-failed work=%s failures=%u reason=\"%s\"", entry->name, entry->failures,
             error != NULL ? error->message : "");
}

/**
 * hub_schedule_run:
 * @self: a schedule
 *
 * Calls every work that is due by the platform's clock, in the order in which they were added. Done by itself once
 * hub_schedule_start() was called.
 */
void
hub_schedule_run (HubSchedule *self)
{
  /* A work that waits for something must not be called from within itself. */
  if (self->running)
    return;
  self->running = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      gint64 now = hub_clock_now (self->platform->clock);

      /* A clock that was put back must not let a work sleep until it has caught up. */
      if (now >= entry->next || now < entry->called)
        call (self, entry, now);
    }
  self->running = FALSE;
}

static gboolean
on_tick (gpointer user_data)
{
  hub_schedule_run (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * hub_schedule_start:
 * @self: a schedule
 *
 * Calls what is due from now on, in the thread-default main context.
 */
void
hub_schedule_start (HubSchedule *self)
{
  gboolean movable = hub_clock_is_movable (self->platform->clock);

  g_return_if_fail (self->source == NULL);

  self->source = g_timeout_source_new (movable ? TICK_MS_MOVABLE : TICK_MS);
  g_source_set_callback (self->source, on_tick, self, NULL);
  g_source_set_static_name (self->source, "hub-schedule");
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * hub_schedule_stop:
 * @self: a schedule
 *
 * Calls nothing any more. What is due meanwhile is done by another process, or after the next start.
 */
void
hub_schedule_stop (HubSchedule *self)
{
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/**
 * hub_schedule_wake:
 * @self: (nullable): the schedule, where the platform has one
 *
 * Lets every work be called at the next tick: a request has written something that may be due soon.
 */
void
hub_schedule_wake (HubSchedule *self)
{
  for (guint i = 0; self != NULL && i < self->entries->len; i++)
    g_array_index (self->entries, Entry, i).next = 0;
}
