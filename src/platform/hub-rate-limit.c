/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-rate-limit.h"

#define WINDOW (5 * 60 * G_USEC_PER_SEC)
#define MAX_NAMES 10000

typedef struct
{
  gint64 began;
  guint  failures;
} Bucket;

struct _HubRateLimit
{
  GHashTable *buckets;
};

/**
 * hub_rate_limit_new:
 *
 * Returns: (transfer full): a counter with a window of 5 minutes
 */
HubRateLimit *
hub_rate_limit_new (void)
{
  HubRateLimit *self = g_new0 (HubRateLimit, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * hub_rate_limit_free:
 * @self: (transfer full): a counter
 */
void
hub_rate_limit_free (HubRateLimit *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

/**
 * hub_rate_limit_check:
 * @self: a counter
 * @name: whose failures
 * @allowed: how many are allowed in the window
 * @now: microseconds
 *
 * Returns: 0, or how many microseconds to wait
 */
gint64
hub_rate_limit_check (HubRateLimit *self, const char *name, guint allowed, gint64 now)
{
  const Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL || now - bucket->began >= WINDOW || bucket->failures < allowed)
    return 0;
  return bucket->began + WINDOW - now;
}

static gboolean
is_old (gpointer key, gpointer value, gpointer user_data)
{
  const Bucket *bucket = value;
  const gint64 *now = user_data;

  return *now - bucket->began >= WINDOW;
}

/**
 * hub_rate_limit_count:
 * @self: a counter
 * @name: whose failure
 * @now: microseconds
 */
void
hub_rate_limit_count (HubRateLimit *self, const char *name, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= MAX_NAMES)
        g_hash_table_foreach_remove (self->buckets, is_old, &now);
      if (g_hash_table_size (self->buckets) >= MAX_NAMES)
        g_hash_table_remove_all (self->buckets);
      bucket = g_new0 (Bucket, 1);
      bucket->began = now;
      g_hash_table_insert (self->buckets, g_strdup (name), bucket);
    }
  if (now - bucket->began >= WINDOW)
    {
      bucket->began = now;
      bucket->failures = 0;
    }
  bucket->failures++;
}

/**
 * hub_rate_limit_uncount:
 * @self: a counter
 * @name: who was counted with hub_rate_limit_count() and did not fail
 * @now: microseconds
 */
void
hub_rate_limit_uncount (HubRateLimit *self, const char *name, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket != NULL && bucket->failures > 0 && now - bucket->began < WINDOW)
    bucket->failures--;
}

/**
 * hub_rate_limit_forget:
 * @self: a counter
 * @name: whose failures to forget, after a success
 */
void
hub_rate_limit_forget (HubRateLimit *self, const char *name)
{
  g_hash_table_remove (self->buckets, name);
}
