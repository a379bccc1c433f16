/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <string.h>

#include "hub-json.h"

/* Writes app-config.json. Nothing in it depends on when, where or by whom it is compiled. */

static void
set_nullable (JsonObject *object, const char *member, gboolean present, const char *path,
              const char *extension)
{
  g_autofree char *name = g_strconcat (path, extension, NULL);

  if (present)
    json_object_set_string_member (object, member, name);
  else
    json_object_set_null_member (object, member);
}

/* A member of app.json as it is, or an empty @kind. */
static void
copy_member (HubCompilation *self, JsonObject *to, const char *member, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (self->app, member);

  if (node != NULL && json_node_get_node_type (node) == type)
    json_object_set_member (to, member, json_node_copy (node));
  else if (type == JSON_NODE_ARRAY)
    json_object_set_array_member (to, member, json_array_new ());
  else
    json_object_set_object_member (to, member, json_object_new ());
}

static JsonObject *
using_to_json (HubUnit *unit)
{
  JsonObject *using = json_object_new ();
  g_autoptr (GList) tags = g_list_sort (g_hash_table_get_keys (unit->using_components),
                                        (GCompareFunc) strcmp);

  for (GList *l = tags; l != NULL; l = l->next)
    json_object_set_string_member (using, l->data,
                                   g_hash_table_lookup (unit->using_components, l->data));
  return using;
}

static JsonObject *
unit_to_json (HubUnit *unit)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", unit->kind == HUB_UNIT_PAGE ? "page" : "component");
  json_object_set_string_member (object, "package", unit->package);
  set_nullable (object, "script", unit->has_script, unit->path, ".js");
  json_object_set_string_member (object, "template", unit->path);
  set_nullable (object, "styleSheet", unit->has_style, unit->path, ".css");
  json_object_set_string_member (object, "styleScope", unit->style_scope);
  json_object_set_string_member (object, "styleIsolation", unit->style_isolation);
  json_object_set_object_member (object, "usingComponents", using_to_json (unit));
  json_object_set_object_member (object, "placeholder", json_object_ref (unit->placeholder));
  json_object_set_object_member (object, "generics", json_object_ref (unit->generics));
  json_object_set_member (object, "config", json_node_copy (unit->config));
  return object;
}

static JsonArray *
pages_to_json (HubCompilation *self, const char *root)
{
  JsonArray *pages = json_array_new ();

  for (guint i = 0; i < self->pages->len; i++)
    {
      const char *path = g_ptr_array_index (self->pages, i);

      if (root == NULL || g_str_equal (hub_compilation_package_of (self, path), root))
        json_array_add_string_element (pages, path);
    }
  return pages;
}

static void
set_pages (HubCompilation *self, JsonObject *config)
{
  JsonArray *packages = json_array_new ();
  const char *entry = hub_json_get_string (self->app, "entryPagePath", NULL);
  g_autofree char *clean = entry != NULL ? hub_compilation_join ("app.json", entry) : NULL;

  if (clean == NULL || !g_hash_table_contains (self->unit_index, clean))
    {
      g_free (clean);
      clean = g_strdup (self->pages->len > 0 ? g_ptr_array_index (self->pages, 0) : "");
    }
  json_object_set_string_member (config, "entryPagePath", clean);
  json_object_set_array_member (config, "pages", pages_to_json (self, NULL));
  for (guint i = 0; i < self->sub_packages->len; i++)
    {
      HubSubPackage *package = g_ptr_array_index (self->sub_packages, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "root", package->root);
      json_object_set_string_member (object, "name", package->name);
      json_object_set_boolean_member (object, "independent", package->independent);
      json_object_set_array_member (object, "pages", pages_to_json (self, package->root));
      json_array_add_object_element (packages, object);
    }
  json_object_set_array_member (config, "subPackages", packages);
}

static JsonObject *
app_to_json (HubCompilation *self)
{
  HubUnit *app = g_hash_table_lookup (self->unit_index, "app");
  JsonObject *object = json_object_new ();

  set_nullable (object, "script", app->has_script, "app", ".js");
  set_nullable (object, "styleSheet", app->has_style, "app", ".css");
  json_object_set_object_member (object, "config", json_object_ref (self->app));
  return object;
}

static JsonObject *
make_config (HubCompilation *self)
{
  JsonObject *config = json_object_new ();
  JsonObject *project = hub_project_get_config (self->project);
  JsonObject *components = json_object_new ();

  json_object_set_int_member (config, "format", 1);
  json_object_set_string_member (config, "appId", hub_json_get_string (project, "appid", ""));
  json_object_set_string_member (config, "name", hub_json_get_string (project, "projectname", ""));
  set_pages (self, config);
  copy_member (self, config, "window", JSON_NODE_OBJECT);
  if (hub_json_get_object (self->app, "tabBar") != NULL)
    copy_member (self, config, "tabBar", JSON_NODE_OBJECT);
  else
    json_object_set_null_member (config, "tabBar");
  copy_member (self, config, "networkTimeout", JSON_NODE_OBJECT);
  json_object_set_string_member (config, "style", hub_json_get_string (self->app, "style", ""));
  json_object_set_boolean_member (config, "debug",
                                  hub_json_get_boolean (self->app, "debug", FALSE));
  /* Only where it is lifted: a platform looks for it in a developer's preview. */
  if (!hub_project_get_url_check (self->project))
    json_object_set_boolean_member (config, "urlCheck", FALSE);
  copy_member (self, config, "permission", JSON_NODE_OBJECT);
  copy_member (self, config, "requiredBackgroundModes", JSON_NODE_ARRAY);
  if (self->workers != NULL)
    json_object_set_string_member (config, "workers", self->workers);
  else
    json_object_set_null_member (config, "workers");
  json_object_set_object_member (config, "app", app_to_json (self));
  for (guint i = 0; i < self->units->len; i++)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i);

      if (unit->kind != HUB_UNIT_APP)
        json_object_set_object_member (components, unit->path, unit_to_json (unit));
    }
  json_object_set_object_member (config, "components", components);
  return config;
}

gboolean
hub_output_stage_run (HubCompilation *self, GError **error)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonObject) config = make_config (self);
  g_autofree char *without_lines = NULL;
  g_autofree char *text = NULL;

  json_node_init_object (node, config);
  without_lines = json_to_string (node, FALSE);
  g_checksum_update (self->logic_hash, (const guchar *) without_lines, strlen (without_lines));
  json_object_set_object_member (config, "lineMap", json_object_ref (self->line_map));
  text = json_to_string (node, FALSE);
  return hub_compilation_write (self, "app-config.json", "", text, strlen (text), error);
}
