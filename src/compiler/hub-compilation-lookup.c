/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"

/* Which file a name without an extension means, and what the project says about it. */

static HubSource *
find_first (HubCompilation *self, const char *path, const char *const *extensions)
{
  for (guint i = 0; extensions[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (path, extensions[i], NULL);
      HubSource *source = hub_compilation_find (self, name);

      if (source != NULL)
        return source;
    }
  return NULL;
}

gboolean
hub_compilation_has_folder (HubCompilation *self, const char *path)
{
  gsize length = strlen (path);

  for (guint i = 0; i < self->source_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->source_names, i);

      if (strncmp (name, path, length) == 0 && name[length] == '/')
        return TRUE;
    }
  return FALSE;
}

HubSource *
hub_compilation_find_script (HubCompilation *self, const char *path)
{
  static const char *const ts_first[] = { ".ts", ".js", NULL };
  static const char *const js_first[] = { ".js", ".ts", NULL };
  static const char *const js_only[] = { ".js", NULL };

  /* `a.d.ts` only describes a script. */
  if (g_str_has_suffix (path, ".d"))
    return find_first (self, path, js_only);
  return find_first (self, path, self->typescript ? ts_first : js_first);
}

HubSource *
hub_compilation_find_style (HubCompilation *self, const char *path)
{
  static const char *const extensions[] = { ".wxss", ".scss", ".sass", ".less", NULL };
  static const char *const sass[] = { ".scss", ".sass", NULL };
  static const char *const less[] = { ".less", NULL };
  HubSource *source = self->sass ? find_first (self, path, sass) : NULL;

  if (source == NULL && self->less)
    source = find_first (self, path, less);
  return source != NULL ? source : find_first (self, path, extensions);
}

/* Like "@utils/" and a star for "/utils/" and a star: the star stands for the rest of the name. */
char *
hub_compilation_apply_alias (HubCompilation *self, const char *written)
{
  JsonObject *aliases = hub_json_get_object (self->app, "resolveAlias");
  JsonObjectIter iter;
  const char *from;
  JsonNode *node;
  char *best = NULL;
  gsize best_length = 0;

  if (aliases == NULL)
    return NULL;
  json_object_iter_init (&iter, aliases);
  while (json_object_iter_next (&iter, &from, &node))
    {
      const char *to = hub_json_get_string (aliases, from, NULL);
      const char *star = strchr (from, '*');
      gsize length = star != NULL ? (gsize) (star - from) : strlen (from);
      const char *to_star = to != NULL ? strchr (to, '*') : NULL;
      gsize to_length = to_star != NULL ? (gsize) (to_star - to) : strlen (to != NULL ? to : "");

      if (to == NULL || length < best_length || strncmp (written, from, length) != 0
          || (star == NULL && written[length] != '\0'))
        continue;
      g_free (best);
      best = g_strdup_printf ("%s%.*s%s", to[0] == '/' ? "" : "/", (int) to_length, to,
                              star != NULL ? written + length : "");
      best_length = length;
    }
  return best;
}

/* The package "@a/b/c" or "a/c" begins with. (transfer full) (nullable): NULL for a path */
static char *
package_name (const char *written)
{
  g_auto (GStrv) parts = g_strsplit (written, "/", 3);

  if (written[0] == '.' || written[0] == '/' || written[0] == '\0')
    return NULL;
  return parts[0][0] == '@' && parts[1] != NULL ? g_strconcat (parts[0], "/", parts[1], NULL)
                                                : g_strdup (parts[0]);
}

gboolean
hub_compilation_has_built_package (HubCompilation *self, const char *written)
{
  g_autofree char *name = package_name (written);
  g_autofree char *folder = name != NULL ? g_strconcat ("miniprogram_npm/", name, NULL) : NULL;

  return folder != NULL && hub_compilation_has_folder (self, folder);
}

/* Beside the program, or above it as far as the project goes. */
gboolean
hub_compilation_has_node_module (HubCompilation *self, const char *written)
{
  const char *const folders[] = { self->root, hub_project_get_folder (self->project) };
  g_autofree char *name = package_name (written);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *package = g_build_filename (folders[i], "node_modules", name,
                                                   "package.json", NULL);

      if (g_file_test (package, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    }
  return FALSE;
}
