/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-present.h"
#include "hub-review-service.h"

static void
finish (HubRequest *request, HubReview *review, const GError *error)
{
  hub_request_finish (request, review != NULL ? hub_present_review (review) : NULL, error);
  g_clear_pointer (&review, hub_review_free);
}

static void
submit_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *description = hub_request_get (request, "description");
  HubReview *review;

  review = hub_review_service_submit (request->platform, request->actor,
                                      hub_request_get (request, "app_id"),
                                      hub_request_get (request, "id"),
                                      description != NULL ? description : "", &error);
  finish (request, review, error);
}

static void
withdraw_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review;

  review = hub_review_service_withdraw (request->platform, request->actor,
                                        hub_request_get (request, "app_id"), &error);
  finish (request, review, error);
}

static void
get_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review;

  review = hub_review_service_get (request->platform, request->actor,
                                   hub_request_get (request, "id"), &error);
  finish (request, review, error);
}

static void
decide_review (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  HubReview *review;

  review = hub_review_service_decide (request->platform, request->actor,
                                      hub_request_get (request, "id"),
                                      g_str_equal (hub_request_get (request, "decision"), "approve"),
                                      hub_request_get (request, "reason"), &error);
  finish (request, review, error);
}

static void
list_reviews (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  const char *cursor = hub_request_get (request, "cursor");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  g_autofree char *last = NULL;

  reviews = hub_review_repository_list (request->platform->database, hub_request_get (request, "state"),
                                        cursor != NULL ? g_ascii_strtoll (cursor, NULL, 10) : 0, limit,
                                        &error);
  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    {
      const HubReview *review = g_ptr_array_index (reviews, i);

      json_array_add_element (items, hub_present_review (review));
      g_free (last);
      last = g_strdup_printf ("%" G_GINT64_FORMAT, review->number);
    }
  hub_request_finish_list (request, items, limit, last, error);
}

const HubOperation hub_review_handlers[] = {
  { "submitReview", submit_review },
  { "withdrawReview", withdraw_review },
  { "getReview", get_review },
  { "decideReview", decide_review },
  { "listReviews", list_reviews },
  { NULL, NULL },
};
