/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A program running on a phone: what /r/TOKEN serves. */
typedef struct
{
  char   *token_hash;
  char   *kind;          /* "preview", "test", "online", "review" */
  char   *app_id;
  char   *superhub_id;
  char   *package;
  gint64  expires_at;
  gint64  key_slot;      /* of a preview: as in its row */
} HubRunRow;

void     hub_run_row_free                    (HubRunRow        *row);
gboolean hub_run_repository_insert           (HubDatabase      *database,
                                              const HubRunRow  *row,
                                              GError          **error);
gboolean hub_run_repository_find             (HubDatabase      *database,
                                              const char       *token_hash,
                                              HubRunRow       **found,
                                              GError          **error);
gboolean hub_run_repository_delete_of_person (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              GError          **error);
gboolean hub_run_repository_delete_of_account (HubDatabase     *database,
                                               const char      *superhub_id,
                                               GError         **error);
gboolean hub_run_repository_delete_previews  (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              GError          **error);
gboolean hub_run_repository_delete_previews_of_slot (HubDatabase  *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              gint64            key_slot,
                                              GError          **error);
gboolean hub_run_repository_delete_reviews   (HubDatabase      *database,
                                              const char       *app_id,
                                              GError          **error);
gboolean hub_run_repository_delete_expired   (HubDatabase      *database,
                                              gint64            before,
                                              GError          **error);
gboolean   hub_run_repository_delete_of_app    (HubDatabase      *database,
                                                const char       *app_id,
                                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubRunRow, hub_run_row_free)

G_END_DECLS
