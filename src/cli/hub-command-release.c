/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = hub_cli_app_parameters (cli, error);
  JsonNode *release;

  if (parameters == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "mode", "full");
  if (hub_cli_get_option (cli, "review") != NULL)
    json_object_set_string_member (parameters, "review_id", hub_cli_get_option (cli, "review"));
  release = hub_cli_call_sensitive (cli, "createRelease", parameters, error);
  if (release == NULL)
    return FALSE;
  hub_cli_take_result (cli, release);
  hub_cli_print (cli, _("Version %s is online: %s"),
                 hub_json_get_string (json_node_get_object (release), "version", ""),
                 hub_json_get_string (json_node_get_object (release), "url", ""));
  return TRUE;
}

static const HubCliOption options[] = {
  { "review", 'r', "ID", N_("The approved review; the latest without") },
  { "app", 'a', "ID", N_("The program") },
  { "project", 'p', "DIR", N_("The project whose program is meant; this folder without") },
  { NULL },
};

const HubCliCommand hub_command_release = {
  .name = "release",
  .summary = N_("Release the approved version to everyone"),
  .description = N_("Every phone gets the new version with its next start. Needs your password again."),
  .options = options,
  .examples = "superhub release --app wx0123456789abcdef",
  .run = run,
};
