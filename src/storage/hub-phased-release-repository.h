/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* A version on its way to everybody. Shares are hundredths of a percent: 0 to 10,000. */
typedef struct
{
  gint64  number;        /* in the order of release; only when read */
  char   *id;
  char   *app_id;
  char   *review_id;
  char   *version;
  char   *remarks;
  char   *package;
  char   *salt;          /* 32 hexadecimal digits */
  guint   share;
  gint64  share_since;
  char   *state;         /* "running", "paused", "deciding", "finished", "cancelled" */
  gint64  paused_at;     /* 0 unless paused */
  gint64  ends_at;       /* when it asks for a decision */
  gint64  ended_at;      /* 0 while active */
  char   *released_by;
  gint64  released_at;
  char   *ended_by;      /* "" while active */
} HubPhasedRelease;

/* One line of the plan. */
typedef struct
{
  guint  share;
  gint64 due_at;
  gint64 done_at;        /* 0 until then */
} HubReleaseStep;

void       hub_phased_release_free                    (HubPhasedRelease        *row);
gboolean   hub_phased_release_is_active               (const HubPhasedRelease  *row);
gboolean   hub_phased_release_repository_insert       (HubDatabase             *database,
                                                       const HubPhasedRelease  *row,
                                                       GError                 **error);
gboolean   hub_phased_release_repository_find_active  (HubDatabase             *database,
                                                       const char              *app_id,
                                                       HubPhasedRelease       **found,
                                                       GError                 **error);
gboolean   hub_phased_release_repository_find         (HubDatabase             *database,
                                                       const char              *app_id,
                                                       const char              *id,
                                                       HubPhasedRelease       **found,
                                                       GError                 **error);
GPtrArray *hub_phased_release_repository_list         (HubDatabase             *database,
                                                       const char              *app_id,
                                                       gint64                   before,
                                                       guint                    limit,
                                                       GError                 **error);
gboolean   hub_phased_release_repository_change       (HubDatabase             *database,
                                                       const char              *id,
                                                       const char              *from,
                                                       const char              *to,
                                                       const char              *by,
                                                       gint64                   at,
                                                       gboolean                *changed,
                                                       GError                 **error);
gboolean   hub_phased_release_repository_raise        (HubDatabase             *database,
                                                       const char              *id,
                                                       guint                    share,
                                                       gint64                   at,
                                                       GError                 **error);
gboolean   hub_phased_release_repository_find_due     (HubDatabase             *database,
                                                       gint64                   now,
                                                       gint64                  *next,
                                                       GPtrArray              **app_ids,
                                                       GError                 **error);

gboolean   hub_release_step_repository_insert         (HubDatabase             *database,
                                                       const char              *release_id,
                                                       guint                    position,
                                                       const HubReleaseStep    *step,
                                                       GError                 **error);
GArray    *hub_release_step_repository_list           (HubDatabase             *database,
                                                       const char              *release_id,
                                                       GError                 **error);
gboolean   hub_release_step_repository_postpone       (HubDatabase             *database,
                                                       const char              *release_id,
                                                       gint64                   microseconds,
                                                       GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPhasedRelease, hub_phased_release_free)

G_END_DECLS
