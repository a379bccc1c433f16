/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-account-repository.h"
#include "hub-app-repository.h"
#include "hub-developer-version-repository.h"
#include "hub-member-repository.h"
#include "hub-notification-repository.h"
#include "hub-package-repository.h"
#include "hub-review-form-repository.h"
#include "hub-review-repository.h"
#include "hub-test-version-repository.h"
#include "hub-upload-key-repository.h"

G_BEGIN_DECLS

/* Rows as the API shows them: the schemas of data/api/openapi.json. All (transfer full). */
JsonNode *hub_present_account           (const HubAccount           *account);
JsonNode *hub_present_app               (const HubApp               *app,
                                         const HubMember            *member);
const char *hub_present_warning         (HubRoles                   roles);
JsonNode *hub_present_member            (const HubMember            *member);
JsonNode *hub_present_package           (const HubPackageRow        *package);
JsonNode *hub_present_upload_key        (const HubUploadKey         *key);
JsonNode *hub_present_developer_version (const HubDeveloperVersion  *version,
                                         const HubTestVersion       *test,
                                         const char                 *base_url);
JsonNode *hub_present_test_version      (const HubTestVersion       *test,
                                         const char                 *base_url);
JsonNode *hub_present_review            (const HubReview            *review);
JsonNode *hub_present_review_in_full    (const HubReview            *review);
JsonNode *hub_present_review_draft      (const HubReviewDraft       *draft);
JsonNode *hub_present_attachment        (const HubReviewAttachment  *attachment);
JsonNode *hub_present_attachment_in_full        (const HubReviewAttachment  *attachment);
JsonNode *hub_present_notification      (const HubNotification      *notification);

void      hub_present_set_time          (JsonObject                 *object,
                                         const char                 *member,
                                         gint64                      time);
void      hub_present_add_time          (JsonObject                 *object,
                                         const char                 *member,
                                         gint64                      time);
void      hub_present_set_text          (JsonObject                *object,
                                         const char                *member,
                                         const char                *text);
JsonNode *hub_present_object            (JsonObject                 *object);

G_END_DECLS
