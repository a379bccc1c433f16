/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-server-domain.h"

static void
print_domains (HubCli *cli, JsonObject *answer)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("For"), _("Domain"), NULL);

  for (HubDomainUse use = 0; use < HUB_DOMAIN_N_USES; use++)
    {
      JsonArray *list = hub_json_get_array (answer, hub_domain_use_to_string (use));

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        hub_cli_table_add (table, hub_domain_use_to_string (use), json_array_get_string_element (list, i));
    }
  hub_cli_table_print (table, cli, _("No server domains: the program can ask no server"));
  hub_cli_note (cli, _("Changes left in these 30 days: %d of %d"), (int) hub_json_get_int (answer, "edits_left", 0),
                (int) hub_json_get_int (answer, "edits_a_month", 0));
}

static gboolean
finish (HubCli *cli, JsonNode *answer)
{
  JsonObject *domains = hub_cli_take_object (cli, answer);

  if (domains != NULL)
    print_domains (cli, domains);
  return domains != NULL;
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  return finish (cli, hub_cli_call_app (cli, "getServerDomain", error, NULL));
}

/* How many uses are given domains; an empty value stands for none. */
static guint
read_lists (HubCli *cli, JsonObject *lists)
{
  guint n = 0;

  for (HubDomainUse use = 0; use < HUB_DOMAIN_N_USES; use++)
    {
      const char *name = hub_domain_use_to_string (use);
      g_autofree char *option = g_str_has_suffix (name, "File") ? g_strndup (name, strlen (name) - 4) : g_strdup (name);
      JsonArray *list;

      if (!hub_cli_has_option (cli, option))
        continue;
      list = hub_cli_split_options (cli, option);
      for (guint i = json_array_get_length (list); i-- > 0;)
        if (json_array_get_string_element (list, i)[0] == '\0')
          json_array_remove_element (list, i);
      json_object_set_array_member (lists, name, list);
      n++;
    }
  return n;
}

static gboolean
modify (HubCli *cli, const char *action, GError **error)
{
  g_autoptr (JsonObject) lists = json_object_new ();
  g_autoptr (JsonObject) parameters = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *list;

  if (read_lists (cli, lists) == 0)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Say what the domains are for: --request https://api.example.com, or --socket, --upload, --download, --udp, --tcp"));
      return FALSE;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "action", action);
  json_object_iter_init (&iter, lists);
  while (json_object_iter_next (&iter, &name, &list))
    json_object_set_member (parameters, name, json_node_copy (list));
  return finish (cli, hub_cli_call (cli, "modifyServerDomain", parameters, error));
}

static gboolean
run_set (HubCli *cli, GError **error)
{
  return modify (cli, "set", error);
}

static gboolean
run_add (HubCli *cli, GError **error)
{
  return modify (cli, "add", error);
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  return modify (cli, "delete", error);
}

static const HubCliOption show_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption modify_options[] = {
  { "request", 0, "URL", N_("For wx.request: https://…; may be repeated") },
  { "socket", 0, "URL", N_("For wx.connectSocket: wss://…") },
  { "upload", 0, "URL", N_("For wx.uploadFile: https://…") },
  { "download", 0, "URL", N_("For wx.downloadFile: https://…") },
  { "udp", 0, "URL", N_("For UDP: udp://HOST:PORT") },
  { "tcp", 0, "URL", N_("For TCP: tcp://HOST:PORT") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_domains_show = {
  .name = "settings domains",
  .summary = N_("List the server domains a program may ask"),
  .options = show_options,
  .run = run_show,
};

const HubCliCommand hub_command_domains_set = {
  .name = "settings domains set",
  .arguments = "--request URL…",
  .summary = N_("Replace the lists that are named; an empty value empties one"),
  .options = modify_options,
  .examples = "superhub settings domains set --request https://api.example.com,https://pay.example.com --socket wss://push.example.com",
  .run = run_set,
};

const HubCliCommand hub_command_domains_add = {
  .name = "settings domains add",
  .arguments = "--request URL…",
  .summary = N_("Add server domains"),
  .options = modify_options,
  .examples = "superhub settings domains add --request https://api.example.com --download https://cdn.example.com",
  .run = run_add,
};

const HubCliCommand hub_command_domains_remove = {
  .name = "settings domains remove",
  .arguments = "--request URL…",
  .summary = N_("Remove server domains"),
  .options = modify_options,
  .run = run_remove,
};
