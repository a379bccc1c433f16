/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_ROLE_OPERATOR = 1 << 0,
  HUB_ROLE_DEVELOPER = 1 << 1,
  HUB_ROLE_DATA_ANALYST = 1 << 2,
} HubRoles;

#define HUB_ROLES_ALL (HUB_ROLE_OPERATOR | HUB_ROLE_DEVELOPER | HUB_ROLE_DATA_ANALYST)

typedef struct
{
  char     *app_id;
  char     *superhub_id;
  char     *display_name;
  char     *kind;          /* "admin", "project", "test" */
  HubRoles  roles;         /* of a project member */
  char     *added_by;
  gint64    added_at;
} HubMember;

void       hub_member_free                   (HubMember        *member);
gboolean   hub_member_repository_put         (HubDatabase      *database,
                                              const HubMember  *member,
                                              GError          **error);
gboolean   hub_member_repository_find        (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              HubMember       **member,
                                              GError          **error);
gboolean   hub_member_repository_delete      (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              GError          **error);
GPtrArray *hub_member_repository_list        (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *after,
                                              guint             limit,
                                              GError          **error);
GPtrArray *hub_member_repository_list_project (HubDatabase    *database,
                                               const char     *app_id,
                                               GError        **error);
gint64     hub_member_repository_count       (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *kind,
                                              const char       *except,
                                              GError          **error);
gint64     hub_member_repository_count_of_person (HubDatabase  *database,
                                                  const char   *superhub_id,
                                                  gboolean      as_tester,
                                                  const char   *except,
                                                  GError      **error);
gboolean   hub_member_repository_set_admin   (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *superhub_id,
                                              GError          **error);
gboolean   hub_member_repository_hand_over   (HubDatabase      *database,
                                              const char       *app_id,
                                              const char       *from,
                                              HubRoles          roles,
                                              const char       *to,
                                              GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubMember, hub_member_free)

G_END_DECLS
