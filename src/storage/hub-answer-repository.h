/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A request with an Idempotency-Key, and what was answered. */
typedef struct
{
  char     *actor;
  char     *operation;
  char     *request_key;
  char     *body_hash;
  char     *claim;        /* which of several tries works on it */
  gboolean  done;         /* the change was made */
  gint64    status;       /* of the answer; 0 before it */
  char     *answer;
  gint64    created_at;
} HubAnswerRow;

void     hub_answer_row_free                  (HubAnswerRow        *row);
gboolean hub_answer_repository_find           (HubDatabase         *database,
                                               const char          *actor,
                                               const char          *operation,
                                               const char          *request_key,
                                               HubAnswerRow       **found,
                                               GError             **error);
gboolean hub_answer_repository_claim          (HubDatabase         *database,
                                               const HubAnswerRow  *row,
                                               GError             **error);
gboolean hub_answer_repository_mark_done      (HubDatabase         *database,
                                               const char          *claim,
                                               gboolean            *marked,
                                               GError             **error);
gboolean hub_answer_repository_keep           (HubDatabase         *database,
                                               const char          *claim,
                                               gint64               status,
                                               const char          *answer,
                                               GError             **error);
gboolean hub_answer_repository_give_up        (HubDatabase         *database,
                                               const char          *claim,
                                               GError             **error);
gboolean hub_answer_repository_delete_before  (HubDatabase         *database,
                                               gint64               before,
                                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAnswerRow, hub_answer_row_free)

G_END_DECLS
