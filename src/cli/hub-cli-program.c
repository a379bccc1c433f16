/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli-program.h"

#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

static void
print_diagnostic (HubDiagnostic *diagnostic)
{
  static const char *const colours[] = { "36", "1;33", "1;31" };
  const char *kinds[] = { _("hint"), _("warning"), _("error") };
  HubSeverity severity = hub_diagnostic_get_severity (diagnostic);
  g_autoptr (GString) place = g_string_new (hub_diagnostic_get_file (diagnostic));

  if (hub_diagnostic_get_line (diagnostic) > 0)
    g_string_append_printf (place, ":%u", hub_diagnostic_get_line (diagnostic));
  if (hub_diagnostic_get_line (diagnostic) > 0 && hub_diagnostic_get_column (diagnostic) > 0)
    g_string_append_printf (place, ":%u", hub_diagnostic_get_column (diagnostic));
  if (place->len > 0)
    g_string_append (place, ": ");
  g_printerr ("%s%s%s%s%s:%s %s\n", hub_cli_colour (STDERR_FILENO, "1"), place->str,
              hub_cli_colour (STDERR_FILENO, colours[severity]), kinds[severity], "",
              hub_cli_colour (STDERR_FILENO, "0"), hub_diagnostic_get_message (diagnostic));
}

static void
print_diagnostics (HubCli *cli, HubBuild *build)
{
  GListModel *diagnostics = hub_build_get_diagnostics (build);

  hub_cli_progress_end (cli);
  for (guint i = 0; !cli->json && i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      print_diagnostic (diagnostic);
    }
}

/* Delivery compiles by itself: what it finds is shown all the same. */
static void
on_finished (HubPipeline *pipeline, HubBuild *build, gpointer user_data)
{
  HubCli *cli = user_data;
  HubCliProgram *program = g_object_get_data (G_OBJECT (pipeline), "program");
  JsonObject *detail;

  g_set_object (&program->build, build);
  print_diagnostics (cli, build);
  if (!hub_build_has_errors (build))
    return;
  detail = json_object_new ();
  json_object_set_member (detail, "diagnostics", hub_cli_program_diagnostics (program));
  g_clear_pointer (&cli->detail, json_node_unref);
  cli->detail = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (cli->detail, detail);
}

/* Opens the project in @folder. */
gboolean
hub_cli_program_open (HubCliProgram *program, HubCli *cli, const char *folder, GError **error)
{
  program->project = hub_project_open (folder, error);
  if (program->project == NULL)
    return FALSE;
  program->pipeline = hub_pipeline_new (program->project);
  g_object_set_data (G_OBJECT (program->pipeline), "program", program);
  program->finished = g_signal_connect (program->pipeline, "finished", G_CALLBACK (on_finished), cli);
  return TRUE;
}

/* Compiles; a program with errors is an error: "compile.failed". */
gboolean
hub_cli_program_compile (HubCliProgram *program, HubCli *cli, HubCompileMode mode, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HubBuild) build = NULL;
  guint n_errors = 0;

  hub_cli_progress (cli, _("Compiling"), -1);
  hub_pipeline_compile_async (program->pipeline, mode, cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  build = hub_pipeline_compile_finish (program->pipeline, result, error);
  hub_cli_progress_end (cli);
  if (build == NULL)
    return FALSE;
  if (program->build != build)
    on_finished (program->pipeline, build, cli);
  if (!hub_build_has_errors (build))
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (hub_build_get_diagnostics (build)); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (hub_build_get_diagnostics (build), i);

      n_errors += hub_diagnostic_get_severity (diagnostic) == HUB_SEVERITY_ERROR;
    }
  hub_set_error (error, HUB_ERROR_COMPILE, "compile.failed",
                 g_dngettext (GETTEXT_PACKAGE, "The program has %u error", "The program has %u errors", n_errors),
                 n_errors);
  return FALSE;
}

/* (transfer full): [{"file", "line", "column", "severity", "code", "message"}, …] */
JsonNode *
hub_cli_program_diagnostics (HubCliProgram *program)
{
  static const char *const severities[] = { "hint", "warning", "error" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *list = hub_build_get_diagnostics (program->build);

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HubDiagnostic) diagnostic = g_list_model_get_item (list, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "file");
      json_builder_add_string_value (builder, hub_diagnostic_get_file (diagnostic));
      json_builder_set_member_name (builder, "line");
      json_builder_add_int_value (builder, hub_diagnostic_get_line (diagnostic));
      json_builder_set_member_name (builder, "column");
      json_builder_add_int_value (builder, hub_diagnostic_get_column (diagnostic));
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder, severities[hub_diagnostic_get_severity (diagnostic)]);
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, hub_diagnostic_get_code (diagnostic));
      json_builder_set_member_name (builder, "message");
      json_builder_add_string_value (builder, hub_diagnostic_get_message (diagnostic));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/* (transfer full): what the packager takes; the strings belong to the build. */
