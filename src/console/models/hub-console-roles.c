/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-roles.h"

#include "config.h"

#include <glib/gi18n-lib.h>

static const HubConsoleRole roles[] = {
  { "operator", N_("Operator"),
    { "experience", "login", "pay", "promotion", "development-management", "service-suspension",
      "official-account", "plugin", "game-operation", NULL } },
  { "developer", N_("Developer"),
    { "developer", "experience", "login", "development-settings", "cloud-management", NULL } },
  { "data-analyst", N_("Data Analyst"),
    { "experience", "login", "data-analysis", NULL } },
};

static const struct
{
  const char *id;
  const char *name;
} permissions[] = {
  { "developer", N_("Developer permissions") },
  { "experience", N_("Test version") },
  { "login", N_("Console sign-in") },
  { "data-analysis", N_("Data analysis") },
  { "pay", N_("Pay") },
  { "promotion", N_("Promotion") },
  { "development-management", N_("Development management") },
  { "development-settings", N_("Development settings") },
  { "service-suspension", N_("Service suspension") },
  { "official-account", N_("Official account disassociation") },
  { "cloud-management", N_("Cloud management") },
  { "plugin", N_("Plug-ins") },
  { "game-operation", N_("Game operation") },
};

/**
 * hub_console_roles_get:
 * @n_roles: (out): how many
 *
 * Returns: (transfer none): the roles of project members
 */
const HubConsoleRole *
hub_console_roles_get (guint *n_roles)
{
  *n_roles = G_N_ELEMENTS (roles);
  return roles;
}

/**
 * hub_console_roles_get_name:
 * @id: a role
 *
 * Returns: (transfer none): its name for people; @id itself for a role not known
 */
const char *
hub_console_roles_get_name (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].id, id))
      return _(roles[i].name);
  return id;
}

/**
 * hub_console_roles_permission_name:
 * @id: a permission
 *
 * Returns: (transfer none): its name for people; @id itself for one not known
 */
const char *
hub_console_roles_permission_name (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (permissions); i++)
    if (g_str_equal (permissions[i].id, id))
      return _(permissions[i].name);
  return id;
}

/**
 * hub_console_roles_dup_permissions:
 * @role: a role
 *
 * Returns: (transfer full): what it may do, for people
 */
char *
hub_console_roles_dup_permissions (const HubConsoleRole *role)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; role->permissions[i] != NULL; i++)
    {
      if (i > 0)
        /* Translators: between the parts of a list */
        g_string_append (text, _(", "));
      g_string_append (text, hub_console_roles_permission_name (role->permissions[i]));
    }
  return g_string_free (text, FALSE);
}

/**
 * hub_console_roles_dup_list:
 * @ids: (nullable): an array of strings
 * @get_name: what makes names of them
 *
 * Returns: (transfer full): their names, joined for reading
 */
char *
hub_console_roles_dup_list (JsonArray *ids, const char *(*get_name) (const char *id))
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);

      if (id != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", get_name (id));
    }
  return g_string_free (text, FALSE);
}

/**
 * hub_console_roles_dup_needed:
 * @permission: a permission the person does not have
 *
 * Returns: (transfer full): a sentence that names it and says who has it
 */
char *
hub_console_roles_dup_needed (const char *permission)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strv_contains (roles[i].permissions, permission))
      {
        g_string_append_printf (names, "%s%s", count > 0 ? _(", ") : "", _(roles[i].name));
        count++;
      }
  if (count == 0)
    return g_strdup_printf (_("Needs the permission “%s”"), hub_console_roles_permission_name (permission));
  if (count == G_N_ELEMENTS (roles))
    return g_strdup_printf (_("Needs the permission “%s”, which the admin and all project members have"),
                            hub_console_roles_permission_name (permission));
  return g_strdup_printf (_("Needs the permission “%s”, which the admin and members with the role %s have"),
                          hub_console_roles_permission_name (permission), names->str);
}
