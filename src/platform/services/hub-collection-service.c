/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-collection-service.h"

#include "config.h"

#include <sys/stat.h>
#include <glib/gstdio.h>

#include "hub-package-repository.h"
#include "hub-package-service.h"
#include "hub-preview-repository.h"
#include "hub-run-repository.h"

/* What was sent is kept for so long, whether anything refers to it or not: its developer version is named in a moment. */
#define GRACE HUB_DAYS (1)
/* Others wait while one works. */
#define AT_ONCE 200
#define EVERY HUB_HOURS (1)
#define SUFFIX ".hpkg"

/* With the right to write, so that nobody makes the package known between looking and removing. */
static gboolean
remove_file (HubPlatform *platform, const char *sha256, gboolean *removed, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autofree char *path = hub_package_service_path (platform, sha256);
  gboolean known;

  *removed = FALSE;
  if (transaction == NULL || !hub_package_repository_is_known (platform->database, sha256, &known, error))
    return FALSE;
  *removed = !known && g_unlink (path) == 0;
  return TRUE;
}

/* One transaction decides; the file goes afterwards, unless another program has the same package. */
static gboolean
collect_one (HubPlatform *platform, HubActor *nobody, const HubPackageRow *package, gint64 before,
             gboolean *collected, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  gboolean removed;

  *collected = FALSE;
  if (transaction == NULL
      || !hub_package_repository_collect (platform->database, package->app_id, package->sha256, before,
                                          collected, error))
    return FALSE;
  if (!*collected)
    return TRUE;
  if (!hub_platform_log_done (platform, nobody, "collectPackage", package->app_id, package->sha256, error)
      || !hub_transaction_commit (transaction, error))
    return FALSE;
  g_clear_pointer (&transaction, hub_transaction_free);
  return remove_file (platform, package->sha256, &removed, error);
}

static gboolean
forget_links (HubPlatform *platform, gint64 before, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);

  return transaction != NULL
         && hub_run_repository_delete_expired (platform->database, before, error)
         && hub_preview_repository_delete_before (platform->database, before, error)
         && hub_transaction_commit (transaction, error);
}

static GPtrArray *
next_page (HubPlatform *platform, gint64 before, guint limit, GError **error)
{
  g_autoptr (HubPackageRow) after = platform->collected_to;

  platform->collected_to = NULL;
  return hub_package_repository_list_sent (platform->database, after, before, limit, error);
}

/**
 * hub_collection_service_collect:
 * @platform: the platform
 * @limit: look at so many packages at most; the next call goes on behind them
 * @more: (out): whether there are more to look at
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Removes packages that were sent more than a day ago and that nothing refers to: no version, review, release, open or
 * recently ended preview, or running program.
 *
 * Returns: how many were removed, or -1 on an error
 */
gint64
hub_collection_service_collect (HubPlatform *platform, guint limit, gboolean *more, GError **error)
{
  g_autoptr (HubActor) nobody = hub_actor_new ("");
  gint64 before = hub_clock_now (platform->clock) - GRACE;
  g_autoptr (GPtrArray) packages = NULL;
  gint64 count = 0;

  g_free (nobody->superhub_id);
  nobody->superhub_id = g_strdup (HUB_ACTOR_PLATFORM);
  *more = FALSE;
  if (forget_links (platform, before, error))
    packages = next_page (platform, before, limit, error);
  if (packages == NULL)
    return -1;
  for (guint i = 0; i < packages->len; i++)
    {
      HubPackageRow *package = g_ptr_array_index (packages, i);
      gboolean collected = FALSE;

      if (package->unreferenced && !collect_one (platform, nobody, package, before, &collected, error))
        return -1;
      count += collected;
    }
  *more = packages->len == limit;
  if (*more)
    platform->collected_to = g_ptr_array_steal_index (packages, packages->len - 1);
  return count;
}

static gboolean
is_old (HubPlatform *platform, const char *path)
{
  struct stat info;

  /* Files have the machine's time, whatever the platform's clock is set to in a test. */
  return stat (path, &info) == 0
         && g_get_real_time () - (gint64) info.st_mtime * G_USEC_PER_SEC > HUB_HOURS (1);
}

/**
 * hub_collection_service_sweep:
 * @platform: the platform
 * @folder: which of the 256 folders
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Removes files that no program knows: somebody was killed between moving the file and making it known, or between forgetting
 * the package and removing the file.
 *
 * Returns: how many were removed, or -1 on an error
 */
gint64
hub_collection_service_sweep (HubPlatform *platform, guint folder, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%02x", folder % 256);
  g_autofree char *path = g_build_filename (platform->data_dir, "packages", name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;
  gint64 count = 0;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sha256 = g_str_has_suffix (file, SUFFIX) ? g_strndup (file, strlen (file) - strlen (SUFFIX)) : NULL;
      g_autofree char *full = g_build_filename (path, file, NULL);
      gboolean known = TRUE;
      gboolean removed;

      if (sha256 == NULL || strlen (sha256) != 64 || !is_old (platform, full))
        continue;
      if (!hub_package_repository_is_known (platform->database, sha256, &known, error)
          || (!known && !remove_file (platform, sha256, &removed, error)))
        return -1;
      count += !known;
    }
  return count;
}

/**
 * hub_collection_service_work:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when to be called again
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * A #HubTimedWork: collects, some packages at a time, and sweeps one of the folders.
 *
 * Returns: whether it worked
 */
gboolean
hub_collection_service_work (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  gboolean more;
  gint64 collected = hub_collection_service_collect (platform, AT_ONCE, &more, error);
  gint64 swept = collected >= 0 ? hub_collection_service_sweep (platform, (guint) (now / EVERY), error) : -1;

  if (swept < 0)
    return FALSE;
  if (collected + swept > 0)
    g_message ("event=collected packages=%d files=%d", (int) collected, (int) swept);
  *next = more ? now + HUB_SECONDS (1) : now + EVERY;
  return TRUE;
}

/**
 * hub_collection_service_all:
 * @platform: the platform
 * @packages: (out): how many packages were removed
 * @files: (out): how many files that no program knew
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Collects and sweeps everything at once, for an operator who needs room.
 *
 * Returns: whether it worked
 */
gboolean
hub_collection_service_all (HubPlatform *platform, gint64 *packages, gint64 *files, GError **error)
{
  gboolean more;

  *packages = *files = 0;
  do
    {
      gint64 count = hub_collection_service_collect (platform, AT_ONCE, &more, error);

      if (count < 0)
        return FALSE;
      *packages += count;
    }
  while (more);
  for (guint i = 0; i < 256; i++)
    {
      gint64 count = hub_collection_service_sweep (platform, i, error);

      if (count < 0)
        return FALSE;
      *files += count;
    }
  return TRUE;
}
