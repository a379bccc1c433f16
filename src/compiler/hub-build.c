/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-build-private.h"

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "hub-file-tree.h"
#include "hub-json.h"

#define APP_CONFIG "app-config.json"
#define APP_CONFIG_MAX (64 * 1024 * 1024)

struct _HubBuild
{
  GObject     parent_instance;

  guint       generation;
  guint       duration_ms;
  gboolean    has_errors;
  char       *folder;
  GListStore *diagnostics;
  GPtrArray  *files;
  GHashTable *index;        /* name -> HubBuildFile */
  JsonNode   *app_config;
  GStrv       pages;
  char       *style_hash;
  char       *template_hash;
  char       *logic_hash;
  char       *assets_hash;
};

G_DEFINE_FINAL_TYPE (HubBuild, hub_build, G_TYPE_OBJECT)

static void
build_file_free (HubBuildFile *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->package);
  g_free (self);
}

static void
hub_build_finalize (GObject *object)
{
  HubBuild *self = HUB_BUILD (object);

  hub_file_tree_remove (self->folder);
  g_free (self->folder);
  g_clear_object (&self->diagnostics);
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->app_config, json_node_unref);
  g_clear_pointer (&self->pages, g_strfreev);
  g_free (self->style_hash);
  g_free (self->template_hash);
  g_free (self->logic_hash);
  g_free (self->assets_hash);
  G_OBJECT_CLASS (hub_build_parent_class)->finalize (object);
}

static void
hub_build_class_init (HubBuildClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_build_finalize;
}

static void
hub_build_init (HubBuild *self)
{
  self->diagnostics = g_list_store_new (HUB_TYPE_DIAGNOSTIC);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) build_file_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->pages = g_new0 (char *, 1);
}

static int
compare_diagnostics (gconstpointer a, gconstpointer b, gpointer data)
{
  HubDiagnostic *left = (HubDiagnostic *) a;
  HubDiagnostic *right = (HubDiagnostic *) b;
  int order = (int) hub_diagnostic_get_severity (right) - (int) hub_diagnostic_get_severity (left);

  if (order == 0)
    order = strcmp (hub_diagnostic_get_file (left), hub_diagnostic_get_file (right));
  if (order == 0)
    order = (int) hub_diagnostic_get_line (left) - (int) hub_diagnostic_get_line (right);
  return order != 0 ? order : (int) hub_diagnostic_get_column (left)
                              - (int) hub_diagnostic_get_column (right);
}

static void
read_diagnostics (HubBuild *self, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      gint64 severity = hub_json_get_int (object, "severity", HUB_SEVERITY_ERROR);
      g_autoptr (HubDiagnostic) one =
        hub_diagnostic_new ((HubSeverity) CLAMP (severity, HUB_SEVERITY_HINT, HUB_SEVERITY_ERROR),
                            hub_json_get_string (object, "code", ""),
                            hub_json_get_string (object, "message", ""),
                            hub_json_get_string (object, "file", ""),
                            hub_json_get_int (object, "line", 0),
                            hub_json_get_int (object, "column", 0));

      self->has_errors = self->has_errors || severity == HUB_SEVERITY_ERROR;
      g_list_store_insert_sorted (self->diagnostics, one, compare_diagnostics, NULL);
    }
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(HubBuildFile *const *) a)->name, (*(HubBuildFile *const *) b)->name);
}

static void
read_files (HubBuild *self, const char *project_folder, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *output = hub_json_get_string (object, "output", NULL);
      HubBuildFile *file = g_new0 (HubBuildFile, 1);
      struct stat status;

      file->name = g_strdup (hub_json_get_string (object, "name", ""));
      file->package = g_strdup (hub_json_get_string (object, "package", ""));
      file->path = output != NULL
        ? g_build_filename (self->folder, output, NULL)
        : g_build_filename (project_folder, hub_json_get_string (object, "project", ""), NULL);
      file->size = stat (file->path, &status) == 0 ? (guint64) status.st_size : 0;
      g_ptr_array_add (self->files, file);
    }
  g_ptr_array_sort (self->files, compare_files);
  for (guint i = 0; i < self->files->len; i++)
    {
      HubBuildFile *file = g_ptr_array_index (self->files, i);

      g_hash_table_insert (self->index, file->name, file);
    }
}

