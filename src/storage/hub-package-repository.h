/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A program's package; the bytes are a file named by the hash. */
typedef struct
{
  char   *app_id;
  char   *sha256;
  char   *sizes;         /* JSON, as in the API */
  char   *pages;         /* JSON, an array of paths */
  char   *uploaded_by;
  gint64  created_at;
  gint64  sent_at;       /* when it last came */
  gboolean unreferenced; /* whether nothing names it; only of hub_package_repository_list_sent() */
} HubPackageRow;

void     hub_package_row_free          (HubPackageRow        *row);
gboolean hub_package_repository_insert (HubDatabase          *database,
                                        const HubPackageRow  *row,
                                        GError              **error);
gboolean hub_package_repository_find   (HubDatabase          *database,
                                        const char           *app_id,
                                        const char           *sha256,
                                        HubPackageRow       **found,
                                        GError              **error);

gboolean   hub_package_repository_is_known (HubDatabase *database,
                                            const char  *sha256,
                                            gboolean    *known,
                                            GError     **error);
GPtrArray *hub_package_repository_list_sent (HubDatabase          *database,
                                             const HubPackageRow  *after,
                                             gint64                before,
                                             guint                 limit,
                                             GError              **error);
gboolean   hub_package_repository_collect  (HubDatabase *database,
                                            const char  *app_id,
                                            const char  *sha256,
                                            gint64       before,
                                            gboolean    *collected,
                                            GError     **error);
const char *const *hub_package_repository_list_references (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPackageRow, hub_package_row_free)

G_END_DECLS
