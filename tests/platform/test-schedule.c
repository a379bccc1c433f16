/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done by the clock. */
#include <sodium.h>

#include "hub-error.h"
#include "hub-schedule.h"

#define START HUB_DAYS (20000)

static guint calls;
static gint64 wish;       /* what the work asks for; 0 for nothing */
static gboolean fails;

static gboolean
count (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  calls++;
  if (wish > 0)
    *next = wish;
  if (fails)
    hub_set_error (error, HUB_ERROR_STORAGE, "storage.full", "The disk is full");
  return !fails;
}

typedef struct
{
  HubClock    *clock;
  HubPlatform *platform;
  HubSchedule *schedule;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubDatabase) database = hub_database_open ("sqlite::memory:", &error);

  g_assert_no_error (error);
  self->clock = hub_clock_new_manual (START);
  self->platform = hub_platform_new (database, self->clock, "/nonexistent");
  self->schedule = hub_schedule_new (self->platform);
  hub_schedule_add (self->schedule, "count", count);
  calls = 0;
  wish = 0;
  fails = FALSE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hub_schedule_free (self->schedule);
  g_assert_null (self->platform->schedule);
  hub_platform_free (self->platform);
  g_object_unref (self->clock);
}

static void
after (Fixture *self, gint64 time, guint expected)
{
  hub_clock_advance (self->clock, time);
  hub_schedule_run (self->schedule);
  g_assert_cmpuint (calls, ==, expected);
}

static void
test_due (Fixture *self, gconstpointer data)
{
  after (self, 0, 1);
  after (self, HUB_SECONDS (29), 1);
  after (self, HUB_SECONDS (1), 2);
  /* At most once a second, at least twice a minute. */
  wish = 1;
  after (self, HUB_SECONDS (30), 3);
  after (self, HUB_SECONDS (1) - 1, 3);
  wish = START + HUB_DAYS (400);
  after (self, 1, 4);
  after (self, HUB_SECONDS (30), 5);
  wish = hub_clock_now (self->clock) + HUB_SECONDS (40);
  after (self, HUB_SECONDS (30), 6);
  after (self, HUB_SECONDS (10), 7);
}

static void
test_clock_leaps (Fixture *self, gconstpointer data)
{
  after (self, 0, 1);
  after (self, HUB_DAYS (15), 2);
  after (self, -HUB_DAYS (15), 3);
  after (self, HUB_SECONDS (1), 3);
}

static void
test_wake (Fixture *self, gconstpointer data)
{
  after (self, 0, 1);
  hub_schedule_wake (self->platform->schedule);
  after (self, 0, 2);
  after (self, HUB_SECONDS (1), 2);
  hub_schedule_wake (NULL);
}

static void
test_failures (Fixture *self, gconstpointer data)
{
  fails = TRUE;
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "event=timed-work-failed work=count failures=1 *disk is full*");
  after (self, 0, 1);
  after (self, HUB_SECONDS (1), 1);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*failures=2 *");
  after (self, HUB_SECONDS (1), 2);
  after (self, HUB_SECONDS (2), 2);
  g_test_assert_expected_messages ();
  fails = FALSE;
  after (self, HUB_SECONDS (2), 3);
  after (self, HUB_SECONDS (29), 3);
}

static gboolean
stop_loop (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  calls++;
  g_main_context_wakeup (NULL);
  return TRUE;
}

static void
test_source (Fixture *self, gconstpointer data)
{
  hub_schedule_add (self->schedule, "loop", stop_loop);
  hub_schedule_start (self->schedule);
  while (calls < 2)
    g_main_context_iteration (NULL, TRUE);
  hub_clock_advance (self->clock, HUB_HOURS (2));
  while (calls < 4)
    g_main_context_iteration (NULL, TRUE);
  hub_schedule_stop (self->schedule);
  hub_clock_advance (self->clock, HUB_HOURS (2));
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (calls, ==, 4);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  if (sodium_init () < 0)
    return 1;
  g_test_init (&argc, &argv, NULL);
  ADD ("/schedule/due", test_due);
  ADD ("/schedule/clock-leaps", test_clock_leaps);
  ADD ("/schedule/wake", test_wake);
  ADD ("/schedule/failures", test_failures);
  ADD ("/schedule/source", test_source);
  return g_test_run ();
}
