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
  char   *app_id;         /* (nullable): the one program it is for */
  char   *address;        /* where it was made from */
  char   *label;          /* what it was made by: the User-Agent */
  gint64  created_at;
  gint64  confirmed_at;   /* when the password was last given */
  gint64  used_at;        /* within an hour */
  gint64  expires_at;
  gboolean guest;         /* let in by the program's admin */
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
char    *hub_session_row_id              (const HubSessionRow  *session);
gboolean hub_session_repository_delete_by_id (HubDatabase      *database,
                                              const char       *superhub_id,
                                              const char       *id,
                                              gint64           *deleted,
                                              GError          **error);
GPtrArray *hub_session_repository_list     (HubDatabase        *database,
                                            const char         *superhub_id,
                                            const char         *after,
                                            gint64              now,
                                            guint               limit,
                                            GError            **error);
gboolean hub_session_repository_touch      (HubDatabase          *database,
                                            const char           *token_hash,
                                            gint64                used_at,
                                            GError              **error);
gboolean hub_session_repository_delete_others (HubDatabase       *database,
                                               const char        *superhub_id,
                                               const char        *token_hash,
                                               gint64            *deleted,
                                               GError           **error);
gboolean hub_session_repository_delete_of_app (HubDatabase       *database,
                                               const char        *app_id,
                                               const char        *superhub_id,
                                               GError           **error);
gboolean hub_session_repository_delete_expired (HubDatabase    *database,
                                                gint64          before,
                                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSessionRow, hub_session_row_free)

G_END_DECLS
