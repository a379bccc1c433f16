/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which versions people really have: update checks, counted in memory and written down now and then. */
#include "hub-adoption.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-refusals.h"

#define HOUR HUB_HOURS (1)
#define MAX_KEY 96
/* Program × version × hour that wait to be written; more is not counted rather than kept. */
#define MAX_WAITING 65536
#define MAX_ROWS 5000
#define DAYS_BY_HOUR 31
#define DAYS_KEPT 400

struct _HubAdoption
{
  GHashTable *counts;    /* "APP RELEASE HOUR" → guint64 */
  gint64      cleaned;   /* when old rows were deleted */
};

static HubAdoption *
get (HubPlatform *platform)
{
  if (platform->adoption == NULL)
    {
      platform->adoption = g_new0 (HubAdoption, 1);
      platform->adoption->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  return platform->adoption;
}

/**
 * hub_adoption_free:
 * @self: (transfer full): what was counted
 */
void
hub_adoption_free (HubAdoption *self)
{
  g_hash_table_unref (self->counts);
  g_free (self);
}

/**
 * hub_adoption_count:
 * @platform: the platform
 * @app_id: the program
 * @release_id: the release that the client has, or is given now
 *
 * Counts one update check. Touches no database; hub_adoption_flush() writes it down. Ids that do not exist are left out
 * then.
 */
void
hub_adoption_count (HubPlatform *platform, const char *app_id, const char *release_id)
{
  HubAdoption *self = get (platform);
  char key[MAX_KEY];
  guint64 *count;

  if (g_snprintf (key, sizeof key, "%s %s %" G_GINT64_FORMAT, app_id, release_id,
                  hub_clock_now (platform->clock) / HOUR) >= MAX_KEY)
    return;
  count = g_hash_table_lookup (self->counts, key);
  if (count != NULL)
    {
      (*count)++;
      return;
    }
  if (g_hash_table_size (self->counts) >= MAX_WAITING)
    return;
  count = g_new (guint64, 1);
  *count = 1;
  g_hash_table_insert (self->counts, g_strdup (key), count);
}

/**
 * hub_adoption_flush:
 * @platform: the platform, outside of a transaction
 * @error: (out) (optional): %HUB_ERROR_STORAGE; then everything is still counted
 *
 * Writes down what was counted since the last time.
 *
 * Returns: whether it is written
 */
gboolean
hub_adoption_flush (HubPlatform *platform, GError **error)
{
  HubAdoption *self = get (platform);
  g_autoptr (HubTransaction) transaction = NULL;
  GHashTableIter iter;
  const char *key;
  const guint64 *count;

  if (g_hash_table_size (self->counts) == 0)
    return TRUE;
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &count))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 3);

      if (!hub_adoption_repository_add (platform->database, parts[0], parts[1], g_ascii_strtoll (parts[2], NULL, 10),
                                        (gint64) *count, error))
        return FALSE;
    }
  if (!hub_transaction_commit (transaction, error))
    return FALSE;
  g_hash_table_remove_all (self->counts);
  return TRUE;
}

/**
 * hub_adoption_list:
 * @platform: the platform
 * @app_id: the program
 * @from: the first moment
 * @to: the last moment
 * @by_day: whether to add up by day, in UTC, and not by hour
 * @error: (out) (optional): "adoption.bad_range"
 *
 * Returns: (transfer container) (element-type HubAdoptionRow) (nullable): how often each version was asked for
 */
GPtrArray *
hub_adoption_list (HubPlatform *platform, const char *app_id, gint64 from, gint64 to, gboolean by_day, GError **error)
{
  int days = by_day ? DAYS_KEPT : DAYS_BY_HOUR;

  if (from > to || to - from > HUB_DAYS (days))
    {
      hub_refuse (error, "adoption.bad_range", _("“from” must be before “to”, by %d days at most"), days);
      return NULL;
    }
  if (!hub_adoption_flush (platform, error))
    return NULL;
  return hub_adoption_repository_list (platform->database, app_id, from / HOUR, to / HOUR + 1, by_day ? 24 : 1, MAX_ROWS,
                                       error);
}

/**
 * hub_adoption_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): as it is
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Writes down what was counted, and once a day forgets what is older than anybody may ask for.
 *
 * Returns: whether it worked
 */
gboolean
hub_adoption_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  HubAdoption *self = get (platform);

  if (!hub_adoption_flush (platform, error))
    return FALSE;
  if (now - self->cleaned < HUB_DAYS (1))
    return TRUE;
  if (!hub_adoption_repository_delete (platform->database, (now - HUB_DAYS (DAYS_KEPT + 1)) / HOUR, error))
    return FALSE;
  self->cleaned = now;
  return TRUE;
}
