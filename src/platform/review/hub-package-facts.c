/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-facts.h"

#include "hub-json.h"
#include "hub-script-scan.h"

/* A script that is larger is not read, and the facts say so. */
#define MAX_SCRIPT (8 * 1024 * 1024)
#define MAX_CONFIG (4 * 1024 * 1024)
#define MAX_FINDINGS 500
/* Places of one finding. */
#define MAX_PLACES 5
#define MAX_NAMES 500

typedef struct
{
  HubPackage *package;
  JsonObject *facts;
  JsonArray  *findings;
  GHashTable *counts;       /* "kind name key" → how often */
  GHashTable *modules;      /* of the whole program */
  gboolean    truncated;
  const char *script;       /* what is being read */
  char       *module;       /* the source in it, "" between templates, NULL before the first */
  guint       module_line;  /* where it begins; 0 for a template, whose lines are not known */
} Reading;

static const char *const kinds[] = { "module", "template", "api", "address", "dynamic" };

static void
add_finding (Reading *self, const HubScriptFinding *finding)
{
  g_autofree char *id = g_strdup_printf ("%d %s %s", finding->kind, finding->name, finding->key);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, id));
  gboolean in_module = self->module != NULL && self->module[0] != '\0';
  JsonObject *object;

  g_hash_table_insert (self->counts, g_steal_pointer (&id), GUINT_TO_POINTER (count + 1));
  if (count >= MAX_PLACES)
    return;
  if (json_array_get_length (self->findings) >= MAX_FINDINGS)
    {
      self->truncated = TRUE;
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "kind", kinds[finding->kind]);
  json_object_set_string_member (object, "name", finding->name);
  json_object_set_string_member (object, "key", finding->key);
  /* Lines of a module are those of its source. */
  json_object_set_string_member (object, "file", in_module ? self->module : self->script);
  if (in_module && self->module_line == 0)
    json_object_set_int_member (object, "line", 0);
  else
    json_object_set_int_member (object, "line", in_module ? finding->line - self->module_line + 1 : finding->line);
  json_array_add_object_element (self->findings, object);
}

static void
on_found (const HubScriptFinding *finding, gpointer user_data)
{
  Reading *self = user_data;

  if (finding->kind != HUB_SCRIPT_MODULE && finding->kind != HUB_SCRIPT_TEMPLATE)
    {
      add_finding (self, finding);
      return;
    }
  g_free (self->module);
  if (finding->kind == HUB_SCRIPT_TEMPLATE)
    {
      self->module = g_strconcat (finding->name, ".wxml", NULL);
      self->module_line = 0;
      return;
    }
  self->module = g_strdup (finding->name);
  self->module_line = finding->line;
  if (finding->name[0] != '\0')
    g_hash_table_add (self->modules, g_strdup (finding->name));
}

static void
read_scripts (Reading *self)
{
  g_auto (GStrv) names = hub_package_list_names (self->package);
  JsonArray *unread = json_array_new ();
  gint64 scripts = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!g_str_has_suffix (names[i], ".js"))
        continue;
      scripts++;
      bytes = hub_package_read (self->package, names[i], NULL);
      if (bytes == NULL || g_bytes_get_size (bytes) > MAX_SCRIPT)
        {
          if (json_array_get_length (unread) < MAX_NAMES)
            json_array_add_string_element (unread, names[i]);
          continue;
        }
      self->script = names[i];
      g_clear_pointer (&self->module, g_free);
      hub_script_scan (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), on_found, self);
    }
  json_object_set_int_member (self->facts, "scripts", scripts);
  json_object_set_array_member (self->facts, "unread", unread);
}

