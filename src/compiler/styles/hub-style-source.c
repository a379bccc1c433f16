/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-style-source.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-js-engine.h"
#include "hub-json.h"

/* A result is kept with every name the compiler asked for and what it found there: it is good as long as all
 * of them would be found the same. */

typedef struct
{
  HubCompilation *compilation;
  GHashTable     *asked;   /* name -> the checksum of what was found, or "" */
} Asked;

/* A file of the program, or one of node_modules, which is no part of it. */
static char *
read_any (HubCompilation *self, const char *name)
{
  HubSource *source = hub_compilation_find (self, name);
  const char *const folders[] = { self->root, hub_project_get_folder (self->project) };
  gsize length;

  if (source != NULL)
    return source->size <= HUB_SOURCE_MAX_BYTES ? g_strdup (hub_compilation_load (self, source, &length)) : NULL;
  for (guint i = 0; g_str_has_prefix (name, "node_modules/") && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);
      char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &text, NULL, NULL))
        return text;
    }
  return NULL;
}

static char *
checksum (const char *text)
{
  return text != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1) : g_strdup ("");
}

static char *
answer (const char *name, gpointer data)
{
  Asked *asked = data;
  g_autofree char *text = read_any (asked->compilation, name);

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  g_hash_table_replace (asked->asked, g_strdup (name), checksum (text));
  return g_steal_pointer (&text);
}

static gboolean
is_still_good (HubCompilation *self, JsonObject *kept)
{
  JsonObject *asked = hub_json_get_object (kept, "asked");
  g_autoptr (GList) names = asked != NULL ? json_object_get_members (asked) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *text = read_any (self, l->data);
      g_autofree char *sum = checksum (text);

      if (g_strcmp0 (sum, hub_json_get_string (asked, l->data, NULL)) != 0)
        return FALSE;
    }
  return asked != NULL;
}

static JsonNode *
find_kept (HubCompilation *self, const char *key)
{
  gsize length = 0;
  g_autofree char *json = hub_compilation_cache_get (self, key, &length);
  g_autoptr (JsonNode) node = json != NULL ? hub_json_parse (json, length, "style", NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !is_still_good (self, json_node_get_object (node)))
    return NULL;
  return g_steal_pointer (&node);
}

static void
keep (HubCompilation *self, const char *key, JsonNode *node, GHashTable *asked)
{
  JsonObject *names = json_object_new ();
  g_autofree char *json = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer sum;

  g_hash_table_iter_init (&iter, asked);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    json_object_set_string_member (names, name, sum);
  json_object_set_object_member (json_node_get_object (node), "asked", names);
  json = json_to_string (node, FALSE);
  hub_compilation_cache_put (self, key, json, strlen (json));
}

static JsonNode *
translate (HubCompilation *self, HubSource *source, const char *bundle)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Asked asked = { .compilation = self, .asked = table };
  g_autofree char *key = hub_compilation_cache_key ("style", source->name, source->text, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  JsonNode *node = find_kept (self, key);

  if (node != NULL)
    return node;
  hub_compilation_working_on (self, source->name);
  json = hub_js_engine_call (bundle, "compile", source->text, source->name, answer, &asked, &error);
  node = json != NULL ? hub_json_parse (json, -1, source->name, &error) : NULL;
  if (node == NULL)
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "style.failed", source->name, 0, 0, "%s",
                            error->message);
  else if (hub_json_get_string (json_node_get_object (node), "css", NULL) != NULL)
    keep (self, key, node, table);
  return node;
}

static void
report (HubCompilation *self, HubSeverity severity, JsonObject *problem)
{
  hub_compilation_report (self, severity, "style.syntax", hub_json_get_string (problem, "file", ""),
                          hub_json_get_int (problem, "line", 0), hub_json_get_int (problem, "column", 0),
                          "%s", hub_json_get_string (problem, "message", ""));
}

const char *
hub_style_source_load (HubCompilation *self, HubSource *source, gsize *length, gboolean *translated)
{
  const char *bundle = g_str_has_suffix (source->name, ".less") ? "less"
    : g_str_has_suffix (source->name, ".scss") || g_str_has_suffix (source->name, ".sass") ? "sass" : NULL;
  const char *text = hub_compilation_load (self, source, length);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *result;
  JsonArray *warnings;

  *translated = bundle != NULL;
  if (bundle == NULL || text == NULL)
    return text;
  if (source->style == NULL)
    {
      if (!g_utf8_validate_len (text, *length, NULL))
        {
          *translated = FALSE;   /* whoever reads it will say so */
          return text;
        }
      node = translate (self, source, bundle);
      result = node != NULL ? json_node_get_object (node) : NULL;
      source->style = g_strdup (hub_json_get_string (result, "css", ""));
      warnings = hub_json_get_array (result, "warnings");
      for (guint i = 0; warnings != NULL && i < json_array_get_length (warnings); i++)
        report (self, HUB_SEVERITY_WARNING, json_array_get_object_element (warnings, i));
      if (hub_json_get_string (result, "message", NULL) != NULL)
        report (self, HUB_SEVERITY_ERROR, result);
    }
  *length = strlen (source->style);
  return source->style;
}
