/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who can do what: the table of the rules, with what it guards. */
#include "hub-handlers.h"

#include "config.h"

#include "hub-language.h"
#include "hub-permissions.h"
#include "hub-present.h"

static JsonArray *
list_roles (HubRoles roles)
{
  JsonArray *names = json_array_new ();

  for (guint bit = 0; bit < 3; bit++)
    if (roles & (1u << bit))
      json_array_add_string_element (names, hub_permissions_role_name (bit));
  return names;
}

static JsonArray *
list_operations (HubRequest *request, const char *permission)
{
  GPtrArray *routes = hub_router_list (request->router);
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < routes->len; i++)
    {
      const HubRoute *route = g_ptr_array_index (routes, i);

      if (g_strcmp0 (route->permission, permission) == 0)
        json_array_add_string_element (ids, route->id);
    }
  return ids;
}

static JsonNode *
present (HubRequest *request, const char *name, const char *meaning, HubRoles roles)
{
  JsonObject *object = json_object_new ();
  HubMember tester = { .kind = (char *) "test" };

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "meaning", meaning);
  json_object_set_array_member (object, "roles", list_roles (roles));
  json_object_set_boolean_member (object, "test_members", hub_permissions_member_has (&tester, name));
  json_object_set_array_member (object, "operations", list_operations (request, name));
  return hub_present_object (object);
}

static JsonNode *
present_role (guint bit)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", hub_permissions_role_name (bit));
  json_object_set_string_member (object, "granted_by", HUB_PERMISSION_ADMIN);
  return hub_present_object (object);
}

static void
list_permissions (HubRequest *request)
{
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new ();
  JsonArray *roles = json_array_new ();
  gsize n_permissions;
  const HubPermission *permissions = hub_permissions_list (&n_permissions);

  for (gsize i = 0; i < n_permissions; i++)
    json_array_add_element (rows, present (request, permissions[i].name, _(permissions[i].meaning),
                                           permissions[i].roles));
  json_array_add_element (rows, present (request, HUB_PERMISSION_ADMIN,
                                         _("What only the program's admin does"), 0));
  for (guint bit = 0; bit < 3; bit++)
    json_array_add_element (roles, present_role (bit));
  json_object_set_array_member (object, "permissions", rows);
  json_object_set_array_member (object, "roles", roles);
  json_object_set_string_member (object, "test_members_added_by", "login");
  hub_request_finish (request, hub_present_object (object), NULL);
}

const HubOperation hub_permission_handlers[] = {
  { "listPermissions", list_permissions },
  { NULL, NULL },
};
