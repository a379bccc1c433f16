/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A package on its way in, in parts; its bytes are a file named by the id. */
typedef struct
{
  char   *id;
  char   *app_id;
  char   *superhub_id;
  gint64  key_slot;      /* 0 for a person, else the upload key's */
  gint64  size;          /* bytes, when it is whole */
  char   *sha256;        /* of all of them, as announced */
  gint64  created_at;
  gint64  expires_at;
} HubUpload;

void       hub_upload_free                     (HubUpload        *row);
gboolean   hub_upload_repository_insert        (HubDatabase      *database,
                                                const HubUpload  *row,
                                                GError          **error);
gboolean   hub_upload_repository_find          (HubDatabase      *database,
                                                const char       *id,
                                                HubUpload       **found,
                                                GError          **error);
gboolean   hub_upload_repository_find_same     (HubDatabase      *database,
                                                const HubUpload  *wanted,
                                                HubUpload       **found,
                                                GError          **error);
gint64     hub_upload_repository_count         (HubDatabase      *database,
                                                const char       *superhub_id,
                                                GError          **error);
gboolean   hub_upload_repository_delete        (HubDatabase      *database,
                                                const char       *id,
                                                gboolean         *deleted,
                                                GError          **error);
GPtrArray *hub_upload_repository_list_expired  (HubDatabase      *database,
                                                gint64            now,
                                                guint             limit,
                                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubUpload, hub_upload_free)

G_END_DECLS
