/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-script-private.h"

#include "config.h"

#include <string.h>

#include "hub-js-scan.h"
#include "hub-wxml.h"

static void
script_free (HubScript *self)
{
  g_clear_pointer (&self->facts, hub_script_facts_unref);
  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

static void
reach (HubProgram *program, const char *name)
{
  HubScript *script = g_hash_table_lookup (program->scripts, name);

  if (script == NULL || script->reached)
    return;
  script->reached = TRUE;
  g_ptr_array_add (program->queue, script);
}

static GPtrArray *
find_requires (HubCompilation *self, HubScript *script)
{
  gsize length;
  const char *code;
  GPtrArray *requires;

  if (script->facts != NULL && script->facts->requires != NULL)
    return g_ptr_array_ref (script->facts->requires);
  code = hub_script_code (self, script, &length);
  requires = hub_js_find_requires (code, length);
  if (script->facts != NULL)
    script->facts->requires = g_ptr_array_ref (requires);
  return requires;
}

static void
follow_requires (HubProgram *program, HubScript *script)
{
  g_autoptr (GPtrArray) requires = find_requires (program->compilation, script);

  for (guint i = 0; i < requires->len; i++)
    {
      HubRequire *found = g_ptr_array_index (requires, i);
      const char *name = hub_script_resolve (program, script->name, found->name);

      if (name != NULL)
        reach (program, name);
      else
        hub_script_report_missing (program, script, found->name, found->offset);
    }
}

/* What the queue holds, and what that requires. */
static void
follow_queue (HubProgram *program)
{
  for (guint i = 0; i < program->queue->len; i++)
    {
      HubScript *script = g_ptr_array_index (program->queue, i);

      hub_script_prepare (program->compilation, script);
      if (!script->left_out)
        follow_requires (program, script);
    }
  g_ptr_array_set_size (program->queue, 0);
}

static void
prepare_scripts (HubProgram *program, const char *workers)
{
  HubCompilation *self = program->compilation;

  for (guint i = 0; i < self->units->len; i++)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i);
      g_autofree char *name = g_strconcat (unit->path, ".js", NULL);

      reach (program, name);
    }
  follow_queue (program);
  for (guint i = 0; workers != NULL && i < program->names->len; i++)
    {
      const char *name = g_ptr_array_index (program->names, i);
      HubScript *script = g_hash_table_lookup (program->scripts, name);

      if (g_str_has_prefix (name, workers) && !script->reached)
        {
          script->in_worker = TRUE;
          reach (program, name);
        }
    }
  follow_queue (program);
  for (guint i = 0; i < program->names->len; i++)
    hub_script_prepare (self, g_hash_table_lookup (program->scripts,
                                                   g_ptr_array_index (program->names, i)));
}

/* Adds a script to the hash of the logic. Returns: its lines. */
static guint
count_script (HubCompilation *self, HubScript *script, const char *code, gsize length)
{
  HubScriptFacts *facts = script->facts;
  g_autofree char *sum = facts == NULL || facts->sum == NULL
    ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) code, length) : NULL;
  guint lines = sum != NULL ? hub_js_count_lines (code, length) : facts->lines;

  g_checksum_update (self->logic_hash, (const guchar *) script->name, strlen (script->name) + 1);
  g_checksum_update (self->logic_hash, (const guchar *) (script->plain ? "p" : "o"), 1);
  g_checksum_update (self->logic_hash, (const guchar *) (sum != NULL ? sum : facts->sum), -1);
  if (facts != NULL && sum != NULL)
    {
      facts->lines = lines;
      facts->sum = g_steal_pointer (&sum);
    }
  return lines;
}

