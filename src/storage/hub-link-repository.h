/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A rule for ordinary links: those that begin with its prefix open a page of the program. */
typedef struct
{
  gint64    number;
  char     *id;
  char     *app_id;
  char     *host;
  char     *prefix;          /* in the one form of hub_link_to_string() */
  char     *page;
  char     *open_version;    /* of its debugging URLs: "develop", "trial", "release" */
  gboolean  published;
  char     *made_by;
  gint64    made_at;
  gint64    published_at;    /* 0 for not yet */
  char    **debug_urls;
} HubLinkRule;

void       hub_link_rule_free               (HubLinkRule        *row);
gboolean   hub_link_repository_insert       (HubDatabase        *database,
                                             const HubLinkRule  *row,
                                             GError            **error);
gboolean   hub_link_repository_change       (HubDatabase        *database,
                                             const HubLinkRule  *row,
                                             GError            **error);
gboolean   hub_link_repository_publish      (HubDatabase        *database,
                                             const HubLinkRule  *row,
                                             gint64              now,
                                             GError            **error);
gboolean   hub_link_repository_delete       (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *id,
                                             gboolean           *deleted,
                                             GError            **error);
gboolean   hub_link_repository_find         (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *id,
                                             HubLinkRule       **found,
                                             GError            **error);
GPtrArray *hub_link_repository_list         (HubDatabase        *database,
                                             const char         *app_id,
                                             GError            **error);
GPtrArray *hub_link_repository_list_of_host (HubDatabase        *database,
                                             const char         *host,
                                             GError            **error);
gboolean   hub_link_repository_get_file     (HubDatabase        *database,
                                             const char         *app_id,
                                             char              **name,
                                             char              **content,
                                             GError            **error);
gboolean   hub_link_repository_put_file     (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *name,
                                             const char         *content,
                                             GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubLinkRule, hub_link_rule_free)

G_END_DECLS
