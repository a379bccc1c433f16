/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "hub-cli-program.h"
#include "hub-commands.h"
#include "hub-error.h"

/* Whether @folder may be filled: missing, empty, or a former output. */
static gboolean
check_output (const char *folder, GError **error)
{
  g_autofree char *config = g_build_filename (folder, "app-config.json", NULL);
  g_autoptr (GDir) dir = NULL;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS) || g_file_test (config, G_FILE_TEST_EXISTS))
    return TRUE;
  dir = g_dir_open (folder, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  hub_set_error (error, HUB_ERROR_CONFLICT, "build.output_exists",
                 _("“%s” is there already and does not look like an earlier output; name another folder, or empty it"),
                 folder);
  return FALSE;
}

static gboolean
copy_file (const HubBuildFile *file, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GFile) from = g_file_new_for_path (file->path);
  g_autoptr (GFile) to = g_file_new_for_path (path);

  if (g_mkdir_with_parents (parent, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be made: %s"), parent,
                   g_strerror (errno));
      return FALSE;
    }
  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL,
                      NULL, error);
}

/* What an earlier output had and this one has not is deleted, so that two runs give the same folder. */
static void
delete_others (const char *folder, const char *below, GHashTable *names)
{
  g_autofree char *path = g_build_filename (folder, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = below[0] != '\0' ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (folder, inside, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR) && !g_file_test (full, G_FILE_TEST_IS_SYMLINK))
        {
          delete_others (folder, inside, names);
          g_rmdir (full);
        }
      else if (!g_hash_table_contains (names, inside))
        {
          g_unlink (full);
        }
    }
}

static gboolean
copy_output (HubCli *cli, HubCliProgram *program, const char *folder, GError **error)
{
  GPtrArray *files = hub_build_get_files (program->build);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (!check_output (folder, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const HubBuildFile *file = g_ptr_array_index (files, i);

      if (!copy_file (file, folder, cli->cancellable, error))
        return FALSE;
      g_hash_table_add (names, file->name);
    }
  delete_others (folder, "", names);
  return TRUE;
}

static JsonNode *
describe (HubCliProgram *program, JsonNode *sizes, const char *output)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  char **pages = hub_build_get_pages (program->build);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "duration_ms");
  json_builder_add_int_value (builder, hub_build_get_duration_ms (program->build));
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (guint i = 0; pages != NULL && pages[i] != NULL; i++)
    json_builder_add_string_value (builder, pages[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "output");
  if (output != NULL)
    json_builder_add_string_value (builder, output);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "sizes");
  json_builder_add_value (builder, json_node_copy (sizes));
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_add_value (builder, hub_cli_program_diagnostics (program));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
build (HubCli *cli, HubCompileMode mode, const char *output, GError **error)
{
  g_auto (HubCliProgram) program = { 0 };
  const char *folder = hub_cli_get_argument (cli, 0);
  g_autofree HubPackageEntry *entries = NULL;
  g_autoptr (JsonNode) sizes = NULL;
  g_autoptr (GError) too_large = NULL;
  gsize n_entries;

  if (!hub_cli_program_open (&program, cli, folder != NULL ? folder : ".", error)
      || !hub_cli_program_compile (&program, cli, mode, error))
    return FALSE;
  entries = hub_cli_program_entries (&program, &n_entries);
  hub_package_check_sizes (entries, n_entries, NULL, &sizes, &too_large);
  if (sizes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&too_large));
      return FALSE;
    }
  if (output != NULL && !copy_output (cli, &program, output, error))
    return FALSE;
  hub_cli_print (cli, _("Compiled in %u ms"), hub_build_get_duration_ms (program.build));
  hub_cli_print_sizes (cli, sizes);
  /* It runs in the simulator all the same; only sending it would be refused. */
  if (too_large != NULL)
    hub_cli_note (cli, "%s", too_large->message);
  hub_cli_take_result (cli, describe (&program, sizes, output));
  return TRUE;
}

static gboolean
run_build (HubCli *cli, GError **error)
{
  return build (cli, hub_cli_has_option (cli, "development") ? HUB_COMPILE_DEVELOPMENT : HUB_COMPILE_RELEASE,
                hub_cli_get_option (cli, "output"), error);
}

static gboolean
run_check (HubCli *cli, GError **error)
{
  return build (cli, HUB_COMPILE_DEVELOPMENT, NULL, error);
}

static const HubCliOption build_options[] = {
  { "output", 'o', "DIR", N_("Where to put the compiled program; nowhere without") },
  { "development", 0, NULL, N_("Compile as the simulator does: project.private.config.json applies") },
  { NULL },
};

const HubCliCommand hub_command_build = {
  .name = "build",
  .arguments = "[DIR]",
  .max_arguments = 1,
  .summary = N_("Compile a mini program"),
  .options = build_options,
  .examples = "superhub build my-shop -o compiled",
  .run = run_build,
};

const HubCliCommand hub_command_check = {
  .name = "check",
  .arguments = "[DIR]",
  .max_arguments = 1,
  .summary = N_("Compile a mini program and only say what is wrong with it"),
  .examples = "superhub check my-shop && git commit",
  .run = run_check,
};
