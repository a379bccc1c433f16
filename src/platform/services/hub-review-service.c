/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-service.h"

#include "config.h"

#include "hub-check-service.h"
#include "hub-language.h"
#include "hub-package-service.h"
#include "hub-permissions.h"
#include "hub-refusals.h"
#include "hub-review-draft-service.h"
#include "hub-review-quota.h"
#include "hub-run-repository.h"
#include "hub-version-service.h"

static gboolean
refuse_pending (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubReview) pending = NULL;
  g_autofree char *when = NULL;

  if (!hub_review_repository_find_open (platform->database, app_id, &pending, error))
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
        HubReviewForm *form, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = hub_review_form_to_json (form);
  const HubReview row = {
    .id = (char *) id,
    .app_id = version->app_id,
    .version = version->version,
    .remarks = version->remarks,
    .description = (char *) hub_review_form_get_text (form, "description"),
    .package = version->package,
    .submitted_by = actor->superhub_id,
    .submitted_at = hub_clock_now (platform->clock),
    .form = text,
    .test_account = form->test_account,
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

/* What was submitted is where the next form begins; an answer to a rejection is given once. */
static gboolean
keep_as_draft (HubPlatform *platform, HubActor *actor, const char *app_id, HubReviewForm *form, GError **error)
{
  g_autoptr (HubReviewForm) kept = hub_review_form_new (form->members);

  json_object_remove_member (kept->members, "feedback_info");
  return hub_review_draft_service_put (platform, actor, app_id, kept->members, form->test_account, error);
}

static gboolean
check_submission (HubPlatform *platform, HubActor *actor, HubDeveloperVersion *version, HubReviewForm *form,
                  GError **error)
{
  g_autoptr (HubPackageRow) package = hub_package_service_get (platform, version->app_id, version->package, error);
  HubReviewQuota quota;

  return package != NULL
         && hub_review_quota_read (platform, version->app_id, &quota, error)
         && hub_review_quota_submit (platform, actor, &quota, error)
         && hub_review_form_check (form, platform, actor, package, quota.feedback, error)
         && hub_check_service_require (platform, actor, package, form, error);
}

/**
 * hub_review_service_submit:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @version_id: of a developer version
 * @form: what the reviewer should know
 * @error: (out) (optional): "review.already_pending", "review.cooling_down", "version.not_found", and those of
 *   hub_review_form_check() and hub_check_service_require()
 *
 * Returns: (transfer full) (nullable): the review, pending
 */
HubReview *
hub_review_service_submit (HubPlatform *platform, HubActor *actor, const char *app_id,
                           const char *version_id, HubReviewForm *form, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autofree char *id = hub_platform_new_id ("r");

  if (transaction == NULL || !refuse_pending (platform, actor, app_id, error))
    return NULL;
  version = hub_version_service_get (platform, app_id, version_id, error);
  if (version == NULL
      || !check_submission (platform, actor, version, form, error)
      || !replace_approved (platform, app_id, error)
      || !insert (platform, actor, version, id, form, error)
      || !keep_as_draft (platform, actor, app_id, form, error)
      || !hub_platform_log_done (platform, actor, "submitReview", app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, id, error);
}

/**
 * hub_review_service_withdraw:
 * @platform: the platform
 * @actor: somebody with the permission "development-management"
 * @app_id: the program
 * @error: (out) (optional): "review.none_pending", "review.withdraw_quota"
 *
 * Takes back what waits for a reviewer, or is with one; who runs it on a phone for the review is cut off.
 *
 * Returns: (transfer full) (nullable): the review, withdrawn
 */
HubReview *
hub_review_service_withdraw (HubPlatform *platform, HubActor *actor, const char *app_id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) open = NULL;
  HubReviewQuota quota;
  gboolean changed;

  if (transaction == NULL || !hub_review_repository_find_open (platform->database, app_id, &open, error))
    return NULL;
  if (open == NULL)
    {
      hub_refuse (error, "review.none_pending", _("No version of this program waits for a review"));
      return NULL;
    }
  if (!hub_review_quota_read (platform, app_id, &quota, error)
      || !hub_review_quota_withdraw (platform, actor, &quota, error)
      || !hub_review_repository_change (platform->database, open->id, open->state, "withdrawn", NULL,
                                        actor->superhub_id, hub_clock_now (platform->clock), &changed,
                                        error)
      || !hub_run_repository_delete_reviews (platform->database, app_id, error)
      || !hub_platform_log_done (platform, actor, "withdrawReview", app_id, open->id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, open->id, error);
}

/**
 * hub_review_service_find:
 * @platform: the platform
 * @id: of a review
 * @error: (out) (optional): "review.not_found"
 *
 * For services that have asked already whether the one who asks may see it.
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_service_find (HubPlatform *platform, const char *id, GError **error)
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
 * The test account is in it for the program's own people, and for the reviewer who has taken the review; else it is
 * %NULL.
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_service_get (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubReview) review = hub_review_service_find (platform, id, error);
  g_autoptr (HubMember) member = NULL;
  gboolean is_member, has_it;

  if (review == NULL
      || !hub_member_repository_find (platform->database, review->app_id, actor->superhub_id, &member,
                                      error))
    return NULL;
  is_member = hub_permissions_member_has (member, "login");
  has_it = actor->reviewer && g_str_equal (review->state, "in_review")
           && g_strcmp0 (review->taken_by, actor->superhub_id) == 0;
  if (!actor->reviewer && !is_member)
    {
      hub_refuse (error, "review.not_found", _("There is no review “%s”"), id);
      return NULL;
    }
  if (!is_member && !has_it)
    g_clear_pointer (&review->test_account, g_free);
  return g_steal_pointer (&review);
}