/* (transfer full): the texts of an array, at most so many. */
static JsonArray *
copy_texts (JsonArray *from)
{
  JsonArray *texts = json_array_new ();

  for (guint i = 0; from != NULL && i < MIN (json_array_get_length (from), MAX_NAMES); i++)
    {
      JsonNode *node = json_array_get_element (from, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        json_array_add_string_element (texts, json_node_get_string (node));
    }
  return texts;
}

static JsonArray *
copy_names (JsonObject *from)
{
  g_autoptr (GList) names = from != NULL ? json_object_get_members (from) : NULL;
  JsonArray *texts = json_array_new ();

  for (GList *at = names; at != NULL && json_array_get_length (texts) < MAX_NAMES; at = at->next)
    json_array_add_string_element (texts, at->data);
  return texts;
}

static gboolean
page_is_there (Reading *self, JsonObject *components, const char *page)
{
  JsonObject *component = hub_json_get_object (components, page);
  const char *script = hub_json_get_string (component, "script", NULL);

  return component != NULL && (script == NULL || g_hash_table_contains (self->modules, script));
}

static void
read_pages (Reading *self, JsonObject *config)
{
  JsonArray *pages = copy_texts (hub_json_get_array (config, "pages"));
  JsonArray *declared = hub_json_get_array (json_node_get_object (hub_package_get_manifest (self->package)), "pages");
  JsonObject *components = hub_json_get_object (config, "components");
  JsonArray *missing = json_array_new ();
  gboolean same = declared != NULL && json_array_get_length (declared) == json_array_get_length (pages);

  for (guint i = 0; i < json_array_get_length (pages); i++)
    {
      const char *page = json_array_get_string_element (pages, i);
      JsonNode *other = same ? json_array_get_element (declared, i) : NULL;

      same = same && JSON_NODE_HOLDS_VALUE (other) && g_strcmp0 (json_node_get_string (other), page) == 0;
      if (components != NULL && !page_is_there (self, components, page))
        json_array_add_string_element (missing, page);
    }
  json_object_set_boolean_member (self->facts, "pages_known", components != NULL);
  json_object_set_boolean_member (self->facts, "pages_declared", same);
  json_object_set_array_member (self->facts, "pages", pages);
  json_object_set_array_member (self->facts, "missing_pages", missing);
}

static void
read_config (Reading *self)
{
  g_autoptr (GBytes) bytes = hub_package_read (self->package, "app-config.json", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *config, *source;

  if (bytes != NULL && g_bytes_get_size (bytes) <= MAX_CONFIG)
    node = hub_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "app-config.json", NULL);
  config = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  json_object_set_boolean_member (self->facts, "config", config != NULL);
  if (config == NULL)
    return;
  source = hub_json_get_object (hub_json_get_object (config, "app"), "config");
  json_object_set_string_member (self->facts, "app_id", hub_json_get_string (config, "appId", ""));
  json_object_set_array_member (self->facts, "private_infos",
                                copy_texts (hub_json_get_array (source, "requiredPrivateInfos")));
  json_object_set_array_member (self->facts, "permissions", copy_names (hub_json_get_object (config, "permission")));
  json_object_set_array_member (self->facts, "background_modes",
                                copy_texts (hub_json_get_array (config, "requiredBackgroundModes")));
  json_object_set_array_member (self->facts, "plugins", copy_names (hub_json_get_object (source, "plugins")));
  read_pages (self, config);
}

/**
 * hub_package_facts_read:
 * @package: a package whose hashes are right
 *
 * Reads in a package what the automatic checks and the comparison of versions want to know: pages, declarations of
 * app.json, information about people that scripts handle, addresses in them; each with file and line. Depends on the
 * package's bytes alone, and is bounded. To be called outside of the main thread.
 *
 * Returns: (transfer full): JSON
 */
char *
hub_package_facts_read (HubPackage *package)
{
  Reading reading = { .package = package, .facts = json_object_new (), .findings = json_array_new () };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  reading.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading.modules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_scripts (&reading);
  read_config (&reading);
  json_object_set_array_member (reading.facts, "findings", reading.findings);
  json_object_set_boolean_member (reading.facts, "truncated", reading.truncated);
  json_node_take_object (node, reading.facts);
  g_hash_table_unref (reading.counts);
  g_hash_table_unref (reading.modules);
  g_free (reading.module);
  return hub_json_to_string (node, FALSE);
}
