/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-service.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-account-repository.h"
#include "hub-app-service.h"
#include "hub-notification-service.h"
#include "hub-permissions.h"
#include "hub-refusals.h"
#include "hub-version-service.h"

/* After the first rejections in a row that are too many, doubled with each further one. */
#define FIRST_WAIT HUB_MINUTES (10)
#define LONGEST_WAIT HUB_HOURS (24)

static gboolean
refuse_pending (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubReview) pending = NULL;
  g_autofree char *when = NULL;

  if (!hub_review_repository_find_in_state (platform->database, app_id, "pending", &pending, error))
    return FALSE;
  if (pending == NULL)
    return TRUE;
  when = hub_clock_format (pending->submitted_at);
  hub_actor_set_detail (actor, "submitted_by", pending->submitted_by);
  hub_actor_set_detail (actor, "review_id", pending->id);
  hub_refuse (error, "review.already_pending",
              _("Version %s, submitted by “%s” at %s, is in review already; wait for the result or "
                "withdraw it"), pending->version, pending->submitted_by, when);
  return FALSE;
}

static gboolean
check_wait (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  guint allowed = platform->limits.rejections_before_wait;
  gint64 last, until, count;
  g_autofree char *text = NULL;

  count = hub_review_repository_count_rejections (platform->database, app_id, &last, error);
  if (count < 0)
    return FALSE;
  if (count < allowed)
    return TRUE;
  until = last + MIN (FIRST_WAIT << MIN (count - allowed, 16), LONGEST_WAIT);
  if (until <= hub_clock_now (platform->clock))
    return TRUE;
  text = hub_clock_format (until);
  hub_actor_set_detail (actor, "until", text);
  hub_refuse (error, "review.cooling_down",
              _("The last %d versions were rejected; the next can be submitted at %s. Test it well "
                "until then."), (int) count, text);
  return FALSE;
}

/* What was approved and not released makes room for what is submitted now. */
static gboolean
replace_approved (HubPlatform *platform, const char *app_id, GError **error)
{
  g_autoptr (HubReview) approved = NULL;
  gboolean changed;

  if (!hub_review_repository_find_in_state (platform->database, app_id, "approved", &approved, error))
    return FALSE;
  return approved == NULL
         || hub_review_repository_change (platform->database, approved->id, "approved", "replaced",
                                          NULL, NULL, 0, &changed, error);
}

