/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-private.h"

#include "config.h"

#include <string.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"

#define MAX_ROOTS 1000

/* (transfer full) (nullable): what the program starts with; NULL where the package has none. */
static JsonNode *
read_config (HubPackage *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hub_package_read (self, HUB_PACKAGE_CONFIG, &local);
  g_autoptr (JsonNode) node = NULL;

  if (bytes == NULL && g_str_equal (hub_error_get_name (local), "package.no_such_file"))
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
      return g_steal_pointer (&node);
    }
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (g_bytes_get_size (bytes) > 0 && g_bytes_get_size (bytes) <= HUB_PACKAGE_MAX_CONFIG)
    node = hub_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), HUB_PACKAGE_CONFIG, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  hub_set_error (error, HUB_ERROR_INVALID, "package.corrupt", _("The program's “%s” is no JSON object; pack it again"),
                 HUB_PACKAGE_CONFIG);
  return NULL;
}

/* (transfer full): the folders of the sub-packages, each with a slash at its end. */
static GPtrArray *
read_roots (JsonObject *config)
{
  JsonArray *packages = hub_json_get_array (config, "subPackages");
  GPtrArray *roots = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; packages != NULL && i < json_array_get_length (packages) && i < MAX_ROOTS; i++)
    {
      JsonNode *node = json_array_get_element (packages, i);
      const char *root = JSON_NODE_HOLDS_OBJECT (node) ? hub_json_get_string (json_node_get_object (node), "root", "") : "";

      if (root[0] != '\0' && root[0] != '/')
        g_ptr_array_add (roots, g_str_has_suffix (root, "/") ? g_strdup (root) : g_strconcat (root, "/", NULL));
    }
  return roots;
}

static const char *
find_root (GPtrArray *roots, const char *name)
{
  const char *best = "";

  for (guint i = 0; i < roots->len; i++)
    {
      const char *root = g_ptr_array_index (roots, i);

      if (g_str_has_prefix (name, root) && strlen (root) > strlen (best))
        best = root;
    }
  return best;
}

/* (transfer full): the paths of the pages, an array of strings. */
static JsonNode *
read_pages (JsonObject *config)
{
  JsonArray *pages = hub_json_get_array (config, "pages");
  g_autoptr (JsonArray) paths = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    if (json_node_get_value_type (json_array_get_element (pages, i)) == G_TYPE_STRING)
      json_array_add_string_element (paths, json_array_get_string_element (pages, i));
  json_node_set_array (node, paths);
  return node;
}

/**
 * hub_package_check_config:
 * @self: a verified package
 * @limits: (nullable): what is allowed, or %NULL for the default
 * @sizes: (out) (transfer full): the table of sizes, as hub_package_check_sizes()
 * @pages: (out) (transfer full): the paths of the program's pages
 * @error: (out) (optional): "package.too_large", "package.too_many_files", "package.corrupt"
 *
 * The manifest says to which sub-package each file belongs, and whoever makes a package by hand may say anything. A program
 * that runs goes by its own configuration: this adds up by that.
 *
 * Returns: whether all limits are kept
 */
gboolean
hub_package_check_config (HubPackage *self, const HubPackageLimits *limits, JsonNode **sizes, JsonNode **pages,
                          GError **error)
{
  g_autoptr (JsonNode) config = read_config (self, error);
  JsonArray *rows = hub_json_get_array (json_node_get_object (hub_package_get_manifest (self)), "files");
  guint n_files = rows != NULL ? json_array_get_length (rows) : 0;
  g_autofree HubPackageFile *files = g_new0 (HubPackageFile, MAX (n_files, 1));
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (JsonNode) table = NULL;

  if (config == NULL)
    return FALSE;
  roots = read_roots (json_node_get_object (config));
  for (guint i = 0; i < n_files; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      files[i].name = hub_json_get_string (row, "name", "");
      files[i].size = hub_json_get_int (row, "size", 0);
      files[i].package = find_root (roots, files[i].name);
    }
  if (!hub_package_check_limits (files, n_files, limits != NULL ? limits : &hub_package_default_limits, &table, error))
    return FALSE;
  *sizes = g_steal_pointer (&table);
  *pages = read_pages (json_node_get_object (config));
  return TRUE;
}
