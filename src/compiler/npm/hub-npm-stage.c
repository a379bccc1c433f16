/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-npm-stage.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-js-engine.h"
#include "hub-js-scan.h"
#include "hub-json.h"

/* npm/plan.js says what miniprogram_npm has to hold; here it is read for and carried out. Everything is made
 * beside the old folder and put in its place at the end: a failure changes nothing. */

#define FOLDER "miniprogram_npm"
#define BUILDING ".miniprogram_npm-building"
#define MAX_DEPTH 6

/* (transfer full): the calls of require() in a script as JSON: [name, start, length], in UTF-16 units. */
static char *
requires_to_json (const char *text)
{
  gsize length = strlen (text);
  g_autoptr (GPtrArray) requires = hub_js_find_requires (text, length);
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonArray *list = json_array_new ();
  guint64 units = 0;
  gsize at = 0;

  for (guint i = 0; i < requires->len; i++)
    {
      HubRequire *found = g_ptr_array_index (requires, i);
      JsonArray *row = json_array_new ();

      for (; at < found->offset; at++)
        units += (((guchar) text[at] & 0xC0) != 0x80) + ((guchar) text[at] >= 0xF0);
      json_array_add_string_element (row, found->name);
      json_array_add_int_element (row, units);
      json_array_add_int_element (row, g_utf8_strlen (found->name, -1) + 2);
      json_array_add_array_element (list, row);
    }
  json_node_init_array (node, list);
  json_array_unref (list);
  return json_to_string (node, FALSE);
}

/* What plan.js asks for; see npm/files.js. */
static char *
answer (const char *question, gpointer data)
{
  HubCompilation *self = data;
  const char *colon = strchr (question, ':');
  const char *about = colon != NULL ? colon + 1 : "";
  g_autofree char *path = NULL;
  gboolean dynamic;
  char *text = NULL;

  if (g_str_has_prefix (question, "requires:"))
    return requires_to_json (about);
  if (g_str_has_prefix (question, "module:"))
    return hub_js_has_module_syntax (about, strlen (about), &dynamic) || dynamic ? g_strdup ("") : NULL;
  path = g_build_filename (hub_project_get_folder (self->project), about, NULL);
  if (g_str_has_prefix (question, "kind:"))
    return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_strdup ("file")
           : g_file_test (path, G_FILE_TEST_IS_DIR)   ? g_strdup ("folder")
                                                      : NULL;
  hub_compilation_working_on (self, about);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > HUB_SOURCE_MAX_BYTES)
    g_clear_pointer (&text, g_free);
  return text;
}

static void
add_relation (JsonArray *relations, const char *manifest, const char *output)
{
  JsonObject *relation = json_object_new ();

  json_object_set_string_member (relation, "manifest", manifest);
  json_object_set_string_member (relation, "output", output);
  json_array_add_object_element (relations, relation);
}

/* Every folder of the program that has a package.json and a node_modules. */
static void
find_manifests (JsonArray *relations, const char *project, const char *below, guint depth)
{
  g_autofree char *folder = g_build_filename (project, below, NULL);
  g_autofree char *manifest = g_build_filename (folder, "package.json", NULL);
  g_autofree char *modules = g_build_filename (folder, "node_modules", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (manifest, G_FILE_TEST_IS_REGULAR) && g_file_test (modules, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *relative = g_build_filename (below, "package.json", NULL);

      add_relation (relations, relative[0] == '/' ? relative + 1 : relative, below);
    }
  dir = depth < MAX_DEPTH ? g_dir_open (folder, 0, NULL) : NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);
      g_autofree char *inside = below[0] != '\0' ? g_strconcat (below, "/", name, NULL) : g_strdup (name);

      if (name[0] != '.' && !g_str_equal (name, "node_modules") && !g_str_equal (name, FOLDER)
          && g_utf8_validate (name, -1, NULL) && g_file_test (child, G_FILE_TEST_IS_DIR)
          && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        find_manifests (relations, project, inside, depth + 1);
    }
}

static char *
clean_path (const char *written)
{
  return written != NULL ? hub_compilation_join ("project.config.json", written[0] != '\0' ? written : ".")
                         : NULL;
}

/* `setting.packNpmManually` with its `packNpmRelationList`; otherwise what is found in the program, and at
 * last the project's own package.json. */
static JsonArray *
find_relations (HubCompilation *self)
{
  JsonObject *setting = hub_json_get_object (hub_project_get_config (self->project), "setting");
  JsonArray *listed = hub_json_get_array (setting, "packNpmRelationList");
  const char *project = hub_project_get_folder (self->project);
  const char *root = self->root + strlen (project);
  JsonArray *relations = json_array_new ();

  while (root[0] == '/')
    root++;
  if (hub_json_get_boolean (setting, "packNpmManually", FALSE))
    for (guint i = 0; listed != NULL && i < json_array_get_length (listed); i++)
      {
        JsonNode *node = json_array_get_element (listed, i);
        JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
        g_autofree char *manifest = clean_path (hub_json_get_string (one, "packageJsonPath", NULL));
        g_autofree char *output = clean_path (hub_json_get_string (one, "miniprogramNpmDistDir", NULL));

        if (manifest != NULL && output != NULL)
          add_relation (relations, manifest, output);
      }
  if (json_array_get_length (relations) == 0)
    find_manifests (relations, project, root, 0);
  if (json_array_get_length (relations) == 0)
    add_relation (relations, "package.json", root);
  return relations;
}

