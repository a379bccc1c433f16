/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

/* (transfer full): "developer, operator" */
static char *
join (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", json_array_get_string_element (array, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Super Hub ID"), _("Name"), _("Kind"), _("Roles"), _("Since"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listMembers", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *member = json_array_get_object_element (items, i);
      g_autofree char *roles = join (hub_json_get_array (member, "roles"));
      g_autofree char *since = hub_cli_time (hub_json_get_string (member, "added_at", NULL));

      hub_cli_table_add (table, hub_json_get_string (member, "superhub_id", ""),
                         hub_json_get_string (member, "display_name", ""), hub_cli_word (member, "kind"),
                         roles, since);
    }
  hub_cli_table_print (table, cli, _("Nobody"));
  return TRUE;
}

static gboolean
run_add (HubCli *cli, GError **error)
{
  const char *superhub_id = hub_cli_require (cli, 0, "id", error);
  gboolean test = hub_cli_has_option (cli, "test");
  g_autoptr (JsonArray) roles = hub_cli_split_options (cli, "role");
  g_autoptr (JsonObject) parameters = NULL;
  JsonObject *member;

  if (superhub_id == NULL)
    return FALSE;
  if (test == (json_array_get_length (roles) > 0))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Say what the member may do: --role operator, developer or data-analyst; or --test for a test member"));
      return FALSE;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "superhub_id", superhub_id);
  json_object_set_string_member (parameters, "kind", test ? "test" : "project");
  if (!test)
    json_object_set_array_member (parameters, "roles", json_array_ref (roles));
  member = hub_cli_take_object (cli, hub_cli_call_sensitive (cli, "putMember", parameters, error));
  if (member == NULL)
    return FALSE;
  hub_cli_print (cli, test ? _("“%s” is a test member") : _("“%s” is a project member"), superhub_id);
  if (hub_json_get_string (member, "warning", NULL) != NULL)
    hub_cli_note (cli, "%s", hub_json_get_string (member, "warning", ""));
  return TRUE;
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  const char *superhub_id = hub_cli_require (cli, 0, "id", error);
  g_autoptr (JsonNode) answer = NULL;

  if (superhub_id == NULL)
    return FALSE;
  answer = hub_cli_call_app (cli, "removeMember", error, "superhub_id", superhub_id, NULL);
  if (answer == NULL)
    return FALSE;
  hub_cli_print (cli, _("“%s” is no member any more"), superhub_id);
  return TRUE;
}

static const HubCliOption list_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption add_options[] = {
  { "id", 'i', "ID", N_("The member's Super Hub ID") },
  { "role", 'r', "ROLE", N_("operator, developer or data-analyst; may be repeated") },
  { "test", 't', NULL, N_("A test member: may open the test version, nothing else") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption remove_options[] = {
  { "id", 'i', "ID", N_("The member's Super Hub ID") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_member_list = {
  .name = "member list",
  .summary = N_("List admin, project members and test members"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_member_add = {
  .name = "member add",
  .arguments = "ID --role ROLE | --test",
  .max_arguments = 1,
  .summary = N_("Add a member, or set the roles of one"),
  .options = add_options,
  .examples = "superhub member add bob --role developer --role operator\nsuperhub member add carol --test",
  .run = run_add,
};

const HubCliCommand hub_command_member_remove = {
  .name = "member remove",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Remove a member, or leave"),
  .options = remove_options,
  .run = run_remove,
};
