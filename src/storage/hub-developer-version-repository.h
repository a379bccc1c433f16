/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  char   *id;
  char   *app_id;
  char   *developer;
  gint64  key_slot;      /* 0 for the developer's own; 1 to 30 for that of an upload key */
  char   *version;
  char   *remarks;
  char   *package;
  gint64  uploaded_at;
  char   *sizes;         /* JSON, of the package; only when read */
} HubDeveloperVersion;

void       hub_developer_version_free              (HubDeveloperVersion        *row);
gboolean   hub_developer_version_repository_put    (HubDatabase                *database,
                                                    const HubDeveloperVersion  *row,
                                                    GError                    **error);
gboolean   hub_developer_version_repository_find   (HubDatabase                *database,
                                                    const char                 *app_id,
                                                    const char                 *id,
                                                    HubDeveloperVersion       **found,
                                                    GError                    **error);
GPtrArray *hub_developer_version_repository_list   (HubDatabase                *database,
                                                    const char                 *app_id,
                                                    GError                    **error);
gboolean   hub_developer_version_repository_delete (HubDatabase                *database,
                                                    const char                 *id,
                                                    GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubDeveloperVersion, hub_developer_version_free)

G_END_DECLS
