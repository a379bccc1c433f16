/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hub-compilation.h"
#include "hub-error.h"
#include "hub-js-engine.h"
#include "hub-json.h"
#include "hub-npm-stage.h"
#include "hub-paths.h"

/* Compiles one program into a folder and prints one line of JSON: diagnostics and files, or the
 * error that kept it from working. What the program contains may crash, loop or swallow memory: only
 * this process. With --serve it does so for every line of its input, `{"project", "output", "cache",
 * "release"}`, and keeps its engines between them. */

#define MAX_RESIDENT_MB 1024
#define EXIT_MEMORY 75
#define WATCH_INTERVAL_US (100 * 1000)

static gint64
resident_mb (void)
{
  g_autofree char *text = NULL;
  const char *resident;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  resident = strchr (text, ' ');
  return resident == NULL ? 0
                          : g_ascii_strtoll (resident, NULL, 10) * sysconf (_SC_PAGESIZE) / 1048576;
}

/* JavaScriptCore reserves address space by the gigabyte, so only the memory in use can be limited. */
static gpointer
watch (gpointer parent)
{
  for (;;)
    {
      g_usleep (WATCH_INTERVAL_US);
      if (getppid () != GPOINTER_TO_INT (parent))
        _exit (1);
      if (resident_mb () > MAX_RESIDENT_MB)
        _exit (EXIT_MEMORY);
    }
  return NULL;
}

static JsonArray *
diagnostics_to_json (HubCompilation *compilation)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < compilation->diagnostics->len; i++)
    {
      HubDiagnostic *one = g_ptr_array_index (compilation->diagnostics, i);
      JsonObject *object;

      /* A sheet imported by many is read many times. */
      if (!g_hash_table_add (seen, hub_diagnostic_to_string (one)))
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "severity", hub_diagnostic_get_severity (one));
      json_object_set_string_member (object, "code", hub_diagnostic_get_code (one));
      json_object_set_string_member (object, "message", hub_diagnostic_get_message (one));
      json_object_set_string_member (object, "file", hub_diagnostic_get_file (one));
      json_object_set_int_member (object, "line", hub_diagnostic_get_line (one));
      json_object_set_int_member (object, "column", hub_diagnostic_get_column (one));
      json_array_add_object_element (list, object);
    }
  return list;
}

static gboolean
is_compiled_source (const char *name)
{
  static const char *const extensions[] = { ".js", ".wxml", ".wxss", ".wxs", ".ts", ".less",
                                            ".scss", ".sass", ".md" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (name, extensions[i]))
      return TRUE;
  return FALSE;
}

static void
add_file (JsonArray *files, const char *name, const char *place, const char *path,
          const char *package)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, place, path);
  json_object_set_string_member (object, "package", package);
  json_array_add_object_element (files, object);
}

/* Generated files by their place in the output folder, the others by theirs in the project's. */
static JsonArray *
files_to_json (HubCompilation *compilation, GChecksum *assets)
{
  JsonArray *files = json_array_new ();
  g_autoptr (GHashTable) generated = g_hash_table_new (g_str_hash, g_str_equal);
  gsize folder_length = strlen (hub_project_get_folder (compilation->project));

  for (guint i = 0; i < compilation->outputs->len; i++)
    {
      HubOutput *output = g_ptr_array_index (compilation->outputs, i);

      g_hash_table_add (generated, output->name);
      add_file (files, output->name, "output", output->file, output->package);
    }
  for (guint i = 0; i < compilation->source_names->len; i++)
    {
      HubSource *source = hub_compilation_find (compilation,
                                                g_ptr_array_index (compilation->source_names, i));
      const char *below = source->extended ? "" : source->path + folder_length;

      while (*below == '/')
        below++;
      if (source->extended || is_compiled_source (source->name) || g_hash_table_contains (generated, source->name)
          || !g_utf8_validate (below, -1, NULL))
        continue;
      add_file (files, source->name, "project", below,
                hub_compilation_package_of (compilation, source->name));
      g_checksum_update (assets, (const guchar *) source->name, strlen (source->name) + 1);
      g_checksum_update (assets, (const guchar *) &source->size, sizeof source->size);
      g_checksum_update (assets, (const guchar *) &source->mtime_ns, sizeof source->mtime_ns);
    }
  return files;
}

static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_object (node, object);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
  fflush (stdout);
}

static void
print_result (HubCompilation *compilation)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (GChecksum) assets = g_checksum_new (G_CHECKSUM_SHA256);
  JsonObject *hashes = json_object_new ();

  json_object_set_array_member (result, "diagnostics", diagnostics_to_json (compilation));
  if (!hub_compilation_has_errors (compilation))
    json_object_set_array_member (result, "files", files_to_json (compilation, assets));
  json_object_set_string_member (hashes, "style", g_checksum_get_string (compilation->style_hash));
  json_object_set_string_member (hashes, "template",
                                 g_checksum_get_string (compilation->template_hash));
  json_object_set_string_member (hashes, "logic", g_checksum_get_string (compilation->logic_hash));
  json_object_set_string_member (hashes, "assets", g_checksum_get_string (assets));
  json_object_set_object_member (result, "hashes", hashes);
  json_object_set_int_member (result, "resident", resident_mb ());
  print_json (result);
}

