/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "config.h"

#include "hub-language.h"
#include "hub-present.h"
#include "hub-refusals.h"
#include "hub-review-desk-service.h"
#include "hub-review-draft-service.h"
#include "hub-review-service.h"

/* Who has the review is told where its version opens. */
JsonNode *
hub_review_handlers_present (HubRequest *request, const HubReview *review)
{
  JsonNode *body = hub_present_review_in_full (review);
  g_autofree char *base = NULL;
  g_autofree char *url = NULL;

  if (!g_str_equal (review->state, "in_review") || g_strcmp0 (review->taken_by, request->actor->superhub_id) != 0)
    return body;
  base = hub_request_base_url (request);
  url = g_strconcat (base, "/v/", review->id, NULL);
  json_object_set_string_member (json_node_get_object (body), "url", url);
  return body;
}

static void
finish (HubRequest *request, HubReview *review, const GError *error)
{
  g_autoptr (HubReview) owned = review;

  hub_request_finish (request, review != NULL ? hub_review_handlers_present (request, review) : NULL, error);
}

static void
take_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review = hub_review_desk_service_take (request->platform, request->actor, hub_request_get (request, "id"),
                                                    &error);

  finish (request, review, error);
}

static void
return_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review = hub_review_desk_service_give_back (request->platform, request->actor,
                                                         hub_request_get (request, "id"), &error);

  if (review != NULL)
    g_clear_pointer (&review->test_account, g_free);
  finish (request, review, error);
}

static void
decide_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review = hub_review_desk_service_decide (request->platform, request->actor,
                                                      hub_request_get (request, "id"), request->values, &error);

  if (review != NULL)
    g_clear_pointer (&review->test_account, g_free);
  finish (request, review, error);
}

void
hub_review_handlers_list (HubRequest *request, const HubReviewFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  gint64 last = 0;

  reviews = hub_review_repository_list (request->platform->database, filter,
                                        hub_request_get_cursor (request, 0), limit, &error);
  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    {
      const HubReview *review = g_ptr_array_index (reviews, i);

      json_array_add_element (items, hub_present_review (review));
      last = review->number;
    }
  hub_request_finish_page (request, items, limit, last, error);
}

static void
list_reviews (HubRequest *request)
{
  const HubReviewFilter filter = {
    .state = hub_request_get (request, "state"),
    .app_id = hub_request_get (request, "app_id"),
    .taken_by = hub_request_get (request, "taken_by"),
    .submitted_by = hub_request_get (request, "submitted_by"),
    .newest_first = g_strcmp0 (hub_request_get (request, "order"), "newest") == 0,
  };

  hub_review_handlers_list (request, &filter);
}

static void
add_review_screenshot (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *id = hub_request_get (request, "id");
  g_autoptr (HubReview) review = hub_review_desk_service_require_held (request->platform, request->actor, id, &error);
  g_autoptr (HubReviewAttachment) picture = NULL;

  if (review != NULL)
    picture = hub_review_draft_service_attach (request->platform, request->actor, review->app_id, review->id,
                                               hub_request_get (request, "data"), &error);
  hub_request_finish (request, picture != NULL ? hub_present_attachment (picture) : NULL, error);
}

/* Of the program whose review it is: the form's pictures, and those of this decision. */
static void
get_review_attachment (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *name = hub_request_get (request, "attachment");
  g_autoptr (HubReview) review = hub_review_service_get (request->platform, request->actor,
                                                         hub_request_get (request, "id"), &error);
  g_autoptr (HubReviewAttachment) picture = NULL;
  JsonNode *body = NULL;

  if (review != NULL
      && hub_review_attachment_repository_find (request->platform->database, review->app_id, name, &picture, &error)
      && (picture == NULL
          || (picture->review_id != NULL && !g_str_equal (picture->review_id, review->id))
          || (picture->review_id == NULL && strstr (review->form, picture->id) == NULL)))
    {
      g_clear_pointer (&picture, hub_review_attachment_free);
      hub_refuse (&error, "review.no_attachment", _("This review has no picture “%s”"), name);
    }
  if (picture != NULL)
    body = hub_present_attachment_in_full (picture);
  hub_request_finish (request, body, error);
}

const HubOperation hub_review_desk_handlers[] = {
  { "takeReview", take_review },
  { "returnReview", return_review },
  { "decideReview", decide_review },
  { "listReviews", list_reviews },
  { "addReviewScreenshot", add_review_screenshot },
  { "getReviewAttachment", get_review_attachment },
  { NULL, NULL },
};
