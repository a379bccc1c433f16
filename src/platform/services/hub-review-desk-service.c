/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-desk-service.h"

#include "config.h"

#include "hub-account-repository.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-member-repository.h"
#include "hub-notification-service.h"
#include "hub-package-service.h"
#include "hub-push-service.h"
#include "hub-refusals.h"
#include "hub-review-form.h"
#include "hub-review-service.h"
#include "hub-run-repository.h"

/* Rows of one run of the timed work: transactions stay short. */
#define EXPIRED_AT_ONCE 100

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
has_lapsed (HubPlatform *platform, HubReview *review)
{
  return g_str_equal (review->state, "in_review") && review->taken_until <= hub_clock_now (platform->clock);
}

static gboolean
refuse_taken (HubActor *actor, HubReview *review, GError **error)
{
  g_autofree char *until = hub_clock_format (review->taken_until);

  hub_actor_set_detail (actor, "taken_by", review->taken_by);
  hub_actor_set_detail (actor, "taken_until", until);
  hub_refuse (error, "review.taken", _("“%s” has taken this review, until %s; take another"), review->taken_by, until);
  return FALSE;
}

/* Whether @actor may work on @review now: it waits, its time with somebody is over, or it is theirs. */
static gboolean
check_open (HubPlatform *platform, HubActor *actor, HubReview *review, GError **error)
{
  if (!check_not_own (platform, actor, review, error))
    return FALSE;
  if (g_str_equal (review->state, "pending") || has_lapsed (platform, review))
    return TRUE;
  if (!g_str_equal (review->state, "in_review"))
    {
      hub_actor_set_detail (actor, "state", review->state);
      hub_refuse (error, "review.not_pending", _("This review is not open any more: it is %s"), review->state);
      return FALSE;
    }
  return g_strcmp0 (review->taken_by, actor->superhub_id) == 0 || refuse_taken (actor, review, error);
}

static HubReview *
read_again (HubPlatform *platform, const char *id, GError **error)
{
  HubReview *review = NULL;

  hub_review_repository_find (platform->database, id, &review, error);
  return review;
}

/* (transfer full) (nullable): the review, which is @actor's from now on. */
static HubReview *
take (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubReview) review = hub_review_service_find (platform, id, error);
  gint64 now = hub_clock_now (platform->clock);
  gboolean changed;

  if (review == NULL || !check_open (platform, actor, review, error)
      || (has_lapsed (platform, review) && !hub_review_repository_give_back (platform->database, id, error))
      || !hub_review_repository_take (platform->database, id, actor->superhub_id, now,
                                      now + HUB_MINUTES (platform->limits.review_minutes), &changed, error))
    return NULL;
  return read_again (platform, id, error);
}

/**
 * hub_review_desk_service_take:
 * @platform: the platform
 * @actor: a reviewer
 * @id: of a review that waits; one's own again for more time
 * @error: (out) (optional): "review.not_found", "review.own_program", "review.not_pending", "review.taken"
 *
 * Gives a review to a reviewer, so that no two work on it; after the time of the limit "review-minutes" it waits again.
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_desk_service_take (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) review = transaction != NULL ? take (platform, actor, id, error) : NULL;

  if (review == NULL
      || !hub_platform_log_done (platform, actor, "takeReview", review->app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&review);
}

/**
 * hub_review_desk_service_require_held:
 * @platform: the platform
 * @actor: a reviewer
 * @id: of a review
 * @error: (out) (optional): "review.not_found", "review.own_program", "review.not_held"
 *
 * Returns: (transfer full) (nullable): the review, which @actor has taken
 */
HubReview *
hub_review_desk_service_require_held (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubReview) review = hub_review_service_find (platform, id, error);

  if (review == NULL || !check_not_own (platform, actor, review, error))
    return NULL;
  if (g_str_equal (review->state, "in_review") && !has_lapsed (platform, review)
      && g_strcmp0 (review->taken_by, actor->superhub_id) == 0)
    return g_steal_pointer (&review);
  hub_actor_set_detail (actor, "state", review->state);
  hub_refuse (error, "review.not_held", _("You have not taken this review, or your time with it is over; take it first"));
  return NULL;
}

/**
 * hub_review_desk_service_give_back:
 * @platform: the platform
 * @actor: the reviewer who has it
 * @id: of a review
 * @error: (out) (optional): "review.not_found", "review.not_held"
 *
 * Returns: (transfer full) (nullable): the review, which waits again
 */
HubReview *
hub_review_desk_service_give_back (HubPlatform *platform, HubActor *actor, const char *id, GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) review = NULL;

  if (transaction == NULL)
    return NULL;
  review = hub_review_desk_service_require_held (platform, actor, id, error);
  if (review == NULL
      || !hub_review_repository_give_back (platform->database, id, error)
      || !hub_run_repository_delete_reviews (platform->database, review->app_id, error)
      || !hub_platform_log_done (platform, actor, "returnReview", review->app_id, id, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, id, error);
}

