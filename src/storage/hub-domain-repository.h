/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Server domains by program and use ("request"), and the counted changes of settings ("domains", "links"). */
char   **hub_domain_repository_list         (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *use,
                                             GError            **error);
gboolean hub_domain_repository_replace      (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *use,
                                             const char *const  *domains,
                                             GError            **error);
gboolean hub_domain_repository_add_edit     (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *kind,
                                             const char         *edited_by,
                                             gint64              edited_at,
                                             GError            **error);
gint64   hub_domain_repository_count_edits  (HubDatabase        *database,
                                             const char         *app_id,
                                             const char         *kind,
                                             gint64              since,
                                             gint64             *first,
                                             GError            **error);

G_END_DECLS
