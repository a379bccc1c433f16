/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-clock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <glib/gstdio.h>

struct _HubClock
{
  GObject       parent_instance;
  gboolean      manual;
  gint64        now;
  gint64       *ahead;    /* (nullable): in a file that tests write */
};

G_DEFINE_FINAL_TYPE (HubClock, hub_clock, G_TYPE_OBJECT)

static void
hub_clock_finalize (GObject *object)
{
  HubClock *self = HUB_CLOCK (object);

  if (self->ahead != NULL)
    munmap (self->ahead, sizeof *self->ahead);
  G_OBJECT_CLASS (hub_clock_parent_class)->finalize (object);
}

static void
hub_clock_class_init (HubClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_clock_finalize;
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
 * hub_clock_new_ahead:
 * @path: a file of eight bytes: a #gint64 of this machine
 * @error: (out) (optional): the file cannot be used
 *
 * Makes a clock that is ahead of the machine's by the microseconds in a file, whoever changes them and whenever: several
 * processes can be taken into the future together. For tests.
 *
 * Returns: (transfer full) (nullable): the clock
 */
HubClock *
hub_clock_new_ahead (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gpointer ahead = MAP_FAILED;
  HubClock *self;

  if (descriptor >= 0)
    {
      ahead = mmap (NULL, sizeof (gint64), PROT_READ, MAP_SHARED, descriptor, 0);
      g_close (descriptor, NULL);
    }
  if (ahead == MAP_FAILED)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s cannot be read", path);
      return NULL;
    }
  self = g_object_new (HUB_TYPE_CLOCK, NULL);
  self->ahead = ahead;
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
  gint64 ahead = 0;

  if (self->manual)
    return self->now;
  if (self->ahead != NULL)
    ahead = __atomic_load_n (self->ahead, __ATOMIC_RELAXED);
  return g_get_real_time () + ahead;
}

/**
 * hub_clock_is_movable:
 * @self: a clock
 *
 * Returns: whether it is a clock of tests, which may leap forward at any time
 */
gboolean
hub_clock_is_movable (HubClock *self)
{
  return self->manual || self->ahead != NULL;
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
