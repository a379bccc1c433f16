/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-handlers.h"

#include "hub-error.h"
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
read_roles (JsonObject *object)
{
  JsonArray *names = hub_json_get_array (object, "roles");
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
                                   hub_request_get (request, "kind"), read_roles (request->values), &error);
  hub_request_finish (request, member != NULL ? hub_present_member (member) : NULL, error);
}

static JsonNode *
present_change (const HubMemberChange *change)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "superhub_id", change->superhub_id);
  json_object_set_string_member (object, "outcome", change->outcome);
  hub_present_set_text (object, "code", change->error != NULL ? hub_error_get_name (change->error) : NULL);
  hub_present_set_text (object, "message", change->error != NULL ? change->error->message : NULL);
  hub_present_set_text (object, "warning", change->error == NULL ? hub_present_warning (change->roles) : NULL);
  return hub_present_object (object);
}

static JsonNode *
present_changes (const HubMemberChange *changes, guint n_changes)
{
  JsonObject *object = json_object_new ();
  JsonArray *results = json_array_new ();
  guint done = 0, refused = 0;

  for (guint i = 0; i < n_changes; i++)
    {
      json_array_add_element (results, present_change (&changes[i]));
      done += g_str_equal (changes[i].outcome, "added") || g_str_equal (changes[i].outcome, "changed");
      refused += changes[i].error != NULL;
    }
  json_object_set_array_member (object, "results", results);
  json_object_set_int_member (object, "done", done);
  json_object_set_int_member (object, "refused", refused);
  return hub_present_object (object);
}

static void
add_members (HubRequest *request)
{
  JsonArray *lines = hub_json_get_array (request->values, "members");
  guint n_changes = json_array_get_length (lines);
  g_autofree HubMemberChange *changes = g_new0 (HubMemberChange, MAX (n_changes, 1));
  g_autoptr (GError) error = NULL;
  gboolean done;

  for (guint i = 0; i < n_changes; i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      changes[i].superhub_id = hub_json_get_string (line, "superhub_id", "");
      changes[i].kind = hub_json_get_string (line, "kind", "");
      changes[i].roles = read_roles (line);
    }
  done = hub_member_service_put_many (request->platform, request->actor, hub_request_get (request, "app_id"),
                                      changes, n_changes,
                                      hub_json_get_boolean (request->values, "all_or_nothing", FALSE), &error);
  hub_request_finish (request, done ? present_changes (changes, n_changes) : NULL, error);
  for (guint i = 0; i < n_changes; i++)
    g_clear_error (&changes[i].error);
}

static void
hand_over_app (HubRequest *request)
{
  gboolean leaves = hub_json_get_boolean (request->values, "leave", FALSE);
  HubRoles roles = read_roles (request->values);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (leaves)
    roles = 0;
  else if (roles == 0)
    roles = HUB_ROLE_OPERATOR;
  done = hub_member_service_hand_over (request->platform, request->actor, hub_request_get (request, "app_id"),
                                       hub_request_get (request, "superhub_id"), roles, &error);
  hub_request_finish_done (request, done, error);
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
  { "addMembers", add_members },
  { "handOverApp", hand_over_app },
  { "removeMember", remove_member },
  { NULL, NULL },
};