static void
read_app_config (HubBuild *self)
{
  g_autofree char *path = hub_build_lookup (self, APP_CONFIG);
  JsonArray *pages;
  guint length;

  if (path != NULL)
    self->app_config = hub_json_parse_file (path, APP_CONFIG_MAX, NULL);
  if (self->app_config == NULL)
    return;
  pages = hub_json_get_array (json_node_get_object (self->app_config), "pages");
  length = pages != NULL ? json_array_get_length (pages) : 0;
  g_strfreev (self->pages);
  self->pages = g_new0 (char *, length + 1);
  for (guint i = 0; i < length; i++)
    self->pages[i] = g_strdup (json_array_get_string_element (pages, i));
}

HubBuild *
hub_build_new (HubProject *project, guint generation, guint duration_ms, JsonObject *result,
               char *folder)
{
  HubBuild *self = g_object_new (HUB_TYPE_BUILD, NULL);
  JsonObject *hashes = hub_json_get_object (result, "hashes");

  self->generation = generation;
  self->duration_ms = duration_ms;
  self->folder = folder;
  read_diagnostics (self, hub_json_get_array (result, "diagnostics"));
  if (!self->has_errors)
    {
      read_files (self, project != NULL ? hub_project_get_folder (project) : "", hub_json_get_array (result, "files"));
      read_app_config (self);
    }
  self->style_hash = g_strdup (hub_json_get_string (hashes, "style", ""));
  self->template_hash = g_strdup (hub_json_get_string (hashes, "template", ""));
  self->logic_hash = g_strdup (hub_json_get_string (hashes, "logic", ""));
  self->assets_hash = g_strdup (hub_json_get_string (hashes, "assets", ""));
  return self;
}

/**
 * hub_build_get_generation:
 * @self: a build
 *
 * Returns: its number in its pipeline, from 1 up
 */
guint
hub_build_get_generation (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), 0);
  return self->generation;
}

/**
 * hub_build_get_duration_ms:
 * @self: a build
 *
 * Returns: how long it took, in milliseconds, the start of the child process included
 */
guint
hub_build_get_duration_ms (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), 0);
  return self->duration_ms;
}

/**
 * hub_build_has_errors:
 * @self: a build
 *
 * Returns: whether one of the diagnostics is an error; then there are no files
 */
gboolean
hub_build_has_errors (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), TRUE);
  return self->has_errors;
}

/**
 * hub_build_get_diagnostics:
 * @self: a build
 *
 * Returns: (transfer none): a list of #HubDiagnostic: errors, warnings, hints, each by file and place
 */
GListModel *
hub_build_get_diagnostics (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), NULL);
  return G_LIST_MODEL (self->diagnostics);
}

/**
 * hub_build_get_files:
 * @self: a build
 *
 * Returns: (transfer none) (element-type HubBuildFile): the files of the program, by name
 */
GPtrArray *
hub_build_get_files (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), NULL);
  return self->files;
}

/**
 * hub_build_lookup:
 * @self: a build
 * @name: a name inside the program; any text, only names of files are found
 *
 * Returns: (transfer full) (nullable): the absolute path of the file
 */
char *
hub_build_lookup (HubBuild *self, const char *name)
{
  HubBuildFile *file;

  g_return_val_if_fail (HUB_IS_BUILD (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  file = g_hash_table_lookup (self->index, name);
  return file != NULL ? g_strdup (file->path) : NULL;
}

/**
 * hub_build_get_app_config:
 * @self: a build
 *
 * Returns: (transfer none) (nullable): app-config.json; %NULL with errors
 */
JsonNode *
hub_build_get_app_config (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), NULL);
  return self->app_config;
}

/**
 * hub_build_get_pages:
 * @self: a build
 *
 * Returns: (transfer none) (array zero-terminated=1): the pages' paths, the first one first
 */
char **
hub_build_get_pages (HubBuild *self)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), NULL);
  return self->pages;
}

/**
 * hub_build_compare:
 * @self: a build
 * @previous: (nullable): an earlier one of the same project
 *
 * What a running program has to load again.
 *
 * Returns: (transfer none): "none", "style", "template" or "logic"
 */
const char *
hub_build_compare (HubBuild *self, HubBuild *previous)
{
  g_return_val_if_fail (HUB_IS_BUILD (self), "logic");

  if (previous == NULL || g_strcmp0 (self->logic_hash, previous->logic_hash) != 0
      || g_strcmp0 (self->assets_hash, previous->assets_hash) != 0)
    return "logic";
  if (g_strcmp0 (self->template_hash, previous->template_hash) != 0)
    return "template";
  return g_strcmp0 (self->style_hash, previous->style_hash) != 0 ? "style" : "none";
}
