/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A preview link; only the hash of its token is kept. */
typedef struct
{
  char   *token_hash;
  char   *app_id;
  char   *superhub_id;
  char   *package;
  char   *condition;     /* JSON: {"path", "query", "scene"} */
  gint64  created_at;
  gint64  expires_at;
  gint64  ended_at;      /* 0 while it is open */
  gint64  key_slot;      /* 0 for a person's own, else that of the upload key that made it */
} HubPreviewRow;

void     hub_preview_row_free           (HubPreviewRow        *row);
gboolean hub_preview_repository_insert  (HubDatabase          *database,
                                         const HubPreviewRow  *row,
                                         GError              **error);
gboolean hub_preview_repository_find    (HubDatabase          *database,
                                         const char           *token_hash,
                                         HubPreviewRow       **found,
                                         GError              **error);
gboolean hub_preview_repository_end     (HubDatabase          *database,
                                         const char           *app_id,
                                         const char           *superhub_id,
                                         gint64                ended_at,
                                         GError              **error);
gboolean hub_preview_repository_end_slot (HubDatabase         *database,
                                         const char           *app_id,
                                         const char           *superhub_id,
                                         gint64                key_slot,
                                         gint64                ended_at,
                                         GError              **error);
gboolean hub_preview_repository_end_one (HubDatabase          *database,
                                         const char           *token_hash,
                                         gint64                ended_at,
                                         GError              **error);
gboolean hub_preview_repository_delete_before (HubDatabase    *database,
                                               gint64          before,
                                               GError        **error);
gboolean hub_preview_repository_find_last_end (HubDatabase    *database,
                                               gint64         *last,
                                               GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPreviewRow, hub_preview_row_free)

G_END_DECLS