static void
report_problem (HubCompilation *self, JsonObject *problem)
{
  const char *code = hub_json_get_string (problem, "code", "");
  const char *file = hub_json_get_string (problem, "file", "");
  const char *name = hub_json_get_string (problem, "name", "");
  guint line = hub_json_get_int (problem, "line", 0);

  if (g_str_equal (code, "npm.not_installed"))
    hub_compilation_report (self, HUB_SEVERITY_WARNING, code, file, 0, 0,
                            _("the package “%s” is not installed: run “npm install”"), name);
  else if (g_str_equal (code, "npm.no_entry"))
    hub_compilation_report (self, HUB_SEVERITY_HINT, code, file, 0, 0,
                            _("the package “%s” has no script to start with; it is left out"), name);
  else
    hub_compilation_report (self, HUB_SEVERITY_WARNING, code, file, line, 0, "%s",
                            hub_json_get_string (problem, "message", ""));
}

/* The absolute place of "a/miniprogram_npm/b" while it is being built. */
static char *
building_path (HubCompilation *self, const char *name)
{
  g_autofree char *padded = g_strconcat ("/", name, "/", NULL);
  char *at = strstr (padded, "/" FOLDER "/");
  g_autofree char *replaced = NULL;

  g_assert (at != NULL);
  *at = '\0';
  replaced = g_strconcat (padded, "/" BUILDING "/", at + strlen ("/" FOLDER "/"), NULL);
  return g_build_filename (hub_project_get_folder (self->project), replaced, NULL);
}

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), _("“%s” cannot be made: %s"), folder,
                   g_strerror (saved));
      return FALSE;
    }
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0666, error);
}

static gboolean
carry_out (HubCompilation *self, JsonArray *operations, GError **error)
{
  for (guint i = 0; operations != NULL && i < json_array_get_length (operations); i++)
    {
      JsonObject *one = json_array_get_object_element (operations, i);
      const char *copied = hub_json_get_string (one, "copy", NULL);
      g_autofree char *to = building_path (self, hub_json_get_string (one, copied != NULL ? "to" : "write", ""));
      g_autofree char *from = copied != NULL
        ? g_build_filename (hub_project_get_folder (self->project), copied, NULL) : NULL;

      /* building_path() ends with a slash. */
      to[strlen (to) - 1] = '\0';
      if (from != NULL ? !hub_file_tree_copy (from, to, "node_modules", error)
                       : !write_text (to, hub_json_get_string (one, "text", ""), error))
        return FALSE;
    }
  return TRUE;
}

/* The new folder takes the place of the old one. */
static gboolean
swap (HubCompilation *self, JsonArray *relations, gboolean keep, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < json_array_get_length (relations); i++)
    {
      JsonObject *one = json_array_get_object_element (relations, i);
      const char *output = hub_json_get_string (one, "output", "");
      const char *project = hub_project_get_folder (self->project);
      g_autofree char *new = g_build_filename (project, output, BUILDING, NULL);
      g_autofree char *current = g_build_filename (project, output, FOLDER, NULL);
      g_autofree char *old = g_strconcat (new, "-old", NULL);

      if (keep && g_file_test (new, G_FILE_TEST_IS_DIR))
        {
          hub_file_tree_remove (old);
          if ((g_rename (current, old) != 0 && errno != ENOENT) || g_rename (new, current) != 0)
            {
              int saved = errno;

              g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                           _("“%s” cannot be replaced: %s"), current, g_strerror (saved));
              g_rename (old, current);
              error = NULL;
              good = FALSE;
            }
          hub_file_tree_remove (old);
        }
      hub_file_tree_remove (new);
    }
  return good;
}

JsonArray *
hub_npm_stage_run (HubCompilation *self, GError **error)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonArray) relations = find_relations (self);
  g_autoptr (JsonNode) plan = NULL;
  g_autofree char *question = NULL;
  g_autofree char *json = NULL;
  JsonArray *problems;
  JsonArray *packages;
  gboolean good;

  json_node_init_array (node, relations);
  question = json_to_string (node, FALSE);
  swap (self, relations, FALSE, NULL);
  json = hub_js_engine_call ("npm", "plan", question, "", answer, self, error);
  plan = json != NULL ? hub_json_parse (json, -1, "plan", error) : NULL;
  if (plan == NULL)
    return NULL;
  problems = hub_json_get_array (json_node_get_object (plan), "problems");
  packages = hub_json_get_array (json_node_get_object (plan), "packages");
  for (guint i = 0; i < json_array_get_length (problems); i++)
    report_problem (self, json_array_get_object_element (problems, i));
  if (json_array_get_length (packages) == 0 && json_array_get_length (problems) == 0)
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "npm.no_packages", "%s",
                     _("There is no package to build: “dependencies” of package.json names none. Run “npm "
                       "install PACKAGE” in the project's folder first"));
      return NULL;
    }
  good = carry_out (self, hub_json_get_array (json_node_get_object (plan), "operations"), error);
  if (!swap (self, relations, good, good ? error : NULL) || !good)
    return NULL;
  return json_array_ref (packages);
}
