/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Something that concerns who looks at it now, and that is no row of the audit log: for live events alone. */
typedef struct
{
  gint64  number;        /* only when read */
  char   *action;
  char   *app_id;        /* "" for none */
  char   *superhub_id;   /* the one person it concerns; "" for the program's project members */
  char   *actor;
  char   *target;
  gint64  at;
} HubChange;

void       hub_change_free                  (HubChange        *row);
gboolean   hub_change_repository_insert     (HubDatabase      *database,
                                             const HubChange  *row,
                                             GError          **error);
GPtrArray *hub_change_repository_list_after (HubDatabase      *database,
                                             gint64            after,
                                             guint             limit,
                                             GError          **error);
gboolean   hub_change_repository_get_last   (HubDatabase      *database,
                                             gint64           *number,
                                             GError          **error);
gboolean   hub_change_repository_forget     (HubDatabase      *database,
                                             gint64            before,
                                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubChange, hub_change_free)

G_END_DECLS
