/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-permissions.h"

#include "config.h"

#include "hub-language.h"

#define OPERATOR HUB_ROLE_OPERATOR
#define DEVELOPER HUB_ROLE_DEVELOPER
#define ANALYST HUB_ROLE_DATA_ANALYST

static const HubPermission permissions[] = {
  { "developer",              DEVELOPER,
    N_("Develop with the DevTools: previews, uploads, developer versions") },
  { "experience",             OPERATOR | DEVELOPER | ANALYST,
    N_("Open the test version") },
  { "login",                  OPERATOR | DEVELOPER | ANALYST,
    N_("Sign in to the Console without asking the admin") },
  { "data-analysis",          ANALYST,
    N_("See operation data") },
  { "pay",                    OPERATOR,
    N_("Use Mini Program Pay (virtual payment)") },
  { "promotion",              OPERATOR,
    N_("Use the ad host and advertiser modules") },
  { "development-management", OPERATOR,
    N_("Submit for review, withdraw, release, roll back, set the test version") },
  { "development-settings",   DEVELOPER,
    N_("Set server domains, message push and rules for ordinary links") },
  { "service-suspension",     OPERATOR,
    N_("Suspend and resume the online service") },
  { "official-account",       OPERATOR,
    N_("Unlink associated official accounts") },
  { "cloud-management",       DEVELOPER,
    N_("Manage the cloud environment") },
  { "plugin",                 OPERATOR,
    N_("Manage the development and the settings of plug-ins") },
  { "game-operation",         OPERATOR,
    N_("Manage media assets and the game circle") },
};

static const char *const role_names[] = { "operator", "developer", "data-analyst" };

/**
 * hub_permissions_list:
 * @n_permissions: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_permissions): the table
 */
const HubPermission *
hub_permissions_list (gsize *n_permissions)
{
  *n_permissions = G_N_ELEMENTS (permissions);
  return permissions;
}

/**
 * hub_permissions_member_has:
 * @member: (nullable): a member, %NULL for a stranger
 * @permission: the name of a permission
 *
 * A project member holds the union of what the roles hold; a test member only opens the
 * test version.
 *
 * Returns: whether the member holds it
 */
gboolean
hub_permissions_member_has (const HubMember *member, const char *permission)
{
  if (member == NULL)
    return FALSE;
  if (g_str_equal (member->kind, "admin"))
    return TRUE;
  if (g_str_equal (member->kind, "test"))
    return g_str_equal (permission, "experience");
  for (gsize i = 0; i < G_N_ELEMENTS (permissions); i++)
    if (g_str_equal (permissions[i].name, permission))
      return (permissions[i].roles & member->roles) != 0;
  return FALSE;
}

/**
 * hub_permissions_parse_role:
 * @name: "operator", "developer", "data-analyst"
 * @role: (out): the role
 *
 * Returns: whether the name is one
 */
gboolean
hub_permissions_parse_role (const char *name, HubRoles *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_str_equal (role_names[i], name))
      {
        *role = 1u << i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hub_permissions_role_name:
 * @bit: 0 to 2
 *
 * Returns: (transfer none): the name of the role 1 << @bit
 */
const char *
hub_permissions_role_name (guint bit)
{
  g_return_val_if_fail (bit < G_N_ELEMENTS (role_names), "");

  return role_names[bit];
}
