/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run_search (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Program"), _("Name"), _("Online"), _("Link"), NULL);
  g_autoptr (JsonObject) parameters = json_object_new ();
  const char *query = hub_cli_get_argument (cli, 0);
  JsonArray *items;

  if (!hub_cli_find (cli, error))
    return FALSE;
  if (query != NULL)
    json_object_set_string_member (parameters, "query", query);
  items = hub_cli_take_items (cli, hub_cli_list (cli, "searchDirectory", parameters, error));
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *program = json_array_get_object_element (items, i);

      hub_cli_table_add (table, hub_json_get_string (program, "app_id", ""), hub_json_get_string (program, "name", ""),
                         hub_json_get_string (program, "version", ""), hub_json_get_string (program, "link", ""));
    }
  hub_cli_table_print (table, cli, _("No online program has that in its name"));
  return TRUE;
}

const HubCliCommand hub_command_search = {
  .name = "search",
  .arguments = "[TEXT]",
  .max_arguments = 1,
  .summary = N_("Find online programs by their name"),
  .description = N_("Needs no sign-in. Programs that were not released yet, or are suspended, are not found."),
  .examples = "superhub search coffee\nsuperhub search --json",
  .run = run_search,
};
