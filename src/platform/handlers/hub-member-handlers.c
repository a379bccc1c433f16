/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-json.h"
#include "hub-member-service.h"
#include "hub-permissions.h"
#include "hub-present.h"

static void
list_members (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = NULL;
  const char *after = hub_request_get (request, "cursor");
  guint limit = hub_request_get_int (request, "limit", HUB_DEFAULT_PAGE);
  JsonArray *items = json_array_new ();
  const char *last = NULL;

  members = hub_member_repository_list (request->platform->database,
                                        hub_request_get (request, "app_id"),
                                        after != NULL ? after : "", limit, &error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const HubMember *member = g_ptr_array_index (members, i);

      json_array_add_element (items, hub_present_member (member));
      last = member->superhub_id;
    }
  hub_request_finish_list (request, items, limit, last, error);
}

static HubRoles
read_roles (HubRequest *request)
{
  JsonArray *names = hub_json_get_array (request->values, "roles");
  HubRoles roles = 0;
  HubRoles role;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (hub_permissions_parse_role (json_array_get_string_element (names, i), &role))
      roles |= role;
  return roles;
}

static void
put_member (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubMember) member = NULL;

  member = hub_member_service_put (request->platform, request->actor,
                                   hub_request_get (request, "app_id"),
                                   hub_request_get (request, "superhub_id"),
                                   hub_request_get (request, "kind"), read_roles (request), &error);
  hub_request_finish (request, member != NULL ? hub_present_member (member) : NULL, error);
}

static void
remove_member (HubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = hub_member_service_remove (request->platform, request->actor,
                                    hub_request_get (request, "app_id"),
                                    hub_request_get (request, "superhub_id"), &error);
  hub_request_finish_done (request, done, error);
}

const HubOperation hub_member_handlers[] = {
  { "listMembers", list_members },
  { "putMember", put_member },
  { "removeMember", remove_member },
  { NULL, NULL },
};
