/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub-json.h"

/* Finds the files of the program. Nothing is read here. */

#define LARGE_FILE (2 * 1024 * 1024)

typedef struct
{
  HubCompilation *compilation;
  const char     *project_folder;
  GPtrArray      *chain;      /* real paths of the folders being walked, against loops */
  gboolean        too_many;
  gboolean        extended;   /* not in the project */
} Walk;

static const char *const root_files_left_out[] = {
  "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml",
  "tsconfig.json", "jsconfig.json", "template.json", NULL
};

static gboolean
matches_rule (JsonObject *rule, const char *name)
{
  const char *type = hub_json_get_string (rule, "type", "");
  const char *value = hub_json_get_string (rule, "value", "");
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *clean = NULL;

  while (value[0] == '.' && value[1] == '/')
    value += 2;
  if (!g_str_equal (type, "suffix"))
    while (value[0] == '/')
      value++;
  if (value[0] == '\0')
    return FALSE;
  if (g_str_equal (type, "file"))
    return g_str_equal (name, value);
  if (g_str_equal (type, "suffix"))
    return g_str_has_suffix (name, value);
  if (g_str_equal (type, "prefix"))
    return g_str_has_prefix (base, value);
  if (g_str_equal (type, "glob"))
    return g_pattern_match_simple (value, name);
  if (g_str_equal (type, "regexp"))
    return g_regex_match_simple (value, name, G_REGEX_OPTIMIZE, 0);
  if (!g_str_equal (type, "folder"))
    return FALSE;
  clean = g_str_has_suffix (value, "/") ? g_strdup (value) : g_strconcat (value, "/", NULL);
  return g_str_has_prefix (name, clean);
}

/* `packOptions.ignore`, less what `packOptions.include` brings back. */
static gboolean
is_ignored (HubCompilation *self, const char *name)
{
  JsonObject *options = hub_json_get_object (hub_project_get_config (self->project), "packOptions");
  JsonArray *lists[] = { hub_json_get_array (options, "ignore"),
                         hub_json_get_array (options, "include") };
  gboolean matched[] = { FALSE, FALSE };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; lists[l] != NULL && i < json_array_get_length (lists[l]); i++)
      {
        JsonNode *rule = json_array_get_element (lists[l], i);

        if (JSON_NODE_HOLDS_OBJECT (rule) && matches_rule (json_node_get_object (rule), name))
          matched[l] = TRUE;
      }
  return matched[0] && !matched[1];
}

static gboolean
is_left_out (const char *basename, const char *name, gboolean is_folder)
{
  if (basename[0] == '.')
    return TRUE;
  if (is_folder)
    return g_str_equal (basename, "node_modules");
  if (strchr (name, '/') == NULL && g_strv_contains (root_files_left_out, name))
    return TRUE;
  return strchr (name, '/') == NULL && g_str_has_prefix (name, "project.")
         && g_str_has_suffix (name, ".json");
}

static void
add_source (Walk *walk, const char *name, const char *path, const struct stat *status)
{
  HubCompilation *self = walk->compilation;
  HubSource *source;

  if (g_hash_table_size (self->sources) >= HUB_SOURCE_MAX_FILES)
    {
      if (!walk->too_many)
        hub_compilation_report (self, HUB_SEVERITY_ERROR, "source.too_many", "", 0, 0,
                                _("the program has more than %d files; leave out what it does not "
                                  "need with packOptions.ignore in project.config.json"),
                                HUB_SOURCE_MAX_FILES);
      walk->too_many = TRUE;
      return;
    }
  source = g_new0 (HubSource, 1);
  source->name = g_strdup (name);
  source->path = g_strdup (path);
  source->size = status->st_size;
  source->extended = walk->extended;
  source->mtime_ns = status->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000)
                     + status->st_mtim.tv_nsec;
  g_hash_table_insert (self->sources, source->name, source);
  g_ptr_array_add (self->source_names, source->name);
  if (source->size > LARGE_FILE)
    {
      g_autofree char *size = g_format_size_full (source->size, G_FORMAT_SIZE_IEC_UNITS);

      hub_compilation_report (self, HUB_SEVERITY_WARNING, "source.large", name, 0, 0,
                              _("this file has %s, but a whole package may have 2 MB; make it "
                                "smaller or load it from a server"), size);
    }
}

/* The real path of a symbolic link that stays inside the project and does not lead back to where we
 * are; NULL, with a warning, otherwise. */
