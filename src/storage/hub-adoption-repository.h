/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* How often a version was asked for in a time. */
typedef struct
{
  gint64  hour;          /* the first one, in hours since 1970 */
  char   *release_id;
  char   *version;
  gint64  checks;
} HubAdoptionRow;

void       hub_adoption_row_free               (HubAdoptionRow  *row);
gboolean   hub_adoption_repository_add         (HubDatabase     *database,
                                                const char      *app_id,
                                                const char      *release_id,
                                                gint64           hour,
                                                gint64           checks,
                                                GError         **error);
GPtrArray *hub_adoption_repository_list        (HubDatabase     *database,
                                                const char      *app_id,
                                                gint64           from,
                                                gint64           to,
                                                guint            hours,
                                                guint            limit,
                                                GError         **error);
GHashTable *hub_adoption_repository_list_packages (HubDatabase *database,
                                                const char      *app_id,
                                                GError         **error);
gboolean   hub_adoption_repository_delete      (HubDatabase     *database,
                                                gint64           before,
                                                GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAdoptionRow, hub_adoption_row_free)

G_END_DECLS
