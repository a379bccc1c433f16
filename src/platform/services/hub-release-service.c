/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-release-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-app-service.h"
#include "hub-refusals.h"
#include "hub-review-repository.h"

static HubReview *
find_approved (HubPlatform *platform, const char *app_id, const char *review_id, GError **error)
{
  g_autoptr (HubReview) approved = NULL;

  if (!hub_review_repository_find_in_state (platform->database, app_id, "approved", &approved, error))
    return NULL;
  if (approved == NULL || (review_id != NULL && !g_str_equal (review_id, approved->id)))
    {
      hub_refuse (error, "release.not_approved",
                  _("Only an approved version can be released, and this is none; submit one for "
                    "review and wait for its approval"));
      return NULL;
    }
  return g_steal_pointer (&approved);
}

static HubRelease *
release_of (HubPlatform *platform, HubActor *actor, HubReview *approved)
{
  HubRelease *row = g_new0 (HubRelease, 1);

  row->id = hub_platform_new_id ("l");
  row->app_id = g_strdup (approved->app_id);
  row->review_id = g_strdup (approved->id);
  row->version = g_strdup (approved->version);
  row->remarks = g_strdup (approved->remarks);
  row->package = g_strdup (approved->package);
  row->mode = g_strdup ("full");
  row->state = g_strdup ("online");
  row->released_by = g_strdup (actor->superhub_id);
  row->released_at = hub_clock_now (platform->clock);
  return row;
}

/**
 * hub_release_service_create:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @review_id: (nullable): the review whose version to release; the approved one
 * @error: (out) (optional): "release.not_approved"
 *
 * Puts the approved version online in full, in one transaction: who asks sees the old version or
 * the new one.
 *
 * Returns: (transfer full) (nullable): the release
 */
HubRelease *
hub_release_service_create (HubPlatform *platform, HubActor *actor, const char *app_id,
                            const char *review_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) approved = NULL;
  g_autoptr (HubRelease) row = NULL;
  gboolean changed;

  if (transaction == NULL)
    return NULL;
  approved = find_approved (platform, app_id, review_id, error);
  if (approved == NULL)
    return NULL;
  row = release_of (platform, actor, approved);
  if (!hub_review_repository_change (platform->database, approved->id, "approved", "released", NULL,
                                     NULL, 0, &changed, error)
      || !hub_release_repository_insert (platform->database, row, error)
      || !hub_platform_log_done (platform, actor, "createRelease", app_id, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * hub_release_service_get_online:
 * @platform: the platform
 * @app_id: the program
 * @error: (out) (optional): "app.not_found", "release.none_online"
 *
 * Returns: (transfer full) (nullable): what everybody gets now
 */
HubRelease *
hub_release_service_get_online (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubApp) app = hub_app_service_get (platform, app_id, error);
  HubRelease *online;

  if (app == NULL || !hub_release_repository_find_online (platform->database, app_id, &online, error))
    return NULL;
  if (online == NULL || app->suspended)
    {
      g_clear_pointer (&online, hub_release_free);
      hub_refuse (error, "release.none_online",
                  _("“%s” has not been released yet; come back when it is"), app->name);
    }
  return online;
}
