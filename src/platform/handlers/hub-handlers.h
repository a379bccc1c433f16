/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-request.h"
#include "hub-session-service.h"
#include "hub-review-repository.h"

G_BEGIN_DECLS

/* The operations of one resource, by their ids in the API's description. */
typedef struct
{
  const char *operation;
  HubHandler  handle;
} HubOperation;

HubHandler hub_handlers_find (const char *operation);

/* One table a resource, each in a file of its own, ended by a row of NULL. */
extern const HubOperation hub_account_handlers[];
extern const HubOperation hub_app_handlers[];
extern const HubOperation hub_audit_handlers[];
extern const HubOperation hub_check_handlers[];
extern const HubOperation hub_console_handlers[];
extern const HubOperation hub_directory_handlers[];
extern const HubOperation hub_code_handlers[];
extern const HubOperation hub_domain_handlers[];
extern const HubOperation hub_key_handlers[];
extern const HubOperation hub_link_handlers[];
extern const HubOperation hub_member_handlers[];
extern const HubOperation hub_event_handlers[];
extern const HubOperation hub_notification_handlers[];
extern const HubOperation hub_opening_handlers[];
extern const HubOperation hub_package_handlers[];
extern const HubOperation hub_permission_handlers[];
extern const HubOperation hub_preview_handlers[];
extern const HubOperation hub_push_handlers[];
extern const HubOperation hub_release_handlers[];
extern const HubOperation hub_review_desk_handlers[];
extern const HubOperation hub_review_handlers[];
extern const HubOperation hub_session_handlers[];
extern const HubOperation hub_sharing_handlers[];
extern const HubOperation hub_system_handlers[];
extern const HubOperation hub_upload_handlers[];
extern const HubOperation hub_version_handlers[];
extern const HubOperation hub_visit_handlers[];
extern const HubOperation hub_webhook_handlers[];

JsonNode *hub_session_handlers_present (HubRequest       *request,
                                        const HubSignIn  *sign_in,
                                        GError          **error);

#define HUB_DEFAULT_PAGE 50

/* The answer of an operation that tried a server. */
void      hub_handlers_finish_test    (HubRequest            *request,
                                       gboolean               delivered,
                                       const GError          *error);

/* A page of reviews, oldest first; shared by the two lists of them. */
void      hub_review_handlers_list    (HubRequest            *request,
                                       const HubReviewFilter *filter);
JsonNode *hub_review_handlers_present (HubRequest            *request,
                                       const HubReview       *review);

G_END_DECLS