static char *
resolve_link (Walk *walk, const char *name, const char *path)
{
  HubCompilation *self = walk->compilation;
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *below = g_strconcat (walk->project_folder, "/", NULL);

  if (real == NULL)
    {
      hub_compilation_report (self, HUB_SEVERITY_WARNING, "source.broken_link", name, 0, 0,
                              errno == ELOOP
                                ? _("this symbolic link leads back to itself; it is left out")
                                : _("this symbolic link leads nowhere; it is left out"));
      return NULL;
    }
  if (!g_str_has_prefix (real, below) && !g_str_equal (real, walk->project_folder))
    {
      hub_compilation_report (self, HUB_SEVERITY_WARNING, "source.link_outside", name, 0, 0,
                              _("this symbolic link leaves the project; it is left out"));
      return NULL;
    }
  for (guint i = 0; i < walk->chain->len; i++)
    if (g_str_equal (g_ptr_array_index (walk->chain, i), real))
      {
        hub_compilation_report (self, HUB_SEVERITY_WARNING, "source.link_loop", name, 0, 0,
                                _("this symbolic link leads back to a folder it stands in; it is "
                                  "left out"));
        return NULL;
      }
  return g_strdup (real);
}

static void walk_folder (Walk *walk, const char *name, const char *path);

static void
walk_entry (Walk *walk, const char *folder_name, const char *folder, const char *basename)
{
  HubCompilation *self = walk->compilation;
  g_autofree char *name = folder_name[0] == '\0' ? g_strdup (basename)
                                                 : g_strconcat (folder_name, "/", basename, NULL);
  g_autofree char *path = g_build_filename (folder, basename, NULL);
  struct stat status;

  if (!g_utf8_validate (basename, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (name);

      hub_compilation_report (self, HUB_SEVERITY_WARNING, "source.bad_name", shown, 0, 0,
                              _("the name of this file is not valid UTF-8; it is left out"));
      return;
    }
  if (is_left_out (basename, name, TRUE) || lstat (path, &status) != 0)
    return;
  if (S_ISLNK (status.st_mode))
    {
      g_autofree char *real = is_ignored (self, name) ? NULL : resolve_link (walk, name, path);

      if (real == NULL || stat (real, &status) != 0)
        return;
      g_free (path);
      path = g_steal_pointer (&real);
    }
  if (S_ISDIR (status.st_mode))
    {
      g_autofree char *with_slash = g_strconcat (name, "/", NULL);

      if (!is_ignored (self, with_slash))
        walk_folder (walk, name, path);
    }
  else if (S_ISREG (status.st_mode) && !is_left_out (basename, name, FALSE)
           && !is_ignored (self, name))
    add_source (walk, name, path, &status);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
walk_folder (Walk *walk, const char *name, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *entry;

  if (walk->chain->len >= HUB_SOURCE_MAX_DEPTH)
    {
      hub_compilation_report (walk->compilation, HUB_SEVERITY_WARNING, "source.too_deep", name, 0, 0,
                              _("folders nested deeper than %d levels are left out"),
                              HUB_SOURCE_MAX_DEPTH);
      return;
    }
  dir = g_dir_open (path, 0, &error);
  if (dir == NULL)
    {
      hub_compilation_report (walk->compilation, HUB_SEVERITY_WARNING, "source.unreadable", name,
                              0, 0, _("this folder cannot be read, so what is in it is left out: %s"),
                              error->message);
      return;
    }
  while ((entry = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (entry));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (walk->chain, (char *) path);
  for (guint i = 0; i < names->len && !walk->too_many; i++)
    walk_entry (walk, name, path, g_ptr_array_index (names, i));
  g_ptr_array_set_size (walk->chain, walk->chain->len - 1);
}

void
hub_source_stage_add_folder (HubCompilation *self, const char *name, const char *path)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  Walk walk = { .compilation = self, .chain = chain, .project_folder = path, .extended = TRUE };

  walk_folder (&walk, name, path);
  g_ptr_array_sort (self->source_names, compare_names);
}

void
hub_source_stage_add_text (HubCompilation *self, const char *name, const char *text)
{
  HubSource *source = g_new0 (HubSource, 1);

  source->name = g_strdup (name);
  source->path = g_strdup ("");
  source->text = g_strdup (text);
  source->length = source->size = strlen (text);
  source->extended = TRUE;
  g_hash_table_insert (self->sources, source->name, source);
  g_ptr_array_add (self->source_names, source->name);
  g_ptr_array_sort (self->source_names, compare_names);
}

void
hub_source_stage_run (HubCompilation *self)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  Walk walk = { .compilation = self, .chain = chain,
                .project_folder = hub_project_get_folder (self->project) };

  walk_folder (&walk, "", self->root);
  g_ptr_array_sort (self->source_names, compare_names);
}
