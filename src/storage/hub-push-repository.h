/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Where a program's server is told of events, and how. */
typedef struct
{
  char   *app_id;
  char   *url;
  char   *token;
  char   *aes_key;
  char   *mode;       /* "plain", "safe" */
  char   *format;     /* "json", "xml" */
  char   *set_by;
  gint64  set_at;
} HubPush;

/* One event on its way; the same subject is told once. */
typedef struct
{
  gint64  number;       /* its MsgId */
  char   *app_id;
  char   *event;
  char   *subject;
  char   *content;      /* JSON */
  char   *state;        /* "waiting", "delivered", "failed" */
  gint64  attempts;
  gint64  due_at;
  char   *outcome;      /* what the last attempt came to */
  gint64  created_at;
} HubPushMessage;

void       hub_push_free                    (HubPush               *row);
void       hub_push_message_free            (HubPushMessage        *row);
gboolean   hub_push_repository_put          (HubDatabase           *database,
                                             const HubPush         *row,
                                             GError               **error);
gboolean   hub_push_repository_find         (HubDatabase           *database,
                                             const char            *app_id,
                                             HubPush              **found,
                                             GError               **error);
gboolean   hub_push_repository_delete       (HubDatabase           *database,
                                             const char            *app_id,
                                             gboolean              *deleted,
                                             GError               **error);
gboolean   hub_push_repository_add_message  (HubDatabase           *database,
                                             const HubPushMessage  *row,
                                             GError               **error);
GPtrArray *hub_push_repository_list_due     (HubDatabase           *database,
                                             gint64                 now,
                                             guint                  limit,
                                             GError               **error);
GPtrArray *hub_push_repository_list_messages (HubDatabase          *database,
                                              const char           *app_id,
                                              gint64                before,
                                              guint                 limit,
                                              GError              **error);
gboolean   hub_push_repository_get_next     (HubDatabase           *database,
                                             gint64                *due_at,
                                             GError               **error);
gboolean   hub_push_repository_change       (HubDatabase           *database,
                                             gint64                 number,
                                             gint64                 attempts_before,
                                             const char            *state,
                                             gint64                 attempts,
                                             gint64                 due_at,
                                             const char            *outcome,
                                             GError               **error);
gboolean   hub_push_repository_get_oldest   (HubDatabase *database,
                                             gint64 *at,
                                             GError **error);
gboolean   hub_push_repository_forget       (HubDatabase *database,
                                             gint64 before,
                                             guint limit,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPush, hub_push_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPushMessage, hub_push_message_free)

G_END_DECLS