static int
print_error (const GError *error)
{
  g_autoptr (JsonObject) result = json_object_new ();

  json_object_set_string_member (result, "error", hub_error_get_name (error));
  json_object_set_string_member (result, "message", error->message);
  print_json (result);
  return 1;
}

/* A project.config.json broken since the project was opened is one more thing to report. */
static int
print_project_error (const GError *error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *list = json_array_new ();
  JsonObject *object = json_object_new ();
  g_auto (GStrv) parts = g_strsplit (error->message, ":", 4);
  gboolean placed = g_strv_length (parts) == 4 && g_str_has_suffix (parts[0], ".json");

  json_object_set_int_member (object, "severity", HUB_SEVERITY_ERROR);
  json_object_set_string_member (object, "code", hub_error_get_name (error));
  json_object_set_string_member (object, "message",
                                 placed ? g_strchug (parts[3]) : error->message);
  json_object_set_string_member (object, "file", placed ? parts[0] : "");
  json_object_set_int_member (object, "line", placed ? atoi (parts[1]) : 0);
  json_object_set_int_member (object, "column", placed ? atoi (parts[2]) : 0);
  json_array_add_object_element (list, object);
  json_object_set_array_member (result, "diagnostics", list);
  print_json (result);
  return 0;
}

static gboolean
run_stages (HubCompilation *compilation, GError **error)
{
  hub_source_stage_run (compilation);
  hub_config_stage_run (compilation);
  if (compilation->app == NULL)
    return TRUE;
  return hub_wxss_stage_run (compilation, error) && hub_script_stage_run (compilation, error)
         && hub_output_stage_run (compilation, error);
}

static int
compile (const char *project_path, const char *output, const char *cache, gboolean release,
         HubCompilationMemory *memory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubProject) project = hub_project_open (project_path, &error);
  g_autoptr (HubCompilation) compilation = NULL;

  if (project == NULL)
    return print_project_error (error);
  compilation = hub_compilation_new (project, output, cache, release);
  compilation->memory = memory;
  if (!run_stages (compilation, &error))
    return print_error (error);
  print_result (compilation);
  hub_compilation_cache_flush (compilation);
  hub_compilation_cache_clean (compilation);
  return 0;
}

/* Until the end of the input. */
static int
serve (void)
{
  g_autoptr (HubCompilationMemory) memory = hub_compilation_memory_new ();
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  g_autofree char *line = NULL;

  while (g_io_channel_read_line (input, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = hub_json_parse (line, -1, "--serve", &error);
      JsonObject *request = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (request == NULL)
        return error != NULL ? print_error (error) : 1;
      compile (hub_json_get_string (request, "project", ""), hub_json_get_string (request, "output", ""),
               hub_json_get_string (request, "cache", NULL), hub_json_get_boolean (request, "release", FALSE),
               memory);
      g_clear_pointer (&line, g_free);
    }
  return 0;
}

static int
build_npm (const char *project_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubProject) project = hub_project_open (project_path, &error);
  g_autoptr (HubCompilation) compilation = NULL;
  g_autoptr (JsonObject) result = json_object_new ();
  JsonArray *packages;

  if (project == NULL)
    return print_error (error);
  compilation = hub_compilation_new (project, "", NULL, FALSE);
  packages = hub_npm_stage_run (compilation, &error);
  if (packages == NULL)
    return print_error (error);
  json_object_set_array_member (result, "packages", packages);
  json_object_set_array_member (result, "diagnostics", diagnostics_to_json (compilation));
  print_json (result);
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autofree char *project_path = NULL;
  g_autofree char *output = NULL;
  g_autofree char *cache = NULL;
  gboolean release = FALSE, serving = FALSE, npm = FALSE;
  GOptionEntry entries[] = {
    { "project", 0, 0, G_OPTION_ARG_FILENAME, &project_path, N_("The project's folder"), N_("FOLDER") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("An empty folder"), N_("FOLDER") },
    { "cache", 0, 0, G_OPTION_ARG_FILENAME, &cache, N_("Results of earlier runs"), N_("FOLDER") },
    { "release", 0, 0, G_OPTION_ARG_NONE, &release, N_("Compile for preview and upload"), NULL },
    { "serve", 0, 0, G_OPTION_ARG_NONE, &serving, N_("Compile what each line of the input asks for"), NULL },
    { "npm", 0, 0, G_OPTION_ARG_NONE, &npm, N_("Build miniprogram_npm instead"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) options = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  g_autofree char *locale_dir = hub_paths_locale ();

  /* The engine's best optimisers take longer over the compilers than these over most programs. */
  g_setenv ("JSC_useOMGJIT", "0", FALSE);
  g_setenv ("JSC_useFTLJIT", "0", FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_thread_unref (g_thread_new ("watch", watch, GINT_TO_POINTER ((int) getppid ())));

  options = g_option_context_new (NULL);
  g_option_context_add_main_entries (options, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    return print_error (error);
  if (!serving && (project_path == NULL || (output == NULL && !npm)))
    {
      hub_set_error (&error, HUB_ERROR_INVALID, "compiler.usage",
                     "%s", _("--project and --output are needed"));
      return print_error (error);
    }
  if (npm)
    status = build_npm (project_path);
  else
    status = serving ? serve () : compile (project_path, output, cache, release, NULL);
  hub_js_engine_stop ();
  return status;
}
