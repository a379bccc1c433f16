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
  char   *mode;          /* "full": everybody got or gets it */
  char   *state;         /* "online", "replaced"; only when read */
  char   *released_by;
  gint64  released_at;
} HubRelease;

/* A switch of the full version. */
typedef struct
{
  gint64  number;            /* only when read, as the next ones */
  char   *app_id;
  char   *release_id;
  char   *version;
  char   *previous;          /* (nullable): the release that it took the place of */
  char   *previous_version;  /* (nullable) */
  char   *how;               /* "full", "phased", "rollback", "redo" */
  char   *made_by;
  gint64  made_at;
  gint64  until;             /* when another took its place; 0 for the one that is online */
  char   *next_version;      /* (nullable): what took its place */
  char   *next_how;          /* (nullable) */
} HubOnlineChange;

void       hub_release_free                   (HubRelease        *row);
gboolean   hub_release_repository_insert      (HubDatabase       *database,
                                               const HubRelease  *row,
                                               GError           **error);
gboolean   hub_release_repository_put_online  (HubDatabase            *database,
                                               const HubOnlineChange  *change,
                                               GError                **error);
gboolean   hub_release_repository_find        (HubDatabase       *database,
                                               const char        *app_id,
                                               const char        *id,
                                               HubRelease       **found,
                                               GError           **error);
gboolean   hub_release_repository_find_online (HubDatabase       *database,
                                               const char        *app_id,
                                               HubRelease       **found,
                                               GError           **error);
GPtrArray *hub_release_repository_list        (HubDatabase       *database,
                                               const char        *app_id,
                                               GError           **error);

void       hub_online_change_free             (HubOnlineChange   *row);
GPtrArray *hub_online_change_repository_list  (HubDatabase       *database,
                                               const char        *app_id,
                                               gint64             before,
                                               guint              limit,
                                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubRelease, hub_release_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOnlineChange, hub_online_change_free)

G_END_DECLS
