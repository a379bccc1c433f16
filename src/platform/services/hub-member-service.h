/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-member-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

/* One line of a call that adds many. */
typedef struct
{
  const char *superhub_id;
  const char *kind;        /* "project", "test" */
  HubRoles    roles;
  const char *outcome;     /* what became of it */
  GError     *error;       /* (nullable): why it was refused; the caller's to free */
} HubMemberChange;

HubMember *hub_member_service_put    (HubPlatform  *platform,
                                      HubActor     *actor,
                                      const char   *app_id,
                                      const char   *superhub_id,
                                      const char   *kind,
                                      HubRoles      roles,
                                      GError      **error);
gboolean   hub_member_service_remove (HubPlatform  *platform,
                                      HubActor     *actor,
                                      const char   *app_id,
                                      const char   *superhub_id,
                                      GError      **error);
gboolean   hub_member_service_put_many (HubPlatform      *platform,
                                       HubActor         *actor,
                                       const char       *app_id,
                                       HubMemberChange  *changes,
                                       gsize             n_changes,
                                       gboolean          all_or_nothing,
                                       GError          **error);
gboolean   hub_member_service_hand_over (HubPlatform    *platform,
                                        HubActor       *actor,
                                        const char     *app_id,
                                        const char     *superhub_id,
                                        HubRoles        roles,
                                        GError        **error);

G_END_DECLS
