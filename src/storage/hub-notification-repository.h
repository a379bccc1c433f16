/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  number;        /* only when read */
  char   *superhub_id;
  char   *kind;
  char   *subject;       /* what it is about: told once to each person */
  char   *text;
  char   *app_id;
  char   *link;
  gint64  created_at;
  gint64  read_at;       /* 0 while unread */
} HubNotification;

void       hub_notification_free              (HubNotification        *row);
gboolean   hub_notification_repository_insert (HubDatabase            *database,
                                               const HubNotification  *row,
                                               gint64                 *number,
                                               GError                **error);
GPtrArray *hub_notification_repository_list   (HubDatabase            *database,
                                               const char             *superhub_id,
                                               gint64                  before,
                                               guint                   limit,
                                               GError                **error);
GPtrArray *hub_notification_repository_list_after (HubDatabase        *database,
                                                   const char         *superhub_id,
                                                   gint64              after,
                                                   guint               limit,
                                                   GError            **error);
gboolean   hub_notification_repository_get_last (HubDatabase          *database,
                                                 gint64               *number,
                                                 GError              **error);
gboolean   hub_notification_repository_get_last_of (HubDatabase       *database,
                                                    const char        *superhub_id,
                                                    gint64            *number,
                                                    GError           **error);
gboolean   hub_notification_repository_read   (HubDatabase            *database,
                                               const char             *superhub_id,
                                               gint64                  number,
                                               gint64                  read_at,
                                               gboolean               *found,
                                               GError                **error);
gint64     hub_notification_repository_count_unread (HubDatabase  *database,
                                                     const char   *superhub_id,
                                                     GError      **error);
gboolean   hub_notification_repository_read_all     (HubDatabase  *database,
                                                     const char   *superhub_id,
                                                     gint64        read_at,
                                                     GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubNotification, hub_notification_free)

G_END_DECLS
