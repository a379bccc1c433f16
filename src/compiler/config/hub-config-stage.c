/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json.h"

#define APP "app.json"
#define MAX_PAGES 2000

/* "pages/a/a.wxml", "/pages/a/a" and "./pages/a/a" are what people write for "pages/a/a". */
static char *
clean_page (const char *root, const char *written)
{
  g_autofree char *joined = g_strconcat ("/", root, "/", written, NULL);
  char *path = hub_compilation_join (APP, joined);

  if (path != NULL && g_str_has_suffix (path, ".wxml"))
    path[strlen (path) - strlen (".wxml")] = '\0';
  if (path != NULL && path[0] == '\0')
    g_clear_pointer (&path, g_free);
  return path;
}

static gboolean
has_any_file (HubCompilation *self, const char *path)
{
  g_autofree char *template = g_strconcat (path, ".wxml", NULL);
  g_autofree char *json = g_strconcat (path, ".json", NULL);

  return hub_compilation_find (self, template) != NULL || hub_compilation_find (self, json) != NULL
         || hub_compilation_find_script (self, path) != NULL;
}

/* The program cannot start without its first page; without any other it can. */
static void
check_page_files (HubCompilation *self, const char *path, const char *const *place)
{
  HubSeverity severity = self->pages->len == 0 ? HUB_SEVERITY_ERROR : HUB_SEVERITY_WARNING;
  g_autofree char *template = g_strconcat (path, ".wxml", NULL);
  g_autofree char *script = g_strconcat (path, ".js", NULL);

  if (hub_compilation_find (self, template) == NULL)
    {
      if (has_any_file (self, path))
        hub_config_report (self, severity, "config.missing_page", APP, place,
                           _("%s is missing: make this file, or remove the page “%s” from app.json"),
                           template, path);
      else
        hub_config_report (self, severity, "config.missing_page", APP, place,
                           _("the page “%s” has no files: make %s and %s, or remove it from app.json"),
                           path, template, script);
    }
  else if (hub_compilation_find_script (self, path) == NULL)
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.missing_script", APP, place,
                       _("%s is missing: make this file with “Page({})”, or the page stays without "
                         "data and events"), script);
}

static void
add_page (HubCompilation *self, const char *root, JsonNode *node, const char *const *place)
{
  const char *written = JSON_NODE_HOLDS_VALUE (node)
                        && json_node_get_value_type (node) == G_TYPE_STRING
                        ? json_node_get_string (node) : NULL;
  g_autofree char *path = written != NULL ? clean_page (root, written) : NULL;

  if (path == NULL)
    {
      hub_config_report (self, HUB_SEVERITY_ERROR, "config.bad_page", APP, place,
                         _("the path of a page is expected here, like “pages/index/index”"));
      return;
    }
  if (g_hash_table_contains (self->unit_index, path))
    {
      hub_config_report (self, HUB_SEVERITY_WARNING, "config.duplicate_page", APP, place,
                         _("the page “%s” is listed twice"), path);
      return;
    }
  if (self->pages->len >= MAX_PAGES)
    return;
  check_page_files (self, path, place);
  hub_compilation_add_unit (self, HUB_UNIT_PAGE, path);
  g_ptr_array_add (self->pages, g_strdup (path));
}

static void
add_pages (HubCompilation *self, const char *root, JsonArray *pages, const char *const *prefix)
{
  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *place[6] = { NULL };
      guint length = 0;

      for (; prefix[length] != NULL; length++)
        place[length] = prefix[length];
      place[length++] = "pages";
      place[length] = number;
      add_page (self, root, json_array_get_element (pages, i), place);
    }
}

