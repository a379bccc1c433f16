/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Something that changed which version people get, as the audit log has it. */
typedef struct
{
  gint64  number;      /* of its row in the log */
  gint64  at;
  char   *actor;
  char   *action;      /* "createRelease", "revertCodeRelease", "redoCodeRelease", "setVisitStatus" */
  char   *target;      /* of a release: its id; else "open" or "closed" */
  char   *version;     /* (nullable): of the release */
  char   *release_id;  /* (nullable): where it was the full version, to go back to */
  char   *phased_id;   /* (nullable): of one in phases */
} HubReleaseEvent;

void       hub_release_event_free            (HubReleaseEvent *row);
GPtrArray *hub_release_event_repository_list (HubDatabase     *database,
                                              const char      *app_id,
                                              gint64           before,
                                              guint            limit,
                                              GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReleaseEvent, hub_release_event_free)

G_END_DECLS
