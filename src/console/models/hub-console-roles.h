/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The roles of project members and what each may do, in the words shown to people. The platform has the same
 * table and decides by its own; this one explains. */
typedef struct
{
  const char *id;               /* as in the API */
  const char *name;             /* untranslated */
  const char *permissions[12];  /* ids, NULL-terminated */
} HubConsoleRole;

const HubConsoleRole *hub_console_roles_get               (guint       *n_roles);
const char           *hub_console_roles_get_name          (const char  *id);
const char           *hub_console_roles_permission_name   (const char  *id);
char                 *hub_console_roles_dup_permissions   (const HubConsoleRole *role);
char                 *hub_console_roles_dup_list          (JsonArray   *ids,
                                                           const char *(*get_name) (const char *id));
char                 *hub_console_roles_dup_needed        (const char  *permission);

G_END_DECLS
