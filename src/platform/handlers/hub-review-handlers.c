/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include "hub-language.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-review-draft-service.h"
#include "hub-review-quota.h"
#include "hub-review-service.h"

/* With what is left of the quotas: who has submitted or withdrawn wants to know. */
static void
finish (HubRequest *request, HubReview *review, GError **error)
{
  g_autoptr (HubReview) owned = review;
  HubReviewQuota quota;
  JsonNode *body = NULL;

  if (review != NULL && hub_review_quota_read (request->platform, review->app_id, &quota, error))
    {
      body = hub_present_review_in_full (review);
      json_object_set_member (json_node_get_object (body), "quota",
                              hub_review_quota_present (request->platform, &quota));
    }
  hub_request_finish (request, body, *error);
}

static void
submit_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReviewForm) form = hub_review_form_new (request->values);
  HubReview *review;

  review = hub_review_service_submit (request->platform, request->actor,
                                      hub_request_get (request, "app_id"),
                                      hub_request_get (request, "id"), form, &error);
  finish (request, review, &error);
}

static void
withdraw_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review;

  review = hub_review_service_withdraw (request->platform, request->actor,
                                        hub_request_get (request, "app_id"), &error);
  finish (request, review, &error);
}

static void
get_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReview) review = hub_review_service_get (request->platform, request->actor,
                                                         hub_request_get (request, "id"), &error);

  hub_request_finish (request, review != NULL ? hub_review_handlers_present (request, review) : NULL, error);
}

static void
get_review_quota (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReviewQuota quota;
  JsonNode *body = NULL;

  if (hub_review_quota_read (request->platform, hub_request_get (request, "app_id"), &quota, &error))
    body = hub_review_quota_present (request->platform, &quota);
  hub_request_finish (request, body, error);
}

static void
list_app_reviews (HubRequest *request)
{
  const HubReviewFilter filter = {
    .state = hub_request_get (request, "state"),
    .app_id = hub_request_get (request, "app_id"),
    .newest_first = g_strcmp0 (hub_request_get (request, "order"), "newest") == 0,
  };

  hub_review_handlers_list (request, &filter);
}

static void
get_review_draft (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReviewDraft) draft = NULL;
  const HubReviewDraft empty = { .form = (char *) "{}", .test_account = (char *) "" };
  JsonNode *body = NULL;

  if (hub_review_draft_repository_find (request->platform->database, hub_request_get (request, "app_id"), &draft,
                                        &error))
    body = hub_present_review_draft (draft != NULL ? draft : &empty);
  hub_request_finish (request, body, error);
}

static void
put_review_draft (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReviewDraft) draft = hub_review_draft_service_save (request->platform, request->actor,
                                                                    hub_request_get (request, "app_id"),
                                                                    request->values, &error);

  hub_request_finish (request, draft != NULL ? hub_present_review_draft (draft) : NULL, error);
}

static void
delete_review_draft (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hub_review_draft_service_delete (request->platform, request->actor,
                                                   hub_request_get (request, "app_id"), &error);

  hub_request_finish_done (request, done, error);
}

static void
add_review_attachment (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReviewAttachment) picture = NULL;

  picture = hub_review_draft_service_attach (request->platform, request->actor, hub_request_get (request, "app_id"),
                                             NULL, hub_request_get (request, "data"), &error);
  hub_request_finish (request, picture != NULL ? hub_present_attachment (picture) : NULL, error);
}

/* Those of decisions are seen with their review. */
static void
get_review_form_picture (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *name = hub_request_get (request, "attachment");
  g_autoptr (HubReviewAttachment) picture = NULL;
  JsonNode *body = NULL;

  if (hub_review_attachment_repository_find (request->platform->database, hub_request_get (request, "app_id"), name,
                                             &picture, &error)
      && picture != NULL && picture->review_id == NULL)
    body = hub_present_attachment_in_full (picture);
  else if (error == NULL)
    hub_refuse (&error, "review.no_attachment", _("There is no picture “%s” for the program’s forms"), name);
  hub_request_finish (request, body, error);
}

const HubOperation hub_review_handlers[] = {
  { "submitReview", submit_review },
  { "withdrawReview", withdraw_review },
  { "getReview", get_review },
  { "getReviewQuota", get_review_quota },
  { "listAppReviews", list_app_reviews },
  { "getReviewDraft", get_review_draft },
  { "putReviewDraft", put_review_draft },
  { "deleteReviewDraft", delete_review_draft },
  { "addReviewAttachment", add_review_attachment },
  { "getReviewFormPicture", get_review_form_picture },
  { NULL, NULL },
};
