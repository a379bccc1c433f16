/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  char     *app_id;
  char     *name;
  char     *admin;            /* Super Hub ID */
  char     *online_version;   /* (nullable) */
  gboolean  suspended;        /* by one or both of: */
  gboolean  suspended_by_owner;
  gboolean  suspended_by_platform;
  char     *owner_reason;     /* for the notice, "" for none */
  char     *platform_reason;
  gboolean  removed;
  gint64    created_at;
} HubApp;

void       hub_app_free                (HubApp       *app);
gboolean   hub_app_repository_insert   (HubDatabase  *database,
                                        const HubApp *app,
                                        GError      **error);
gboolean   hub_app_repository_find     (HubDatabase  *database,
                                        const char   *app_id,
                                        HubApp      **app,
                                        GError      **error);
GPtrArray *hub_app_repository_list     (HubDatabase  *database,
                                        const char   *superhub_id,
                                        const char   *after,
                                        guint         limit,
                                        GError      **error);
gboolean   hub_app_repository_suspend  (HubDatabase  *database,
                                        const char   *app_id,
                                        gboolean      by_platform,
                                        gboolean      suspended,
                                        const char   *reason,
                                        gboolean     *changed,
                                        GError      **error);
gboolean   hub_app_repository_remove   (HubDatabase  *database,
                                        const char   *app_id,
                                        GError      **error);

GPtrArray *hub_app_repository_list_online (HubDatabase  *database,
                                           GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubApp, hub_app_free)

G_END_DECLS
