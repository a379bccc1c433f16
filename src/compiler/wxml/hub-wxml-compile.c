/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxml.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-js-engine.h"
#include "hub-json-text.h"
#include "hub-json.h"
#include "hub-wxml-rewrite.h"

#define WXS_HEAD "(function(require,exports,module){"

void
hub_template_code_free (HubTemplateCode *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

static JsonObject *
new_problem (const char *level, const char *message, gint64 line, gint64 column)
{
  JsonObject *problem = json_object_new ();

  json_object_set_string_member (problem, "level", level);
  json_object_set_string_member (problem, "message", message);
  json_object_set_int_member (problem, "line", line);
  json_object_set_int_member (problem, "column", column);
  return problem;
}

/* The places the template compiler gave, in the source and from 1. */
static JsonArray *
convert_problems (JsonArray *found, GArray *shifts)
{
  JsonArray *problems = json_array_new ();

  for (guint i = 0; found != NULL && i < json_array_get_length (found); i++)
    {
      JsonObject *one = json_array_get_object_element (found, i);
      guint line = hub_json_get_int (one, "line", 0);
      guint column = hub_json_get_int (one, "column", 0);

      json_array_add_object_element (problems,
                                     new_problem (hub_json_get_string (one, "level", "error"),
                                                  hub_json_get_string (one, "message", ""),
                                                  line + 1,
                                                  hub_wxml_source_column (shifts, line, column) + 1));
    }
  return problems;
}

static void
check_inline_scripts (JsonArray *scripts, JsonArray *problems)
{
  for (guint i = 0; scripts != NULL && i < json_array_get_length (scripts); i++)
    {
      JsonObject *one = json_array_get_object_element (scripts, i);
      g_autofree char *code = g_strconcat (WXS_HEAD, hub_json_get_string (one, "text", ""), "\n})",
                                           NULL);
      HubJsProblem problem = { NULL };

      if (hub_js_engine_check (code, hub_json_get_int (one, "line", 0) + 1, FALSE, &problem))
        continue;
      json_array_add_object_element (problems,
                                     new_problem ("error", problem.message, problem.line, 0));
      hub_js_problem_clear (&problem);
    }
}

/* What the compiler makes of @text, as JSON that can be kept. */
static char *
compile_text (const char *path, const char *text, gsize length, GError **error)
{
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (HubWxmlShift));
  g_autofree char *rewritten = hub_wxml_rewrite (text, length, shifts);
  g_autofree char *made = hub_js_engine_compile_wxml (path, rewritten, error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) copy = NULL;
  JsonObject *object;
  JsonArray *problems;

  if (made == NULL)
    return NULL;
  node = hub_json_parse (made, -1, path, error);
  if (node == NULL)
    return NULL;
  object = json_node_get_object (node);
  problems = convert_problems (hub_json_get_array (object, "problems"), shifts);
  check_inline_scripts (hub_json_get_array (object, "inline"), problems);
  copy = json_node_alloc ();
  {
    JsonObject *kept = json_object_new ();

    json_object_set_string_member (kept, "code", hub_json_get_string (object, "code", ""));
    json_object_set_array_member (kept, "templates",
                                  json_array_ref (hub_json_get_array (object, "templates")));
    json_object_set_array_member (kept, "scripts",
                                  json_array_ref (hub_json_get_array (object, "scripts")));
    json_object_set_array_member (kept, "problems", problems);
    json_node_init_object (copy, kept);
    json_object_unref (kept);
  }
  return json_to_string (copy, FALSE);
}

static void
report_problems (HubCompilation *self, const char *name, JsonArray *problems)
{
  for (guint i = 0; problems != NULL && i < json_array_get_length (problems); i++)
    {
      JsonObject *one = json_array_get_object_element (problems, i);
      const char *level = hub_json_get_string (one, "level", "error");
      HubSeverity severity = HUB_SEVERITY_WARNING;

      if (g_str_equal (level, "error"))
        severity = HUB_SEVERITY_ERROR;
      else if (g_str_equal (level, "Note"))
        severity = HUB_SEVERITY_HINT;
      hub_compilation_report (self, severity,
                              severity == HUB_SEVERITY_ERROR ? "wxml.syntax" : "wxml.style", name,
                              hub_json_get_int (one, "line", 0),
                              hub_json_get_int (one, "column", 0), "%s",
                              hub_json_get_string (one, "message", ""));
    }
}

static HubTemplateCode *
from_json (const char *json, gsize length, const char *path, GError **error)
{
  g_autoptr (HubTemplateCode) code = g_new0 (HubTemplateCode, 1);
  JsonObject *object;

  code->json = hub_json_parse (json, length, path, error);
  if (code->json == NULL)
    return NULL;
  object = json_node_get_object (code->json);
  code->code = hub_json_get_string (object, "code", "");
  code->templates = hub_json_get_array (object, "templates");
  code->scripts = hub_json_get_array (object, "scripts");
  return g_steal_pointer (&code);
}

HubTemplateCode *
hub_wxml_compile (HubCompilation *self, const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".wxml", NULL);
  HubSource *source = hub_compilation_find (self, name);
  HubTemplateCode *code;
  g_autofree char *key = NULL;
  g_autofree char *json = NULL;
  const char *text;
  const char *invalid;
  gsize length;
  gsize json_length = 0;

  text = source != NULL ? hub_compilation_load (self, source, &length) : NULL;
  if (text == NULL)
    return NULL;
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      guint line;
      guint column;

      hub_text_position (text, length, invalid - text, &line, &column);
      hub_compilation_report (self, HUB_SEVERITY_ERROR, "wxml.not_utf8", name, line, column,
                              _("not valid UTF-8 text; save the file in the UTF-8 encoding"));
      return NULL;
    }
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  hub_compilation_working_on (name);
  key = hub_compilation_cache_key ("wxml", path, text, NULL);
  json = hub_compilation_cache_get (self, key, &json_length);
  if (json == NULL)
    {
      json = compile_text (path, text, length, error);
      if (json == NULL)
        return NULL;
      json_length = strlen (json);
      hub_compilation_cache_put (self, key, json, json_length);
    }
  code = from_json (json, json_length, path, error);
  if (code != NULL)
    report_problems (self, name,
                     hub_json_get_array (json_node_get_object (code->json), "problems"));
  return code;
}