static gboolean
insert (HubPlatform *platform, HubActor *actor, HubDeveloperVersion *version, const char *id,
        const char *description, GError **error)
{
  g_autoptr (GError) local = NULL;
  const HubReview row = {
    .id = (char *) id,
    .app_id = version->app_id,
    .version = version->version,
    .remarks = version->remarks,
    .description = (char *) description,
    .package = version->package,
    .submitted_by = actor->superhub_id,
    .submitted_at = hub_clock_now (platform->clock),
  };

  if (hub_review_repository_insert (platform->database, &row, &local))
    return TRUE;
  /* Another process was faster: the constraint decides, not the look before. */
  if (g_error_matches (local, HUB_ERROR, HUB_ERROR_CONFLICT))
    hub_refuse (error, "review.already_pending",
                _("A version of this program is in review already; wait for the result"));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static HubReview *
read_again (HubPlatform *platform, const char *id, GError **error)
{
  HubReview *review = NULL;

  hub_review_repository_find (platform->database, id, &review, error);
  return review;
}

/**
 * hub_review_service_submit:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @version_id: of a developer version
 * @description: what the reviewer should know
 * @error: (out) (optional): "review.already_pending", "review.cooling_down", "version.not_found"
 *
 * Returns: (transfer full) (nullable): the review, pending
 */
HubReview *
hub_review_service_submit (HubPlatform *platform, HubActor *actor, const char *app_id,
                           const char *version_id, const char *description, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autofree char *id = hub_platform_new_id ("r");

  if (transaction == NULL || !refuse_pending (platform, actor, app_id, error))
    return NULL;
  version = hub_version_service_get (platform, app_id, version_id, error);
  if (version == NULL
      || !check_wait (platform, actor, app_id, error)
      || !replace_approved (platform, app_id, error)
      || !insert (platform, actor, version, id, description, error)
      || !hub_platform_log_done (platform, actor, "submitReview", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, id, error);
}

/**
 * hub_review_service_withdrawals_left:
 * @platform: the platform
 * @app_id: the program
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: how many reviews may still be withdrawn now, or -1 on an error
 */
gint64
hub_review_service_withdrawals_left (HubPlatform *platform, const char *app_id, GError **error)
{
  const HubLimits *limits = &platform->limits;
  gint64 now = hub_clock_now (platform->clock);
  gint64 day, month;

  day = hub_review_repository_count_withdrawals (platform->database, app_id, now - HUB_DAYS (1), error);
  if (day < 0)
    return -1;
  month = hub_review_repository_count_withdrawals (platform->database, app_id, now - HUB_DAYS (30), error);
  if (month < 0)
    return -1;
  return MAX (0, MIN (limits->withdrawals_a_day - day, limits->withdrawals_a_month - month));
}

static gboolean
check_quota (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  const HubLimits *limits = &platform->limits;
  gint64 left = hub_review_service_withdrawals_left (platform, app_id, error);

  if (left < 0)
    return FALSE;
  if (left > 0)
    return TRUE;
  hub_actor_set_detail_int (actor, "in_a_day", limits->withdrawals_a_day);
  hub_actor_set_detail_int (actor, "in_a_month", limits->withdrawals_a_month);
  hub_refuse (error, "review.withdraw_quota",
              _("A review can be withdrawn %u times a day and %u times a month, and that is used up; "
                "wait for the result"), limits->withdrawals_a_day, limits->withdrawals_a_month);
  return FALSE;
}

/**
 * hub_review_service_withdraw:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): "review.none_pending", "review.withdraw_quota"
 *
 * Returns: (transfer full) (nullable): the review, withdrawn
 */
HubReview *
hub_review_service_withdraw (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) pending = NULL;
  gboolean changed;

  if (transaction == NULL
      || !hub_review_repository_find_in_state (platform->database, app_id, "pending", &pending, error))
    return NULL;
  if (pending == NULL)
    {
      hub_refuse (error, "review.none_pending", _("No version of this program waits for a review"));
      return NULL;
    }
  if (!check_quota (platform, actor, app_id, error)
      || !hub_review_repository_change (platform->database, pending->id, "pending", "withdrawn", NULL,
                                        actor->superhub_id, hub_clock_now (platform->clock), &changed,
                                        error)
      || !hub_platform_log_done (platform, actor, "withdrawReview", app_id, pending->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, pending->id, error);
}

static HubReview *
find (HubPlatform *platform, const char *id, GError **error)
{
  HubReview *review;

  if (!hub_review_repository_find (platform->database, id, &review, error))
    return NULL;
  if (review == NULL)
    hub_refuse (error, "review.not_found", _("There is no review “%s”"), id);
  return review;
}

/**
 * hub_review_service_get:
 * @platform: the platform
 * @actor: a reviewer, or a member with the permission "login"
 * @id: of a review
 * @error: (out) (optional): "review.not_found", also for somebody who may not see it
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_service_get (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubReview) review = find (platform, id, error);
  g_autoptr (HubMember) member = NULL;

  if (review == NULL
      || !hub_member_repository_find (platform->database, review->app_id, actor->superhub_id, &member,
                                      error))
    return NULL;
  if (!actor->reviewer && !hub_permissions_member_has (member, "login"))
    {
      hub_refuse (error, "review.not_found", _("There is no review “%s”"), id);
      return NULL;
    }
  return g_steal_pointer (&review);
}

static gboolean
check_not_own (HubPlatform *platform, HubActor *actor, HubReview *review, GError **error)
{
  g_autoptr (HubMember) member = NULL;

  if (!hub_member_repository_find (platform->database, review->app_id, actor->superhub_id, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  if (g_strcmp0 (platform->local_account, actor->superhub_id) == 0
      && hub_account_repository_count (platform->database, error) == 1)
    return TRUE;
  if (error == NULL || *error == NULL)
    hub_refuse (error, "review.own_program",
                _("You are a member of “%s”, and nobody reviews a program of their own; another "
                  "reviewer decides (the operator names one with superhubd --make-reviewer)"),
                review->app_name);
  return FALSE;
}

static gboolean
check_decision (HubPlatform *platform, HubActor *actor, HubReview *review, gboolean approve,
                const char *reason, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  if (!check_not_own (platform, actor, review, error))
    return FALSE;
  if (!g_str_equal (review->state, "pending"))
    {
      hub_actor_set_detail (actor, "state", review->state);
      hub_refuse (error, "review.not_pending",
                  _("This review is not open any more: it is %s"), review->state);
      return FALSE;
    }
  if (approve || stripped[0] != '\0')
    return TRUE;
  hub_refuse (error, "review.reason_required",
              _("A rejection needs a reason: write what the developers must change"));
  return FALSE;
}

/**
 * hub_review_service_decide:
 * @platform: the platform
 * @actor: a reviewer
 * @id: of a review
 * @approve: whether to approve
 * @reason: (nullable): why it is rejected
 * @error: (out) (optional): "review.not_found", "review.own_program", "review.not_pending",
 *   "review.reason_required"
 *
 * Decides a review; the program's admin is told in the same transaction.
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_service_decide (HubPlatform *platform, HubActor *actor, const char *id, gboolean approve,
                           const char *reason, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) review = NULL;
  gboolean changed;

  if (transaction == NULL)
    return NULL;
  review = find (platform, id, error);
  if (review == NULL
      || !check_decision (platform, actor, review, approve, reason, error)
      || !hub_review_repository_change (platform->database, id, "pending",
                                        approve ? "approved" : "rejected", reason, actor->superhub_id,
                                        hub_clock_now (platform->clock), &changed, error)
      || !hub_notification_service_tell_decision (platform, review, approve, reason, error)
      || !hub_platform_log_done (platform, actor, approve ? "approveReview" : "rejectReview",
                                 review->app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, id, error);
}
