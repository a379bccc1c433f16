/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-js-engine.h"
#include "hub-js-scan.h"
#include "hub-json-text.h"
#include "hub-wxml.h"

/* Names a browser has and a mini program does not: as parameters they are undefined in a module. */
#define PARAMETERS "require, module, exports"
#define HIDDEN ", window, document, frames, self, location, navigator, localStorage, history, " \
               "screen, alert, confirm, prompt, fetch, XMLHttpRequest, WebSocket"
/* Finding the exact place parses a script some forty times. */
#define LOCATE_MAX (1024 * 1024)
#define HEAD "(function (" PARAMETERS HIDDEN ") {"
#define PLAIN_HEAD "(function (" PARAMETERS ") {"

typedef struct
{
  HubSource *source;
  gboolean   reached;      /* something the program runs requires it */
  gboolean   left_out;
  gboolean   plain;        /* declares one of the hidden names itself */
} Script;

typedef struct
{
  HubCompilation *compilation;
  GHashTable     *scripts;   /* name -> Script */
  GPtrArray      *queue;     /* of Script, yet to be read */
} Program;

static const char *
script_text (HubCompilation *self, HubSource *source, gsize *length)
{
  const char *text = hub_compilation_load (self, source, length);

  if (text != NULL && *length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      *length -= 3;
    }
  return text;
}

static void
reach (Program *program, const char *name)
{
  Script *script = g_hash_table_lookup (program->scripts, name);

  if (script == NULL || script->reached)
    return;
  script->reached = TRUE;
  g_ptr_array_add (program->queue, script);
}

/* The script that stands for @path: itself, with ".js", or its "/index.js". Takes @path. */
static const char *
script_at (Program *program, char *path)
{
  static const char *const endings[] = { "", ".js", "/index.js" };
  g_autofree char *owned = path;

  for (guint i = 0; owned != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (owned, endings[i], NULL);
      Script *script = g_hash_table_lookup (program->scripts, name);

      if (script != NULL)
        return script->source->name;
    }
  return NULL;
}

static const char *
resolve_require (Program *program, const char *from, const char *written)
{
  const char *found = script_at (program, hub_compilation_join (from, written));
  g_autofree char *folder = g_path_get_dirname (from);
  g_autofree char *absolute = g_strconcat ("/", written, NULL);

  if (found != NULL || written[0] == '/' || written[0] == '.')
    return found;
  while (found == NULL)
    {
      g_autofree char *npm = g_strdup_printf ("/%s/miniprogram_npm/%s", folder, written);
      g_autofree char *above = g_path_get_dirname (folder);

      found = script_at (program, hub_compilation_join (from, npm));
      if (g_str_equal (folder, "."))
        break;
      g_free (folder);
      folder = g_steal_pointer (&above);
    }
  return found != NULL ? found : script_at (program, hub_compilation_join (from, absolute));
}

static void
follow_requires (Program *program, HubSource *source, const char *text, gsize length)
{
  g_autoptr (GPtrArray) requires = hub_js_find_requires (text, length);

  for (guint i = 0; i < requires->len; i++)
    {
      HubRequire *found = g_ptr_array_index (requires, i);
      const char *name = resolve_require (program, source->name, found->name);
      guint line;
      guint column;

      if (name != NULL)
        {
          reach (program, name);
          continue;
        }
      if (strstr (found->name, "://") != NULL)
        continue;
      hub_text_position (text, length, found->offset, &line, &column);
      hub_compilation_report (program->compilation, HUB_SEVERITY_WARNING, "script.missing_require",
                              source->name, line, column,
                              _("the module “%s” is missing: there is no such script in the program"),
                              found->name);
    }
}

/* A module that declares `const location` itself cannot have a parameter of that name. */
static gboolean
check_with (const char *head, const char *text, gsize length, HubJsProblem *problem)
{
  g_autoptr (GString) code = g_string_new (head);

  g_string_append_len (code, text, length);
  g_string_append (code, "\n})");
  return hub_js_engine_check (code->str, 1, FALSE, problem);
}

/* Whether the line starts with "import" or "export", and the script is a good ES module. */
static gboolean
is_es_module (const char *text, gsize length, guint line)
{
  g_autofree char *module = g_strndup (text, length);
  const char *start = module;

  for (guint i = 1; i < line && start != NULL; i++)
    start = (start = strchr (start, '\n')) != NULL ? start + 1 : NULL;
  while (start != NULL && (*start == ' ' || *start == '\t'))
    start++;
  return start != NULL
         && (g_str_has_prefix (start, "import") || g_str_has_prefix (start, "export"))
         && hub_js_engine_check (module, 1, TRUE, NULL);
}

static void
report_syntax (HubCompilation *self, Script *script, const char *text, gsize length,
               HubJsProblem *problem)
{
  guint line = CLAMP (problem->line, 1, hub_js_count_lines (text, length) + 1);
  guint column = 0;

  if (length > LOCATE_MAX)
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.syntax", script->source->name, line, 0,
                            "%s", problem->message);
  else if (!hub_js_engine_locate (PLAIN_HEAD, text, length, &line, &column))
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.syntax", script->source->name, line, 0,
                            _("the script ends too early: a bracket, a quote or a value is missing"));
  else if (is_es_module (text, length, line))
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.es_module", script->source->name,
                            line, column,
                            _("ES modules are not supported yet: write “const x = require('…')” "
                              "for import and “module.exports = …” for export"));
  else
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.syntax", script->source->name, line,
                            column, "%s", problem->message);
}

