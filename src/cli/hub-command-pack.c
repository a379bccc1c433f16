/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-cli-program.h"
#include "hub-commands.h"
#include "hub-error.h"

static JsonNode *
describe (const char *file, const char *hash, JsonNode *sizes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, file);
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, hash);
  json_builder_set_member_name (builder, "sizes");
  json_builder_add_value (builder, json_node_copy (sizes));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
run (HubCli *cli, GError **error)
{
  g_auto (HubCliProgram) program = { 0 };
  const char *file = hub_cli_get_option (cli, "output");
  g_autofree HubPackageEntry *entries = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autofree char *hash = NULL;
  gsize n_entries;

  if (file == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Say where to put the package: -o FILE.hpkg"));
      return FALSE;
    }
  if (!hub_cli_program_open (&program, cli, hub_cli_get_argument (cli, 0), error)
      || !hub_cli_program_compile (&program, cli, HUB_COMPILE_RELEASE, error))
    return FALSE;
  hub_cli_progress (cli, _("Packing"), -1);
  entries = hub_cli_program_entries (&program, &n_entries);
  hash = hub_package_write (entries, n_entries, NULL, NULL, file, &sizes, cli->cancellable, error);
  hub_cli_progress_end (cli);
  hub_cli_print_sizes (cli, sizes);
  if (hash == NULL)
    {
      cli->detail = g_steal_pointer (&sizes);
      return FALSE;
    }
  hub_cli_print (cli, "%s  %s", hash, file);
  hub_cli_take_result (cli, describe (file, hash, sizes));
  return TRUE;
}

static const HubCliOption options[] = {
  { "output", 'o', "FILE", N_("The package to write: FILE.hpkg") },
  { NULL },
};

const HubCliCommand hub_command_pack = {
  .name = "pack",
  .arguments = "DIR -o FILE.hpkg",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Compile a mini program and put it into one file"),
  .description = N_("The same program gives the same bytes on any machine; the package is not signed."),
  .options = options,
  .examples = "superhub pack my-shop -o my-shop.hpkg",
  .run = run,
};
