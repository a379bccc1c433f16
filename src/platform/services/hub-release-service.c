/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full version of a program: put online, rolled back, and put online again. */
#include "hub-release-service.h"

#include "config.h"

#include "hub-app-repository.h"
#include "hub-language.h"
#include "hub-offer.h"
#include "hub-phased-release-service.h"
#include "hub-refusals.h"

/* How far back a redo looks for the rollback that it undoes. */
#define MAX_REDO 200

/**
 * hub_release_service_take_approved:
 * @platform: the platform, in the transaction of the release
 * @app_id: the program
 * @review_id: (nullable): which review; the approved one
 * @error: (out) (optional): "release.not_approved"
 *
 * Takes the approved version for a release: nobody else can release it, until it is given back.
 *
 * Returns: (transfer full) (nullable): its review
 */
HubReview *
hub_release_service_take_approved (HubPlatform *platform, const char *app_id, const char *review_id, GError **error)
{
  g_autoptr (HubReview) approved = NULL;
  gboolean taken = FALSE;

  if (!hub_review_repository_find_in_state (platform->database, app_id, "approved", &approved, error))
    return NULL;
  if (approved != NULL && (review_id == NULL || g_str_equal (review_id, approved->id))
      && !hub_review_repository_change (platform->database, approved->id, "approved", "released", NULL, NULL, 0, &taken,
                                        error))
    return NULL;
  if (!taken)
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
  row->released_by = g_strdup (actor->superhub_id);
  row->released_at = hub_clock_now (platform->clock);
  return row;
}

/**
 * hub_release_service_switch:
 * @platform: the platform, in a transaction
 * @actor: who does it
 * @release: a release of the program; its state becomes "online"
 * @how: "full", "phased", "rollback", "redo"
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Makes a release the one that everybody gets, and keeps the switch in the history.
 *
 * Returns: whether it was written
 */
gboolean
hub_release_service_switch (HubPlatform *platform, HubActor *actor, HubRelease *release, const char *how, GError **error)
{
  const HubOnlineChange change = {
    .app_id = release->app_id,
    .release_id = release->id,
    .how = (char *) how,
    .made_by = actor->superhub_id,
    .made_at = hub_clock_now (platform->clock),
  };

  g_free (release->state);
  release->state = g_strdup ("online");
  return hub_release_repository_put_online (platform->database, &change, error);
}

/**
 * hub_release_service_create:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @review_id: (nullable): the review whose version to release; the approved one
 * @error: (out) (optional): "release.not_approved", "release.phase_active"
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

  if (transaction == NULL || !hub_phased_release_service_check_none (platform, actor, app_id, error))
    return NULL;
  approved = hub_release_service_take_approved (platform, app_id, review_id, error);
  if (approved == NULL)
    return NULL;
  row = release_of (platform, actor, approved);
  if (!hub_release_repository_insert (platform->database, row, error)
      || !hub_release_service_switch (platform, actor, row, "full", error)
      || !hub_platform_log_done (platform, actor, "createRelease", app_id, row->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * hub_release_service_get_online:
 * @platform: the platform
 * @app_id: the program
 * @error: (out) (optional): "app.not_found", "release.none_online", "app.suspended"
 *
 * Returns: (transfer full) (nullable): the full version; who may get a phased one asks hub_offer_load()
 */
HubRelease *
hub_release_service_get_online (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubOffer) offer = hub_offer_load (platform, app_id, error);

  if (offer == NULL || !hub_offer_check (offer, error))
    return NULL;
  return g_steal_pointer (&offer->full);
}

/* A phased release on top of the version that goes is cancelled with it. */
static gboolean
go_to (HubPlatform *platform, HubActor *actor, HubRelease *target, const char *how, const char *action, GError **error)
{
  return hub_phased_release_service_drop (platform, actor, target->app_id, error)
         && hub_release_service_switch (platform, actor, target, how, error)
         && hub_platform_log_done (platform, actor, action, target->app_id, target->id, error);
}

static HubRelease *
find_earlier (HubPlatform *platform, const char *app_id, const char *release_id, GError **error)
{
  g_autoptr (HubRelease) found = NULL;

  if (!hub_release_repository_find (platform->database, app_id, release_id, &found, error))
    return NULL;
  if (found == NULL)
    {
      hub_refuse (error, "release.not_found", _("“%s” is not in the history of online versions"), release_id);
      return NULL;
    }
  if (g_str_equal (found->state, "online"))
    {
      hub_refuse (error, "release.already_online",
                  _("Version %s is the one that is online; to end a phased release on top of it, cancel that"),
                  found->version);
      return NULL;
    }
  return g_steal_pointer (&found);
}

static HubRelease *
find_previous (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (GPtrArray) changes = hub_online_change_repository_list (platform->database, app_id, G_MAXINT64, 1, error);
  const HubOnlineChange *last;

  if (changes == NULL)
    return NULL;
  last = changes->len > 0 ? g_ptr_array_index (changes, 0) : NULL;
  if (last == NULL || last->previous == NULL)
    {
      hub_refuse (error, "release.no_earlier", _("No other version was online before this one"));
      return NULL;
    }
  return find_earlier (platform, app_id, last->previous, error);
}

/**
 * hub_release_service_roll_back:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @release_id: (nullable): any release of the history; the one that was online before the present one
 * @error: (out) (optional): "release.not_found", "release.already_online", "release.no_earlier"
 *
 * Puts an earlier version online again, any number of times. A phased release is cancelled in the same transaction.
 *
 * Returns: (transfer full) (nullable): what is online now
 */
HubRelease *
hub_release_service_roll_back (HubPlatform *platform, HubActor *actor, const char *app_id, const char *release_id,
                               GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubRelease) target = NULL;

  if (transaction == NULL)
    return NULL;
  target = release_id != NULL ? find_earlier (platform, app_id, release_id, error)
                              : find_previous (platform, app_id, error);
  if (target == NULL
      || !go_to (platform, actor, target, "rollback", "revertCodeRelease", error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&target);
}

/* Backwards through the history: each redo has used up the rollback before it; a release ends what can be redone. */
static const HubOnlineChange *
find_undone (GPtrArray *changes)
{
  guint used = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const HubOnlineChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->how, "redo"))
        used++;
      else if (!g_str_equal (change->how, "rollback"))
        return NULL;
      else if (used == 0)
        return change;
      else
        used--;
    }
  return NULL;
}

/**
 * hub_release_service_redo:
 * @platform: the platform
 * @actor: somebody with the permission "development-management" who gave the password just now
 * @app_id: the program
 * @error: (out) (optional): "release.nothing_to_redo"
 *
 * Takes back the last rollback that was not taken back yet: the version that was online before it is online again.
 *
 * Returns: (transfer full) (nullable): what is online now
 */
HubRelease *
hub_release_service_redo (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (HubRelease) target = NULL;
  const HubOnlineChange *undone;

  if (transaction == NULL)
    return NULL;
  changes = hub_online_change_repository_list (platform->database, app_id, G_MAXINT64, MAX_REDO, error);
  if (changes == NULL)
    return NULL;
  undone = find_undone (changes);
  if (undone == NULL)
    {
      hub_refuse (error, "release.nothing_to_redo",
                  _("There is no rollback to take back; name a version of the history to go to it"));
      return NULL;
    }
  target = find_earlier (platform, app_id, undone->previous, error);
  if (target == NULL
      || !go_to (platform, actor, target, "redo", "redoCodeRelease", error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&target);
}
