/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-diagnostic.h"
#include "hub-json.h"
#include "hub-npm.h"

static void
print_problems (HubCli *cli, JsonArray *diagnostics)
{
  static const char *const names[] = { "hint", "warning", "error" };

  for (guint i = 0; diagnostics != NULL && i < json_array_get_length (diagnostics); i++)
    {
      JsonObject *one = json_array_get_object_element (diagnostics, i);
      g_autoptr (HubDiagnostic) diagnostic =
        hub_diagnostic_new (CLAMP (hub_json_get_int (one, "severity", HUB_SEVERITY_WARNING),
                                   HUB_SEVERITY_HINT, HUB_SEVERITY_ERROR),
                            hub_json_get_string (one, "code", ""),
                            hub_json_get_string (one, "message", ""),
                            hub_json_get_string (one, "file", ""), hub_json_get_int (one, "line", 0),
                            hub_json_get_int (one, "column", 0));
      g_autofree char *text = hub_diagnostic_to_string (diagnostic);

      hub_cli_note (cli, "%s", text);
      json_object_set_string_member (one, "severity",
                                     names[hub_diagnostic_get_severity (diagnostic)]);
    }
}

static void
print_packages (HubCli *cli, JsonArray *packages)
{
  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    {
      JsonObject *one = json_array_get_object_element (packages, i);

      hub_cli_print (cli, "%s %s → %s", hub_json_get_string (one, "name", ""),
                     hub_json_get_string (one, "version", ""), hub_json_get_string (one, "to", ""));
    }
}

static gboolean
run_build_npm (HubCli *cli, GError **error)
{
  const char *folder = hub_cli_get_option (cli, "project");
  g_autoptr (HubProject) project = NULL;
  g_autoptr (JsonNode) result = NULL;
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) answer = NULL;

  if (folder == NULL)
    folder = hub_cli_get_argument (cli, 0);
  project = hub_project_open (folder != NULL ? folder : ".", error);
  if (project == NULL)
    return FALSE;
  hub_npm_build_async (project, cli->cancellable, hub_cli_await_done, &await);
  answer = hub_cli_await (&await);
  result = hub_npm_build_finish (project, answer, error);
  if (result == NULL)
    return FALSE;
  print_problems (cli, hub_json_get_array (json_node_get_object (result), "diagnostics"));
  print_packages (cli, hub_json_get_array (json_node_get_object (result), "packages"));
  hub_cli_take_result (cli, g_steal_pointer (&result));
  return TRUE;
}

static const HubCliOption build_npm_options[] = {
  { "project", 0, "DIR", N_("The project's folder, as the original command line names it") },
  { NULL },
};

const HubCliCommand hub_command_build_npm = {
  .name = "build-npm",
  .arguments = "[DIR]",
  .max_arguments = 1,
  .summary = N_("Build the npm packages of a mini program into miniprogram_npm"),
  .description = N_("Takes what “npm install” put into node_modules: packages made for mini programs are copied, "
                    "others become one script each. What miniprogram_npm held before is replaced."),
  .options = build_npm_options,
  .examples = "npm install dayjs && superhub build-npm",
  .run = run_build_npm,
};