HubPackageEntry *
hub_cli_program_entries (HubCliProgram *program, gsize *n_entries)
{
  GPtrArray *files = hub_build_get_files (program->build);
  HubPackageEntry *entries = g_new0 (HubPackageEntry, MAX (files->len, 1));

  for (guint i = 0; i < files->len; i++)
    {
      const HubBuildFile *file = g_ptr_array_index (files, i);

      entries[i] = (HubPackageEntry) { file->name, file->path, file->package };
    }
  *n_entries = files->len;
  return entries;
}

void
hub_cli_program_clear (HubCliProgram *program)
{
  if (program->finished != 0)
    g_signal_handler_disconnect (program->pipeline, program->finished);
  program->finished = 0;
  g_clear_object (&program->build);
  g_clear_object (&program->pipeline);
  g_clear_object (&program->project);
}

/* The table of sizes of hub_package_check_sizes(). */
void
hub_cli_print_sizes (HubCli *cli, JsonNode *sizes)
{
  JsonObject *object = sizes != NULL && JSON_NODE_HOLDS_OBJECT (sizes) ? json_node_get_object (sizes) : NULL;
  JsonArray *packages = hub_json_get_array (object, "packages");
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Package"), _("Files"), _("Size"), _("Limit"), NULL);
  g_autofree char *total = NULL;

  if (packages == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (packages); i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i);
      const char *root = hub_json_get_string (package, "root", "");
      g_autofree char *files = g_strdup_printf ("%" G_GINT64_FORMAT, hub_json_get_int (package, "files", 0));
      g_autofree char *size = g_format_size_full (hub_json_get_int (package, "bytes", 0), G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *limit = g_format_size_full (hub_json_get_int (package, "limit", 0), G_FORMAT_SIZE_IEC_UNITS);

      hub_cli_table_add (table, root[0] != '\0' ? root : _("(main)"), files, size, limit);
    }
  hub_cli_table_print (table, cli, "");
  total = g_format_size_full (hub_json_get_int (object, "total", 0), G_FORMAT_SIZE_IEC_UNITS);
  hub_cli_print (cli, _("%s in all"), total);
}

/* A HubDeliveryProgress whose data is the HubCli. */
void
hub_cli_delivery_progress (HubDeliveryStep step, double fraction, gpointer cli)
{
  switch (step)
    {
    case HUB_DELIVERY_COMPILING:
      hub_cli_progress (cli, _("Compiling"), -1);
      break;
    case HUB_DELIVERY_CHECKING:
      hub_cli_progress (cli, _("Checking sizes"), -1);
      break;
    case HUB_DELIVERY_PACKING:
      hub_cli_progress (cli, _("Packing"), -1);
      break;
    case HUB_DELIVERY_SENDING:
      hub_cli_progress (cli, _("Sending"), fraction);
      break;
    case HUB_DELIVERY_FINISHING:
    default:
      hub_cli_progress (cli, _("Finishing"), -1);
    }
}

/* (transfer full) (nullable): --app, or the project's program, registered where it has none yet. */
char *
hub_cli_ensure_app (HubCli *cli, HubCliProgram *program, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) app = NULL;
  g_autofree char *before = NULL;
  const char *app_id;

  if (hub_cli_get_option (cli, "app") != NULL)
    return g_strdup (hub_cli_get_option (cli, "app"));
  before = g_strdup (hub_project_get_app_id (program->project));
  hub_session_ensure_app_async (cli->client, hub_project_get_folder (program->project), cli->cancellable,
                                hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  app = hub_session_ensure_app_finish (result, error);
  if (app == NULL)
    return NULL;
  app_id = hub_json_get_string (json_node_get_object (app), "app_id", "");
  if (g_strcmp0 (before, app_id) != 0)
    hub_cli_note (cli, _("Registered “%s” on %s as %s, which now stands in project.config.json"),
                  hub_json_get_string (json_node_get_object (app), "name", ""),
                  hub_client_get_server (cli->client), app_id);
  return g_strdup (app_id);
}
