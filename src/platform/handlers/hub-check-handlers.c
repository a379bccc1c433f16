/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-check-service.h"
#include "hub-difference-service.h"
#include "hub-language.h"
#include "hub-package-service.h"
#include "hub-review-form-repository.h"
#include "hub-review-service.h"
#include "hub-version-service.h"

/* A request for checks, which may wait for them. */
typedef struct
{
  HubRequest    *request;
  HubPackageRow *package;
  HubReviewForm *form;
} Asking;

static void
asking_free (Asking *asking)
{
  hub_package_row_free (asking->package);
  g_clear_pointer (&asking->form, hub_review_form_free);
  g_free (asking);
}

static void
answer (Asking *asking)
{
  HubRequest *request = asking->request;
  g_autoptr (GError) error = NULL;
  JsonNode *body = hub_check_service_get (request->platform, asking->package, asking->form, &error);

  hub_request_finish (request, body, error);
  asking_free (asking);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  HubRequest *request = asking->request;
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);

  /* What could not be read is told by the checks themselves. */
  hub_check_service_read_finish (result, NULL);
  answer (asking);
  hub_request_resume (request);
}

/* (transfer full) @form */
static void
ask (HubRequest *request, const char *app_id, const char *sha256, HubReviewForm *form, GError **error)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->request = request;
  asking->form = form;
  asking->package = hub_package_service_get (request->platform, app_id, sha256, error);
  if (asking->package == NULL)
    {
      hub_request_refuse (request, *error);
      g_clear_pointer (&asking->form, hub_review_form_free);
      g_free (asking);
    }
  else if (hub_request_get_int (request, "wait", 0) == 0)
    answer (asking);
  else
    {
      hub_request_suspend (request);
      hub_check_service_read_async (request->platform, sha256, on_read, asking);
    }
}

static void
get_version_checks (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *app_id = hub_request_get (request, "app_id");
  g_autoptr (HubDeveloperVersion) version = NULL;
  g_autoptr (HubReviewDraft) draft = NULL;

  version = hub_version_service_get (request->platform, app_id, hub_request_get (request, "id"), &error);
  if (version == NULL || !hub_review_draft_repository_find (request->platform->database, app_id, &draft, &error))
    {
      hub_request_refuse (request, error);
      return;
    }
  ask (request, app_id, version->package, draft != NULL ? hub_review_form_parse (draft->form, "") : NULL, &error);
}

static void
get_review_checks (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReview) review = hub_review_service_get (request->platform, request->actor,
                                                         hub_request_get (request, "id"), &error);

  if (review == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  ask (request, review->app_id, review->package, hub_review_form_parse (review->form, ""), &error);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HubRequest *request = user_data;
  g_auto (HubLanguageScope) spoken = hub_language_begin (request->actor->language);
  g_autoptr (GError) error = NULL;
  JsonNode *body = hub_difference_service_compare_finish (result, &error);

  hub_request_finish (request, body, error);
  hub_request_resume (request);
}

static void
get_review_difference (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubReview) review = hub_review_service_get (request->platform, request->actor,
                                                         hub_request_get (request, "id"), &error);

  if (review == NULL)
    {
      hub_request_refuse (request, error);
      return;
    }
  hub_request_suspend (request);
  hub_difference_service_compare_async (request->platform, review, on_compared, request);
}

const HubOperation hub_check_handlers[] = {
  { "getVersionChecks", get_version_checks },
  { "getReviewChecks", get_review_checks },
  { "getReviewDifference", get_review_difference },
  { NULL, NULL },
};
