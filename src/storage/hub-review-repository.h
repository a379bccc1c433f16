/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  char   *id;
  char   *app_id;
  char   *app_name;      /* only when read */
  char   *version;
  char   *remarks;
  char   *description;
  char   *package;
  char   *sizes;         /* JSON, of the package; only when read */
  char   *state;         /* "pending", "in_review", "approved", "rejected", "withdrawn", "released", "replaced" */
  char   *reason;        /* (nullable) */
  char   *submitted_by;
  gint64  submitted_at;
  char   *decided_by;    /* (nullable) */
  gint64  decided_at;    /* 0 until then */
  char   *form;          /* JSON: what was submitted, without the test account; NULL is an empty one */
  char   *test_account;  /* for the reviewer who has it, and the program's people */
  char   *notes;         /* JSON: what the reviewer wrote on pages, and pictures */
  char   *taken_by;      /* (nullable): the reviewer who has it, or had it */
  gint64  taken_at;
  gint64  taken_until;
  gint64  number;        /* in the order of submission; only when read */
} HubReview;

/* What a list holds; %NULL leaves a member open. */
typedef struct
{
  const char *state;        /* or "open": pending and in_review, or "closed": all others */
  const char *app_id;
  const char *taken_by;
  const char *submitted_by;
  gboolean    newest_first;
} HubReviewFilter;

void       hub_review_free                         (HubReview        *row);
gboolean   hub_review_repository_insert            (HubDatabase      *database,
                                                    const HubReview  *row,
                                                    GError          **error);
gboolean   hub_review_repository_find              (HubDatabase      *database,
                                                    const char       *id,
                                                    HubReview       **found,
                                                    GError          **error);
gboolean   hub_review_repository_find_in_state     (HubDatabase      *database,
                                                    const char       *app_id,
                                                    const char       *state,
                                                    HubReview       **found,
                                                    GError          **error);
gboolean   hub_review_repository_find_open         (HubDatabase      *database,
                                                    const char       *app_id,
                                                    HubReview       **found,
                                                    GError          **error);
gboolean   hub_review_repository_find_latest       (HubDatabase      *database,
                                                    const char       *app_id,
                                                    HubReview       **found,
                                                    GError          **error);
GPtrArray *hub_review_repository_list              (HubDatabase            *database,
                                                    const HubReviewFilter  *filter,
                                                    gint64                  after,
                                                    guint                   limit,
                                                    GError                **error);
GPtrArray *hub_review_repository_list_expired      (HubDatabase      *database,
                                                    gint64            now,
                                                    guint             limit,
                                                    GError          **error);
gboolean   hub_review_repository_next_expiry       (HubDatabase      *database,
                                                    gint64           *next,
                                                    GError          **error);
gboolean   hub_review_repository_take              (HubDatabase      *database,
                                                    const char       *id,
                                                    const char       *superhub_id,
                                                    gint64            now,
                                                    gint64            until,
                                                    gboolean         *changed,
                                                    GError          **error);
gboolean   hub_review_repository_give_back         (HubDatabase      *database,
                                                    const char       *id,
                                                    GError          **error);
gboolean   hub_review_repository_set_notes         (HubDatabase      *database,
                                                    const char       *id,
                                                    const char       *notes,
                                                    GError          **error);
gboolean   hub_review_repository_change            (HubDatabase      *database,
                                                    const char       *id,
                                                    const char       *from,
                                                    const char       *to,
                                                    const char       *reason,
                                                    const char       *decided_by,
                                                    gint64            decided_at,
                                                    gboolean         *changed,
                                                    GError          **error);
gint64     hub_review_repository_count_withdrawals (HubDatabase      *database,
                                                    const char       *app_id,
                                                    gint64            since,
                                                    GError          **error);
gint64     hub_review_repository_count_rejections  (HubDatabase      *database,
                                                    const char       *app_id,
                                                    gint64           *last,
                                                    GError          **error);
gboolean   hub_review_repository_was_rejected      (HubDatabase      *database,
                                                    const char       *app_id,
                                                    gboolean         *rejected,
                                                    GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReview, hub_review_free)

G_END_DECLS
