/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A sign-in. Only the hash of its token is kept. */
typedef struct
{
  char   *token_hash;
  char   *superhub_id;
  char   *scope;          /* "devtools", "console", "phone" */
  gint64  created_at;
  gint64  confirmed_at;   /* when the password was last given */
  gint64  expires_at;
} HubSessionRow;

void     hub_session_row_free            (HubSessionRow        *session);
gboolean hub_session_repository_insert   (HubDatabase          *database,
                                          const HubSessionRow  *session,
                                          GError              **error);
gboolean hub_session_repository_find     (HubDatabase          *database,
                                          const char           *token_hash,
                                          HubSessionRow       **session,
                                          GError              **error);
gboolean hub_session_repository_confirm  (HubDatabase          *database,
                                          const char           *token_hash,
                                          gint64                confirmed_at,
                                          GError              **error);
gboolean hub_session_repository_delete   (HubDatabase          *database,
                                          const char           *token_hash,
                                          GError              **error);
gboolean hub_session_repository_delete_expired (HubDatabase    *database,
                                                gint64          before,
                                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSessionRow, hub_session_row_free)

G_END_DECLS
