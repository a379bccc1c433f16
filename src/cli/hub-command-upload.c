/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-cli-program.h"
#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

static gboolean
run (HubCli *cli, GError **error)
{
  g_auto (HubCliProgram) program = { 0 };
  const char *version = hub_cli_get_option (cli, "version");
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) uploaded = NULL;
  g_autofree char *app_id = NULL;
  JsonObject *object;

  if (version == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Say which version this is: --version 1.0.0"));
      return FALSE;
    }
  if (!hub_cli_program_open (&program, cli, hub_cli_get_argument (cli, 0), error))
    return FALSE;
  app_id = hub_cli_connect_program (cli, &program, error);
  if (app_id == NULL)
    return FALSE;
  hub_delivery_upload_async (program.pipeline, cli->client, app_id, version, hub_cli_get_option (cli, "desc"),
                             hub_cli_delivery_progress, cli, cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  uploaded = hub_delivery_upload_finish (result, error);
  hub_cli_progress_end (cli);
  if (uploaded == NULL)
    return FALSE;
  object = json_node_get_object (uploaded);
  if (json_object_has_member (object, "sizes"))
    hub_cli_print_sizes (cli, json_object_get_member (object, "sizes"));
  if (hub_json_get_int (object, "key_slot", 0) > 0)
    hub_cli_note (cli, _("It is the developer version of upload key %d, in the name of “%s”"),
                  (int) hub_json_get_int (object, "key_slot", 0), hub_json_get_string (object, "developer", ""));
  hub_cli_print (cli, _("Uploaded version %s of %s (%s). Next: superhub review submit --app %s"),
                 hub_json_get_string (object, "version", ""), app_id, hub_json_get_string (object, "id", ""), app_id);
  hub_cli_take_result (cli, g_steal_pointer (&uploaded));
  return TRUE;
}

static const HubCliOption options[] = {
  { "version", 'v', "VERSION", N_("The version number, like 1.2.3") },
  { "desc", 'd', "TEXT", N_("Project remarks, at most 2,000 characters") },
  { "app", 'a', "ID", N_("The program on the platform; that of project.config.json without") },
  { "key", 'k', "FILE", N_("Sign in with an upload key instead of an account; “superhub key create” makes one") },
  { NULL },
};

const HubCliCommand hub_command_upload = {
  .name = "upload",
  .arguments = "DIR --version VERSION",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Put a mini program in your developer version"),
  .description = N_("Compiles, checks the sizes, packs and sends the program. It replaces your own developer version only, or with --key "
                    "that of the key; what is in "
                    "review or online stays as it is."),
  .options = options,
  .examples = "superhub upload my-shop --version 1.2.0 --desc \"Opening hours\"\n"
              "superhub upload my-shop --version 1.2.0 --key ~/shop-ci.key",
  .run = run,
};
