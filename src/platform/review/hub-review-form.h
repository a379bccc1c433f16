/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-package-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

/* What a team tells the reviewer. */
typedef struct
{
  JsonObject *members;        /* of the schema ReviewForm, but for the test account */
  char       *test_account;   /* kept apart: fewer people see it */
} HubReviewForm;

HubReviewForm *hub_review_form_new      (JsonObject      *values);
HubReviewForm *hub_review_form_parse    (const char      *json,
                                         const char      *test_account);
void           hub_review_form_free     (HubReviewForm   *self);
const char    *hub_review_form_get_text (HubReviewForm   *self,
                                         const char      *member);
char          *hub_review_form_to_json  (HubReviewForm   *self);
gboolean       hub_review_form_check    (HubReviewForm   *self,
                                         HubPlatform     *platform,
                                         HubActor        *actor,
                                         HubPackageRow   *package,
                                         gboolean         after_rejection,
                                         GError         **error);
gboolean       hub_review_form_has_page (const HubPackageRow *package,
                                         const char          *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReviewForm, hub_review_form_free)

G_END_DECLS
