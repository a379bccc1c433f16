/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run_create (HubCli *cli, GError **error)
{
  const char *name = hub_cli_require (cli, 0, "name", error);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *app;

  if (name == NULL || !hub_cli_connect (cli, error))
    return FALSE;
  json_object_set_string_member (parameters, "name", name);
  app = hub_cli_call (cli, "createApp", parameters, error);
  if (app == NULL)
    return FALSE;
  hub_cli_print (cli, "%s", hub_json_get_string (json_node_get_object (app), "app_id", ""));
  hub_cli_take_result (cli, app);
  return TRUE;
}

static const char *
state_text (const char *state)
{
  if (g_str_equal (state, "unreleased"))
    return _("not released yet");
  if (g_str_equal (state, "online"))
    return _("online");
  if (g_str_equal (state, "suspended"))
    return _("suspended");
  return g_str_equal (state, "removed") ? _("removed") : state;
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Program"), _("Name"), _("You are"), _("State"), _("Online"), NULL);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonArray *items;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  items = hub_cli_take_items (cli, hub_cli_list (cli, "listApps", parameters, error));
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *app = json_array_get_object_element (items, i);

      hub_cli_table_add (table, hub_json_get_string (app, "app_id", ""), hub_json_get_string (app, "name", ""),
                         hub_cli_word (app, "my_kind"), state_text (hub_json_get_string (app, "state", "")),
                         hub_json_get_string (app, "online_version", "–"));
    }
  hub_cli_table_print (table, cli, _("You have no programs yet. Make one: superhub app create NAME"));
  return TRUE;
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  JsonObject *object = hub_cli_take_object (cli, hub_cli_call_app (cli, "getApp", error, NULL));

  if (object == NULL)
    return FALSE;
  hub_cli_print (cli, _("Program  %s"), hub_json_get_string (object, "app_id", ""));
  hub_cli_print (cli, _("Name     %s"), hub_json_get_string (object, "name", ""));
  hub_cli_print (cli, _("Admin    %s"), hub_json_get_string (object, "admin", ""));
  hub_cli_print (cli, _("You are  %s"), hub_cli_word (object, "my_kind"));
  hub_cli_print (cli, _("State    %s"), state_text (hub_json_get_string (object, "state", "")));
  if (hub_json_get_string (object, "removed_by", NULL) != NULL)
    {
      g_autofree char *removed = hub_cli_time (hub_json_get_string (object, "removed_at", NULL));

      hub_cli_print (cli, _("Removed  %s by %s; its audit log stays: superhub audit"), removed,
                     hub_json_get_string (object, "removed_by", ""));
      return TRUE;
    }
  hub_cli_print (cli, _("Online   %s"), hub_json_get_string (object, "online_version", "–"));
  return TRUE;
}

static const HubCliOption create_options[] = {
  { "name", 'n', "NAME", N_("The program's name, at most 60 characters") },
  { NULL },
};

static const HubCliOption show_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_app_create = {
  .name = "app create",
  .arguments = "NAME",
  .max_arguments = 1,
  .summary = N_("Register a mini program; you become its admin"),
  .options = create_options,
  .examples = "superhub app create \"Corner Shop\"",
  .run = run_create,
};

const HubCliCommand hub_command_app_list = {
  .name = "app list",
  .summary = N_("List the programs you are a member of"),
  .run = run_list,
};

const HubCliCommand hub_command_app_show = {
  .name = "app show",
  .summary = N_("Show one program"),
  .options = show_options,
  .run = run_show,
};
