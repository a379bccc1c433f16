/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-quota.h"

#include "config.h"

#include "hub-language.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-review-repository.h"

/* After the first rejections in a row that are too many, doubled with each further one. */
#define FIRST_WAIT HUB_MINUTES (10)
#define LONGEST_WAIT HUB_HOURS (24)

static gboolean
read_withdrawals (HubPlatform *platform, const char *app_id, HubReviewQuota *quota, GError **error)
{
  const HubLimits *limits = &platform->limits;
  gint64 now = hub_clock_now (platform->clock);
  gint64 day, month;

  day = hub_review_repository_count_withdrawals (platform->database, app_id, now - HUB_DAYS (1), error);
  if (day < 0)
    return FALSE;
  month = hub_review_repository_count_withdrawals (platform->database, app_id, now - HUB_DAYS (30), error);
  if (month < 0)
    return FALSE;
  quota->left_today = MAX (0, (gint64) limits->withdrawals_a_day - day);
  quota->left_this_month = MAX (0, (gint64) limits->withdrawals_a_month - month);
  quota->left = MIN (quota->left_today, quota->left_this_month);
  return TRUE;
}

static gboolean
read_wait (HubPlatform *platform, const char *app_id, HubReviewQuota *quota, GError **error)
{
  gint64 allowed = platform->limits.rejections_before_wait;
  gint64 last = 0;

  quota->rejections = hub_review_repository_count_rejections (platform->database, app_id, &last, error);
  if (quota->rejections < 0)
    return FALSE;
  quota->wait_until = 0;
  if (quota->rejections >= allowed)
    quota->wait_until = last + MIN (FIRST_WAIT << MIN (quota->rejections - allowed, 16), LONGEST_WAIT);
  if (quota->wait_until <= hub_clock_now (platform->clock))
    quota->wait_until = 0;
  return TRUE;
}

/**
 * hub_review_quota_read:
 * @platform: the platform
 * @app_id: the program
 * @quota: (out caller-allocates): what it may still do; times are the platform's clock
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Rules, section 4: withdrawals in a day and a month; after some rejections in a row each further submission
 * waits 10 minutes, 20, 40 … at most a day, until a version is approved.
 *
 * Returns: whether the database answered
 */
gboolean
hub_review_quota_read (HubPlatform *platform, const char *app_id, HubReviewQuota *quota, GError **error)
{
  return read_withdrawals (platform, app_id, quota, error)
         && read_wait (platform, app_id, quota, error)
         && hub_review_repository_was_rejected (platform->database, app_id, &quota->feedback, error);
}

/**
 * hub_review_quota_submit:
 * @platform: the platform
 * @actor: who submits
 * @quota: as it is now
 * @error: (out) (optional): "review.cooling_down", with the time and the seconds until then
 *
 * Returns: whether a version may be submitted now
 */
gboolean
hub_review_quota_submit (HubPlatform *platform, HubActor *actor, const HubReviewQuota *quota, GError **error)
{
  gint64 rest = quota->wait_until - hub_clock_now (platform->clock);
  g_autofree char *text = NULL;

  if (quota->wait_until == 0)
    return TRUE;
  text = hub_clock_format (quota->wait_until);
  hub_actor_set_detail (actor, "until", text);
  hub_actor_set_detail_int (actor, "rejections", quota->rejections);
  hub_actor_set_detail_int (actor, "retry_after", (rest + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  hub_refuse (error, "review.cooling_down",
              _("The last %d versions were rejected; the next can be submitted at %s. Test it well "
                "until then."), (int) quota->rejections, text);
  return FALSE;
}

/**
 * hub_review_quota_withdraw:
 * @platform: the platform
 * @actor: who withdraws
 * @quota: as it is now
 * @error: (out) (optional): "review.withdraw_quota"
 *
 * Returns: whether a review may be withdrawn now
 */
gboolean
hub_review_quota_withdraw (HubPlatform *platform, HubActor *actor, const HubReviewQuota *quota, GError **error)
{
  const HubLimits *limits = &platform->limits;

  if (quota->left > 0)
    return TRUE;
  hub_actor_set_detail_int (actor, "in_a_day", limits->withdrawals_a_day);
  hub_actor_set_detail_int (actor, "in_a_month", limits->withdrawals_a_month);
  hub_actor_set_detail_int (actor, "left_today", quota->left_today);
  hub_actor_set_detail_int (actor, "left_this_month", quota->left_this_month);
  hub_refuse (error, "review.withdraw_quota",
              _("A review can be withdrawn %u times a day and %u times a month, and that is used up; "
                "wait for the result"), limits->withdrawals_a_day, limits->withdrawals_a_month);
  return FALSE;
}

/**
 * hub_review_quota_present:
 * @platform: the platform
 * @quota: what a program may still do
 *
 * Returns: (transfer full): the schema ReviewQuota
 */
JsonNode *
hub_review_quota_present (HubPlatform *platform, const HubReviewQuota *quota)
{
  JsonObject *object = json_object_new ();
  gint64 now = hub_clock_now (platform->clock);
  gint64 rest = quota->wait_until > now ? quota->wait_until - now : 0;

  json_object_set_int_member (object, "withdrawals_left", quota->left);
  json_object_set_int_member (object, "withdrawals_left_today", quota->left_today);
  json_object_set_int_member (object, "withdrawals_left_this_month", quota->left_this_month);
  json_object_set_int_member (object, "withdrawals_a_day", platform->limits.withdrawals_a_day);
  json_object_set_int_member (object, "withdrawals_a_month", platform->limits.withdrawals_a_month);
  json_object_set_int_member (object, "rejections_in_a_row", quota->rejections);
  json_object_set_int_member (object, "rejections_before_wait", platform->limits.rejections_before_wait);
  hub_present_set_time (object, "wait_until", quota->wait_until);
  json_object_set_int_member (object, "wait_seconds", (rest + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  json_object_set_boolean_member (object, "feedback_allowed", quota->feedback);
  hub_present_set_time (object, "server_time", now);
  return hub_present_object (object);
}
