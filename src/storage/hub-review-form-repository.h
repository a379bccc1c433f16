/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* The form of a submission while it is filled in; one for each program. */
typedef struct
{
  char   *app_id;
  char   *form;          /* JSON, without the test account */
  char   *test_account;
  char   *saved_by;
  gint64  saved_at;
} HubReviewDraft;

/* A picture of a form or of a decision. */
typedef struct
{
  char   *id;
  char   *app_id;
  char   *review_id;     /* (nullable): of a decision; NULL for those of forms */
  char   *type;          /* "image/png", "image/jpeg", "image/webp" */
  gint64  bytes;
  char   *data;          /* base64 */
  char   *added_by;
  gint64  added_at;
} HubReviewAttachment;

void     hub_review_draft_free                    (HubReviewDraft            *row);
gboolean hub_review_draft_repository_put          (HubDatabase               *database,
                                                   const HubReviewDraft      *row,
                                                   GError                   **error);
gboolean hub_review_draft_repository_find         (HubDatabase               *database,
                                                   const char                *app_id,
                                                   HubReviewDraft           **found,
                                                   GError                   **error);
gboolean hub_review_draft_repository_delete       (HubDatabase               *database,
                                                   const char                *app_id,
                                                   GError                   **error);

void     hub_review_attachment_free               (HubReviewAttachment       *row);
gboolean hub_review_attachment_repository_insert  (HubDatabase               *database,
                                                   const HubReviewAttachment *row,
                                                   GError                   **error);
gboolean hub_review_attachment_repository_find    (HubDatabase               *database,
                                                   const char                *app_id,
                                                   const char                *id,
                                                   HubReviewAttachment      **found,
                                                   GError                   **error);
gint64   hub_review_attachment_repository_count   (HubDatabase               *database,
                                                   const char                *app_id,
                                                   const char                *review_id,
                                                   gint64                     since,
                                                   GError                   **error);

gboolean hub_review_attachment_repository_forget (HubDatabase  *database,
                                                  gint64        before,
                                                  guint         limit,
                                                  gint64       *forgotten,
                                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReviewDraft, hub_review_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReviewAttachment, hub_review_attachment_free)

G_END_DECLS
