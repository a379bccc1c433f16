/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json.h"

#define MAX_UNITS 10000

static gboolean
has_file (HubCompilation *self, const char *path, const char *extension)
{
  g_autofree char *name = g_strconcat (path, extension, NULL);

  return hub_compilation_find (self, name) != NULL;
}

static gboolean
is_component (HubCompilation *self, const char *path)
{
  return has_file (self, path, ".wxml") || hub_compilation_find_script (self, path) != NULL;
}

/* @path itself or its "/index"; takes @path. */
static char *
component_at (HubCompilation *self, char *path)
{
  g_autofree char *candidate = path;
  g_autofree char *index = NULL;

  if (candidate == NULL || candidate[0] == '\0')
    return NULL;
  if (is_component (self, candidate))
    return g_steal_pointer (&candidate);
  index = g_strconcat (candidate, "/index", NULL);
  return is_component (self, index) ? g_steal_pointer (&index) : NULL;
}

/* miniprogram_npm of the folder @from stands in, and of each one above it. */
static char *
npm_component (HubCompilation *self, const char *from, const char *written)
{
  g_autofree char *folder = g_path_get_dirname (from);

  for (;;)
    {
      g_autofree char *path = g_str_equal (folder, ".")
        ? g_strconcat ("miniprogram_npm/", written, NULL)
        : g_strconcat (folder, "/miniprogram_npm/", written, NULL);
      char *found = component_at (self, g_steal_pointer (&path));
      g_autofree char *above = NULL;

      if (found != NULL || g_str_equal (folder, "."))
        return found;
      above = g_path_get_dirname (folder);
      g_free (folder);
      folder = g_steal_pointer (&above);
    }
}

static char *
resolve_component (HubCompilation *self, const char *from, const char *written)
{
  g_autofree char *alias = hub_compilation_apply_alias (self, written);
  char *found = component_at (self, hub_compilation_join (from, alias != NULL ? alias : written));
  g_autofree char *absolute = NULL;

  if (found != NULL || written[0] == '/' || written[0] == '.')
    return found;
  found = npm_component (self, from, written);
  if (found != NULL)
    return found;
  absolute = g_strconcat ("/", written, NULL);
  return component_at (self, hub_compilation_join (from, absolute));
}

/* The path a component's name stands for, and its unit; NULL, with a warning, where there is none. */
static char *
use_component (HubCompilation *self, const char *json, const char *const *place, const char *tag,
               const char *written)
{
  g_autofree char *path = NULL;

  if (g_str_has_prefix (written, "plugin://") || g_str_has_prefix (written, "plugin-private://")
      || g_str_has_prefix (written, "dynamicLib://"))
    {
      hub_config_report (self, HUB_SEVERITY_WARNING, "config.plugin", json, place,
                         _("<%s> comes from a plug-in, and plug-ins are not available here; the tag shows a "
                           "box with its name"), tag);
      path = hub_config_add_placeholder (self, written);
    }
  else
    path = resolve_component (self, json, written);
  if (path == NULL && hub_compilation_has_node_module (self, written)
      && !hub_compilation_has_built_package (self, written))
    {
      hub_config_report (self, HUB_SEVERITY_WARNING, "config.npm_not_built", json, place,
                         _("the npm package of “%s” is installed, but not built for mini programs: choose "
                           "“Build npm”, or run “superhub build-npm”"), written);
      return NULL;
    }
  if (path == NULL)
    {
      hub_config_report (self, HUB_SEVERITY_WARNING, "config.missing_component", json, place,
                         _("the component “%s” of <%s> is missing: there is no %s.wxml or %s.js"),
                         written, tag, written, written);
      return NULL;
    }
  if (!g_hash_table_contains (self->unit_index, path) && self->units->len < MAX_UNITS)
    hub_compilation_add_unit (self, HUB_UNIT_COMPONENT, path);
  return g_steal_pointer (&path);
}

static void
read_using (HubCompilation *self, HubUnit *unit, JsonObject *config, const char *json)
{
  JsonObject *using = hub_json_get_object (config, "usingComponents");
  g_autoptr (GList) tags = using != NULL ? json_object_get_members (using) : NULL;

  for (GList *l = tags; l != NULL; l = l->next)
    {
      const char *const place[] = { "usingComponents", l->data, NULL };
      const char *written = hub_json_get_string (using, l->data, NULL);
      char *path;

      if (written == NULL)
        {
          hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_component", json, place,
                             _("the path of the component <%s> is expected here"), (char *) l->data);
          continue;
        }
      path = use_component (self, json, place, l->data, written);
      if (path != NULL)
        g_hash_table_replace (unit->using_components, g_strdup (l->data), path);
    }
}

/* `componentGenerics`: {"name": true} or {"name": {"default": "path"}}, the paths resolved. */
static void
read_generics (HubCompilation *self, HubUnit *unit, JsonObject *config, const char *json)
{
  JsonObject *written = hub_json_get_object (config, "componentGenerics");
  g_autoptr (GList) names = written != NULL ? json_object_get_members (written) : NULL;

  unit->generics = json_object_new ();
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *const place[] = { "componentGenerics", l->data, "default", NULL };
      JsonObject *one = hub_json_get_object (written, l->data);
      const char *fallback = hub_json_get_string (one, "default", NULL);
      g_autofree char *path = fallback != NULL
        ? use_component (self, json, place, l->data, fallback) : NULL;
      JsonObject *resolved = json_object_new ();

      if (path != NULL)
        json_object_set_string_member (resolved, "default", path);
      json_object_set_object_member (unit->generics, l->data, resolved);
    }
}