static void
append_script (HubCompilation *self, HubScript *script, GString *out, guint *line, JsonArray *map)
{
  gsize length;
  const char *code = hub_script_code (self, script, &length);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), script->name);
  g_autofree char *quoted = json_to_string (name, FALSE);
  JsonArray *row = json_array_new ();

  json_array_add_int_element (row, *line);
  json_array_add_string_element (row, script->source->name);
  json_array_add_array_element (map, row);
  g_string_append_printf (out, "__hubDefine(%s, function (%s) {", quoted,
                          script->plain ? HUB_SCRIPT_PARAMETERS
                                        : HUB_SCRIPT_PARAMETERS HUB_SCRIPT_HIDDEN);
  g_string_append_len (out, code, length);
  g_string_append (out, "\n});\n");
  *line += count_script (self, script, code, length) + 2;
}

/* The scripts of a package, or, with @workers, those a worker may load. */
static GString *
append_scripts (HubProgram *program, const char *root, const char *workers, const char *name)
{
  HubCompilation *self = program->compilation;
  GString *out = g_string_new (NULL);
  JsonArray *map = json_array_new ();
  guint line = 1;

  g_checksum_update (self->logic_hash, (const guchar *) name, strlen (name) + 1);
  for (guint i = 0; i < program->names->len; i++)
    {
      const char *module = g_ptr_array_index (program->names, i);
      HubScript *script = g_hash_table_lookup (program->scripts, module);
      gboolean wanted = workers != NULL
        ? g_str_has_prefix (module, workers)
        : !script->in_worker && g_str_equal (hub_compilation_package_of (self, module), root);

      if (wanted && !script->left_out)
        append_script (self, script, out, &line, map);
    }
  json_object_set_array_member (self->line_map, name, map);
  return out;
}

static gboolean
write_package (HubProgram *program, const char *root, GError **error)
{
  HubCompilation *self = program->compilation;
  g_autofree char *name = g_strconcat (root, "app-service.js", NULL);
  g_autoptr (GString) out = append_scripts (program, root, NULL, name);

  return hub_wxml_append (self, root, out, error)
         && hub_compilation_write (self, name, root, out->str, out->len, error);
}

static gboolean
write_workers (HubProgram *program, const char *workers, GError **error)
{
  HubCompilation *self = program->compilation;
  g_autofree char *name = g_strconcat (workers, "app-worker.js", NULL);
  g_autoptr (GString) out = append_scripts (program, NULL, workers, name);

  return hub_compilation_write (self, name, hub_compilation_package_of (self, name), out->str,
                                out->len, error);
}

/* A module is named after the script it is run as: "a.js", be its source a.js or a.ts. */
static void
collect_scripts (HubProgram *program)
{
  HubCompilation *self = program->compilation;

  for (guint i = 0; i < self->source_names->len; i++)
    {
      const char *file = g_ptr_array_index (self->source_names, i);
      g_autofree char *path = NULL;
      HubSource *source;
      HubScript *script;

      if (!g_str_has_suffix (file, ".js") && !g_str_has_suffix (file, ".ts"))
        continue;
      path = g_strndup (file, strlen (file) - strlen (".js"));
      source = hub_compilation_find_script (self, path);
      if (source == NULL || source->name != file)
        continue;
      script = g_new0 (HubScript, 1);
      script->source = source;
      script->name = g_strconcat (path, ".js", NULL);
      g_hash_table_insert (program->scripts, script->name, script);
      g_ptr_array_add (program->names, script->name);
    }
}

gboolean
hub_script_stage_run (HubCompilation *self, GError **error)
{
  g_autoptr (GHashTable) scripts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify) script_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  HubProgram program = { .compilation = self, .scripts = scripts, .names = names, .queue = queue };
  const char *workers = self->workers;

  collect_scripts (&program);
  prepare_scripts (&program, workers);
  if (!write_package (&program, "", error))
    return FALSE;
  if (workers != NULL && !write_workers (&program, workers, error))
    return FALSE;
  for (guint i = 0; i < self->sub_packages->len; i++)
    if (!write_package (&program, ((HubSubPackage *) g_ptr_array_index (self->sub_packages, i))->root,
                        error))
      return FALSE;
  return TRUE;
}
