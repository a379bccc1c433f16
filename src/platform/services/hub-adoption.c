/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which versions people really have: what clients say with their update checks, counted in memory and written down now
 * and then. */
#include "hub-adoption.h"

#include "config.h"

#include "hub-language.h"
#include "hub-manifests.h"
#include "hub-refusals.h"

#define HOUR HUB_HOURS (1)
#define MAX_KEY 96
/* Program × version × hour that wait to be written; more is not counted rather than kept. */
#define MAX_WAITING 65536
#define MAX_ROWS 5000
/* What one address may say in an hour: many phones may share one. More is believed to be made up. */
#define MAX_OF_ADDRESS 1000
#define MAX_ADDRESSES 65536
#define DAYS_BY_HOUR 31
#define DAYS_KEPT 400

struct _HubAdoption
{
  GHashTable *counts;    /* "APP RELEASE HOUR" → guint64 */
  GHashTable *addresses; /* who has said something in this hour → how often; never written down */
  gint64      hour;      /* that hour */
  gint64      cleaned;   /* when old rows were deleted */
};

static HubAdoption *
get (HubPlatform *platform)
{
  if (platform->adoption == NULL)
    {
      platform->adoption = g_new0 (HubAdoption, 1);
      platform->adoption->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      platform->adoption->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_hash_table_unref (self->addresses);
  g_free (self);
}

static void
count (HubPlatform *platform, const char *app_id, const char *release_id)
{
  HubAdoption *self = get (platform);
  char key[MAX_KEY];
  guint64 *said;

  if (g_snprintf (key, sizeof key, "%s %s %" G_GINT64_FORMAT, app_id, release_id,
                  hub_clock_now (platform->clock) / HOUR) >= MAX_KEY)
    return;
  said = g_hash_table_lookup (self->counts, key);
  if (said != NULL)
    {
      (*said)++;
      return;
    }
  if (g_hash_table_size (self->counts) >= MAX_WAITING)
    return;
  said = g_new (guint64, 1);
  *said = 1;
  g_hash_table_insert (self->counts, g_strdup (key), said);
}

/* Whether somebody at @address has not said too much in this hour. */
static gboolean
may_say (HubPlatform *platform, const char *address)
{
  HubAdoption *self = get (platform);
  gint64 hour = hub_clock_now (platform->clock) / HOUR;
  guint said;

  if (hour != self->hour)
    g_hash_table_remove_all (self->addresses);
  self->hour = hour;
  said = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, address));
  if (said >= MAX_OF_ADDRESS || (said == 0 && g_hash_table_size (self->addresses) >= MAX_ADDRESSES))
    return FALSE;
  g_hash_table_insert (self->addresses, g_strdup (address), GUINT_TO_POINTER (said + 1));
  return TRUE;
}

/**
 * hub_adoption_report:
 * @platform: the platform
 * @app_id: whatever stands there
 * @package: what the client says that it runs; only what is or was online is counted
 * @address: who says so
 * @error: (out) (optional): "app.not_found"; %HUB_ERROR_STORAGE
 *
 * Counts what a client says with its update check. Touches no database where the program has not changed since;
 * hub_adoption_flush() writes it down.
 *
 * Returns: whether there is such a program
 */
gboolean
hub_adoption_report (HubPlatform *platform, const char *app_id, const char *package, const char *address, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const char *release_id = hub_manifests_find_release (platform->manifests, app_id, package, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (release_id != NULL && may_say (platform, address))
    count (platform, app_id, release_id);
  return TRUE;
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
  const guint64 *said;

  if (g_hash_table_size (self->counts) == 0)
    return TRUE;
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &said))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 3);

      if (!hub_adoption_repository_add (platform->database, parts[0], parts[1], g_ascii_strtoll (parts[2], NULL, 10),
                                        (gint64) *said, error))
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