static void
add_sub_package (HubCompilation *self, const char *member, guint index, JsonNode *node)
{
  g_autofree char *number = g_strdup_printf ("%u", index);
  const char *const place[] = { member, number, NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *root = clean_page ("", hub_json_get_string (object, "root", ""));
  HubSubPackage *package;

  if (root == NULL)
    {
      hub_config_report (self, HUB_SEVERITY_ERROR, "config.bad_sub_package", APP, place,
                         _("a sub-package needs a “root”, the folder its pages stand in"));
      return;
    }
  package = g_new0 (HubSubPackage, 1);
  package->root = g_strconcat (root, "/", NULL);
  package->name = g_strdup (hub_json_get_string (object, "name", ""));
  package->independent = hub_json_get_boolean (object, "independent", FALSE);
  g_ptr_array_add (self->sub_packages, package);
}

/* Both spellings are in use. */
static JsonArray *
get_sub_packages (HubCompilation *self, const char **member)
{
  JsonArray *list = hub_json_get_array (self->app, "subPackages");

  *member = list != NULL ? "subPackages" : "subpackages";
  return list != NULL ? list : hub_json_get_array (self->app, "subpackages");
}

static void
read_pages (HubCompilation *self)
{
  const char *const none[] = { NULL };
  const char *const pages_place[] = { "pages", NULL };
  JsonArray *pages = hub_json_get_array (self->app, "pages");
  const char *member;
  JsonArray *packages = get_sub_packages (self, &member);

  if (pages == NULL || json_array_get_length (pages) == 0)
    {
      hub_config_report (self, HUB_SEVERITY_ERROR, "config.no_pages", APP,
                         json_object_has_member (self->app, "pages") ? pages_place : none,
                         _("“pages” has to be a list with at least one page, like "
                           "[\"pages/index/index\"]"));
      return;
    }
  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    add_sub_package (self, member, i, json_array_get_element (packages, i));
  add_pages (self, "", pages, none);
  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *const place[] = { member, number, NULL };
      JsonNode *node = json_array_get_element (packages, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      add_pages (self, hub_json_get_string (object, "root", ""),
                 hub_json_get_array (object, "pages"), place);
    }
}

static void
check_entry (HubCompilation *self)
{
  const char *const place[] = { "entryPagePath", NULL };
  const char *entry = hub_json_get_string (self->app, "entryPagePath", NULL);
  g_autofree char *path = entry != NULL ? clean_page ("", entry) : NULL;

  if (entry != NULL && (path == NULL || !g_hash_table_contains (self->unit_index, path)))
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.bad_entry", APP, place,
                       _("entryPagePath “%s” is not one of the pages; the first page is shown "
                         "instead"), entry);
}

/* "workers": "folder", or {"path": "folder"}. */
static void
read_workers (HubCompilation *self)
{
  const char *const place[] = { "workers", NULL };
  const char *written = hub_json_get_string (self->app, "workers", NULL);
  g_autofree char *path = NULL;

  if (written == NULL)
    written = hub_json_get_string (hub_json_get_object (self->app, "workers"), "path", NULL);
  if (written == NULL || written[0] == '\0')
    return;
  path = clean_page ("", written);
  if (path == NULL || !hub_compilation_has_folder (self, path))
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.missing_workers", APP, place,
                       _("the folder of workers, “%s”, is missing"), written);
  else
    self->workers = g_strconcat (path, "/", NULL);
}

static void
check_theme (HubCompilation *self)
{
  const char *const place[] = { "themeLocation", NULL };
  const char *written = hub_json_get_string (self->app, "themeLocation", NULL);
  g_autofree char *name = written != NULL ? hub_compilation_join (APP, written) : NULL;

  if (written != NULL && (name == NULL || hub_compilation_find (self, name) == NULL))
    hub_config_report (self, HUB_SEVERITY_WARNING, "config.missing_theme", APP, place,
                       _("“%s” is missing, so the colours named with “@” are not known"), written);
}

void
hub_config_stage_run (HubCompilation *self)
{
  g_autoptr (JsonNode) app = NULL;

  if (hub_compilation_find (self, APP) == NULL)
    {
      hub_compilation_report (self, HUB_SEVERITY_ERROR, "config.no_app_json", APP, 0, 0,
                              _("app.json is missing, so this is not a mini program: make it with "
                                "{\"pages\": [\"pages/index/index\"]}"));
      return;
    }
  app = hub_config_read (self, APP);
  if (app == NULL)
    return;
  self->app = json_object_ref (json_node_get_object (app));
  hub_compilation_add_unit (self, HUB_UNIT_APP, "app");
  hub_config_read_extended (self);
  read_pages (self);
  check_entry (self);
  read_workers (self);
  check_theme (self);
  hub_config_check_tab_bar (self);
  hub_config_resolve_units (self);
}