static gboolean
check_screenshots (HubPlatform *platform, HubActor *actor, HubReview *review, JsonArray *ids, GError **error)
{
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);
      g_autoptr (HubReviewAttachment) picture = NULL;

      if (!hub_review_attachment_repository_find (platform->database, review->app_id, id, &picture, error))
        return FALSE;
      if (picture != NULL && g_strcmp0 (picture->review_id, review->id) == 0)
        continue;
      hub_actor_set_detail (actor, "attachment", id);
      hub_refuse (error, "review.no_attachment", _("“%s” is no picture of this review; send it first"), id);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_notes (HubPlatform *platform, HubActor *actor, HubReview *review, JsonObject *decision, GError **error)
{
  g_autoptr (HubPackageRow) package = hub_package_service_get (platform, review->app_id, review->package, error);
  JsonArray *notes = hub_json_get_array (decision, "page_notes");

  if (package == NULL
      || !check_screenshots (platform, actor, review, hub_json_get_array (decision, "screenshots"), error))
    return FALSE;
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonObject *note = json_array_get_object_element (notes, i);
      const char *address = hub_json_get_string (note, "address", "");

      if (!hub_review_form_has_page (package, address))
        {
          hub_actor_set_detail (actor, "member", "page_notes");
          hub_refuse (error, "review.no_such_page", _("The version has no page “%s”"), address);
          return FALSE;
        }
      if (!check_screenshots (platform, actor, review, hub_json_get_array (note, "screenshots"), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_reason (const char *reason, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  if (stripped[0] != '\0')
    return TRUE;
  hub_refuse (error, "review.reason_required",
              _("A rejection needs a reason: write what the developers must change"));
  return FALSE;
}

static gboolean
write_notes (HubPlatform *platform, const char *id, JsonObject *decision, GError **error)
{
  static const char *const names[] = { "page_notes", "screenshots" };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, json_object_new ());
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (decision, names[i]))
      json_object_set_member (json_node_get_object (node), names[i], json_object_dup_member (decision, names[i]));
  text = hub_json_to_string (node, FALSE);
  return hub_review_repository_set_notes (platform->database, id, text, error);
}

/* Who decides without having taken the review takes it with the same step. */
static gboolean
decide (HubPlatform *platform, HubActor *actor, HubReview *review, JsonObject *decision, GError **error)
{
  gboolean approve = g_str_equal (hub_json_get_string (decision, "decision", ""), "approve");
  const char *reason = approve ? NULL : hub_json_get_string (decision, "reason", NULL);
  g_autoptr (HubReview) taken = NULL;
  gboolean changed;

  if (!check_open (platform, actor, review, error)
      || (!approve && !check_reason (reason, error))
      || !check_notes (platform, actor, review, decision, error))
    return FALSE;
  taken = take (platform, actor, review->id, error);
  return taken != NULL
         && write_notes (platform, review->id, decision, error)
         && hub_review_repository_change (platform->database, review->id, "in_review",
                                          approve ? "approved" : "rejected", reason, actor->superhub_id,
                                          hub_clock_now (platform->clock), &changed, error)
         && hub_run_repository_delete_reviews (platform->database, review->app_id, error)
         && hub_notification_service_tell_decision (platform, review, approve, reason, error)
         && hub_push_service_tell_decision (platform, review, approve, reason, error)
         && hub_platform_log_done (platform, actor, approve ? "approveReview" : "rejectReview", review->app_id,
                                   review->id, error);
}

/**
 * hub_review_desk_service_decide:
 * @platform: the platform
 * @actor: a reviewer
 * @id: of a review
 * @decision: "decision" ("approve" or "reject"), "reason", "page_notes", "screenshots", as in the API's description
 * @error: (out) (optional): "review.not_found", "review.own_program", "review.not_pending", "review.taken",
 *   "review.reason_required", "review.no_such_page", "review.no_attachment"
 *
 * Decides a review; the program's admin is told in the same transaction.
 *
 * Returns: (transfer full) (nullable): the review
 */
HubReview *
hub_review_desk_service_decide (HubPlatform *platform, HubActor *actor, const char *id, JsonObject *decision,
                                GError **error)
{
  g_autoptr (HubTransaction) transaction = hub_transaction_begin (platform->database, error);
  g_autoptr (HubReview) review = NULL;

  if (transaction == NULL)
    return NULL;
  review = hub_review_service_find (platform, id, error);
  if (review == NULL
      || !decide (platform, actor, review, decision, error)
      || !hub_transaction_commit (transaction, error))
    return NULL;
  return read_again (platform, id, error);
}

static gboolean
give_back_all (HubPlatform *platform, GPtrArray *lapsed, GError **error)
{
  g_autoptr (HubActor) nobody = hub_actor_new ("");

  for (guint i = 0; i < lapsed->len; i++)
    {
      HubReview *review = g_ptr_array_index (lapsed, i);

      if (!hub_review_repository_give_back (platform->database, review->id, error)
          || !hub_run_repository_delete_reviews (platform->database, review->app_id, error)
          || !hub_platform_log_done (platform, nobody, "returnReview", review->app_id, review->id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hub_review_desk_service_give_back_expired:
 * @platform: the platform
 * @now: its time
 * @next: (inout): when the next review has been with somebody for long enough
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Timed work: a reviewer who went home keeps nobody waiting.
 *
 * Returns: whether it worked
 */
gboolean
hub_review_desk_service_give_back_expired (HubPlatform *platform, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (HubTransaction) transaction = NULL;
  g_autoptr (GPtrArray) lapsed = NULL;
  gint64 first = 0;

  if (!hub_review_repository_next_expiry (platform->database, &first, error))
    return FALSE;
  if (first == 0 || first > now)
    {
      if (first != 0)
        *next = MIN (*next, first);
      return TRUE;
    }
  transaction = hub_transaction_begin (platform->database, error);
  if (transaction == NULL)
    return FALSE;
  lapsed = hub_review_repository_list_expired (platform->database, now, EXPIRED_AT_ONCE, error);
  return lapsed != NULL
         && give_back_all (platform, lapsed, error)
         && hub_review_repository_next_expiry (platform->database, &first, error)
         && hub_transaction_commit (transaction, error)
         && (first == 0 || (*next = MIN (*next, first), TRUE));
}