static void
check_script (HubCompilation *self, Script *script, const char *text, gsize length)
{
  g_autofree char *key = hub_compilation_cache_key ("js", text, NULL);
  gsize known_length = 0;
  g_autofree char *known = hub_compilation_cache_get (self, key, &known_length);
  HubJsProblem problem = { NULL };

  if (known != NULL)
    {
      script->plain = g_str_equal (known, "plain");
      return;
    }
  hub_compilation_working_on (script->source->name);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      script->left_out = TRUE;
      hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.not_utf8", script->source->name, 0,
                              0, _("not valid UTF-8 text; save the file in the UTF-8 encoding"));
      return;
    }
  if (!check_with (HEAD, text, length, NULL))
    {
      script->plain = check_with (PLAIN_HEAD, text, length, &problem);
      script->left_out = !script->plain;
    }
  if (script->left_out && script->reached)
    report_syntax (self, script, text, length, &problem);
  if (!script->left_out)
    hub_compilation_cache_put (self, key, script->plain ? "plain" : "ok", script->plain ? 5 : 2);
  hub_js_problem_clear (&problem);
}

/* Only what the program can reach has to be right: a stray build script is left out in silence when
 * it does not parse. */
static void
check_scripts (Program *program)
{
  HubCompilation *self = program->compilation;

  for (guint i = 0; i < self->units->len; i++)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i);
      g_autofree char *name = g_strconcat (unit->path, ".js", NULL);

      reach (program, name);
    }
  for (guint i = 0; i < program->queue->len; i++)
    {
      Script *script = g_ptr_array_index (program->queue, i);
      gsize length;
      const char *text = script_text (self, script->source, &length);

      if (text != NULL)
        follow_requires (program, script->source, text, length);
    }
  for (guint i = 0; i < self->source_names->len; i++)
    {
      Script *script = g_hash_table_lookup (program->scripts,
                                            g_ptr_array_index (self->source_names, i));
      gsize length;
      const char *text;

      if (script == NULL)
        continue;
      if (!script->reached && script->source->size > HUB_SOURCE_MAX_BYTES)
        {
          script->left_out = TRUE;
          continue;
        }
      text = script_text (self, script->source, &length);
      if (text == NULL)
        script->left_out = TRUE;
      else
        check_script (self, script, text, length);
    }
}

static void
append_script (HubCompilation *self, Script *script, GString *out, guint *line, JsonArray *map)
{
  gsize length;
  const char *text = script_text (self, script->source, &length);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), script->source->name);
  g_autofree char *quoted = json_to_string (name, FALSE);
  JsonArray *row = json_array_new ();

  json_array_add_int_element (row, *line);
  json_array_add_string_element (row, script->source->name);
  json_array_add_array_element (map, row);
  g_string_append_printf (out, "__hubDefine(%s, function (%s) {", quoted,
                          script->plain ? PARAMETERS : PARAMETERS HIDDEN);
  g_string_append_len (out, text, length);
  g_string_append (out, "\n});\n");
  *line += hub_js_count_lines (text, length) + 2;
}

static gboolean
write_package (Program *program, const char *root, GError **error)
{
  HubCompilation *self = program->compilation;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = g_strconcat (root, "app-service.js", NULL);
  JsonArray *map = json_array_new ();
  guint line = 1;

  for (guint i = 0; i < self->source_names->len; i++)
    {
      Script *script = g_hash_table_lookup (program->scripts,
                                            g_ptr_array_index (self->source_names, i));

      if (script != NULL && !script->left_out
          && g_str_equal (hub_compilation_package_of (self, script->source->name), root))
        append_script (self, script, out, &line, map);
    }
  json_object_set_array_member (self->line_map, name, map);
  g_checksum_update (self->logic_hash, (const guchar *) out->str, out->len);
  return hub_wxml_append (self, root, out, error)
         && hub_compilation_write (self, name, root, out->str, out->len, error);
}

gboolean
hub_script_stage_run (HubCompilation *self, GError **error)
{
  g_autoptr (GHashTable) scripts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  Program program = { .compilation = self, .scripts = scripts, .queue = queue };

  for (guint i = 0; i < self->source_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->source_names, i);
      Script *script;

      if (!g_str_has_suffix (name, ".js"))
        continue;
      script = g_new0 (Script, 1);
      script->source = hub_compilation_find (self, name);
      g_hash_table_insert (scripts, (char *) name, script);
    }
  check_scripts (&program);
  if (!write_package (&program, "", error))
    return FALSE;
  for (guint i = 0; i < self->sub_packages->len; i++)
    if (!write_package (&program, ((HubSubPackage *) g_ptr_array_index (self->sub_packages, i))->root,
                        error))
      return FALSE;
  return TRUE;
}