static void
inherit_using (HubCompilation *self, HubUnit *unit)
{
  HubUnit *app = g_hash_table_lookup (self->unit_index, "app");
  GHashTableIter iter;
  gpointer tag;
  gpointer path;

  g_hash_table_iter_init (&iter, app->using_components);
  while (g_hash_table_iter_next (&iter, &tag, &path))
    if (!g_hash_table_contains (unit->using_components, tag))
      g_hash_table_insert (unit->using_components, g_strdup (tag), g_strdup (path));
}

/* What the script says in `options`, as far as it can be read without running it. */
static char *
isolation_of_script (HubCompilation *self, HubUnit *unit)
{
  static GRegex *isolation;
  static GRegex *global_class;
  HubSource *source = hub_compilation_find_script (self, unit->path);
  const char *text = source != NULL ? hub_compilation_load (self, source, NULL) : NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (isolation == NULL)
    {
      isolation = g_regex_new ("styleIsolation['\"]?\\s*:\\s*['\"]([a-z-]+)['\"]", 0, 0, NULL);
      global_class = g_regex_new ("addGlobalClass['\"]?\\s*:\\s*(true|!0)", 0, 0, NULL);
    }
  if (text == NULL || !g_utf8_validate_len (text, source->length, NULL))
    return NULL;
  if (g_regex_match (isolation, text, 0, &match))
    return g_match_info_fetch (match, 1);
  return g_regex_match (global_class, text, 0, NULL) ? g_strdup ("apply-shared") : NULL;
}

static void
read_style (HubCompilation *self, HubUnit *unit, JsonObject *config)
{
  g_autofree char *found = g_strdup (hub_json_get_string (config, "styleIsolation", NULL));
  g_autofree char *sum = NULL;

  if (found == NULL && unit->kind == HUB_UNIT_COMPONENT)
    found = isolation_of_script (self, unit);
  if (found == NULL)
    found = g_strdup (unit->kind == HUB_UNIT_COMPONENT ? "isolated" : "shared");
  if (unit->kind == HUB_UNIT_COMPONENT && !g_str_equal (found, "shared"))
    {
      sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, unit->path, -1);
      sum[7] = '\0';
      unit->style_scope = g_strconcat ("c", sum, NULL);
    }
  else
    unit->style_scope = g_strdup ("");
  unit->style_isolation = g_steal_pointer (&found);
}

static void
check_component_flag (HubCompilation *self, HubUnit *unit, const char *json)
{
  const char *const none[] = { NULL };

  if (unit->kind == HUB_UNIT_COMPONENT
      && !hub_json_get_boolean (json_node_get_object (unit->config), "component", FALSE))
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.not_a_component",
                       hub_compilation_find (self, json) != NULL ? json : unit->path, none,
                       _("“%s” is used as a component: add \"component\": true to %s"), unit->path,
                       json);
}

static void
read_unit (HubCompilation *self, HubUnit *unit)
{
  g_autofree char *json = g_strconcat (unit->path, ".json", NULL);
  JsonObject *config;

  unit->config = unit->kind == HUB_UNIT_APP
    ? json_node_init_object (json_node_alloc (), self->app) : hub_config_read (self, json);
  if (unit->config == NULL)
    {
      g_autoptr (JsonObject) empty = json_object_new ();

      unit->config = json_node_init_object (json_node_alloc (), empty);
    }
  config = json_node_get_object (unit->config);
  unit->has_script = hub_compilation_find_script (self, unit->path) != NULL;
  unit->has_style = hub_compilation_find_style (self, unit->path) != NULL
                    || (unit->kind == HUB_UNIT_APP && self->extended_sheet != NULL);
  unit->has_template = unit->kind != HUB_UNIT_APP && has_file (self, unit->path, ".wxml");
  read_using (self, unit, config, json);
  read_generics (self, unit, config, json);
  unit->placeholder = hub_json_get_object (config, "componentPlaceholder");
  unit->placeholder = unit->placeholder != NULL ? json_object_ref (unit->placeholder)
                                                : json_object_new ();
  read_style (self, unit, config);
  check_component_flag (self, unit, json);
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(HubUnit *const *) a)->path, (*(HubUnit *const *) b)->path);
}

/* A tab bar the program draws itself is a component like others, found by its place. */
static void
add_custom_tab_bar (HubCompilation *self)
{
  JsonObject *tab_bar = hub_json_get_object (self->app, "tabBar");

  if (hub_json_get_boolean (tab_bar, "custom", FALSE)
      && is_component (self, "custom-tab-bar/index")
      && !g_hash_table_contains (self->unit_index, "custom-tab-bar/index"))
    hub_compilation_add_unit (self, HUB_UNIT_COMPONENT, "custom-tab-bar/index");
}

void
hub_config_resolve_units (HubCompilation *self)
{
  add_custom_tab_bar (self);
  /* The list grows while it is read: every component brings those it uses. */
  for (guint i = 0; i < self->units->len; i++)
    read_unit (self, g_ptr_array_index (self->units, i));
  for (guint i = 0; i < self->units->len; i++)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i);

      if (unit->kind != HUB_UNIT_APP)
        inherit_using (self, unit);
    }
  g_ptr_array_sort (self->units, compare_units);
}
