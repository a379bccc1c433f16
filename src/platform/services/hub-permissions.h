/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-member-repository.h"

G_BEGIN_DECLS

/* What no role holds. */
#define HUB_PERMISSION_ADMIN "admin"

/* A row of the table of permissions: which roles hold it. The admin holds all. */
typedef struct
{
  const char *name;
  HubRoles    roles;
  const char *meaning;    /* marked for translation */
} HubPermission;

const HubPermission *hub_permissions_list        (gsize            *n_permissions);
gboolean             hub_permissions_member_has  (const HubMember  *member,
                                                  const char       *permission);
gboolean             hub_permissions_parse_role  (const char       *name,
                                                  HubRoles         *role);
const char          *hub_permissions_role_name   (guint             bit);

G_END_DECLS
