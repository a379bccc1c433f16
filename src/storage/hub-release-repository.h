/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  char   *id;
  char   *app_id;
  char   *review_id;
  char   *version;
  char   *remarks;
  char   *package;
  char   *mode;          /* "full" */
  char   *state;         /* "online", "replaced" */
  char   *released_by;
  gint64  released_at;
} HubRelease;

void       hub_release_free                   (HubRelease        *row);
gboolean   hub_release_repository_insert      (HubDatabase       *database,
                                               const HubRelease  *row,
                                               GError           **error);
gboolean   hub_release_repository_find_online (HubDatabase       *database,
                                               const char        *app_id,
                                               HubRelease       **found,
                                               GError           **error);
GPtrArray *hub_release_repository_list        (HubDatabase       *database,
                                               const char        *app_id,
                                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubRelease, hub_release_free)

G_END_DECLS
