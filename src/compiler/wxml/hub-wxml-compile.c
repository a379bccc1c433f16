/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxml.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-error.h"
#include "hub-js-engine.h"
#include "hub-json-text.h"
#include "hub-json.h"
#include "hub-wxml-rewrite.h"

#define WXS_HEAD "(function(require,exports,module){"

static void
clear_code (gpointer data)
{
  HubTemplateCode *self = data;

  g_clear_pointer (&self->json, json_node_unref);
}

void
hub_template_code_unref (HubTemplateCode *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, clear_code);
}

/* The complaints people meet most often, in sentences; the compiler's own words stand for the rest. */
static const struct
{
  int         code;
  HubSeverity severity;
  const char *message;   /* "%s" is the name of the tag at that place */
} known_problems[] = {
  { 1, HUB_SEVERITY_ERROR, N_("an unexpected character") },
  { 2, HUB_SEVERITY_ERROR, N_("this character cannot stand here in an expression") },
  { 4, HUB_SEVERITY_ERROR, N_("this “{{” has no “}}”") },
  { 6, HUB_SEVERITY_ERROR, N_("this tag has no “>”") },
  { 7, HUB_SEVERITY_ERROR, N_("<%s> has no end tag; add </%s>, or close it with “/>”") },
  { 9, HUB_SEVERITY_HINT, N_("an unknown prefix in the name of this attribute") },
  { 10, HUB_SEVERITY_WARNING, N_("“%s” cannot be the name of an attribute; it is left out") },
  { 12, HUB_SEVERITY_WARNING, N_("this attribute has no effect here") },
  { 13, HUB_SEVERITY_WARNING, N_("this tag has the same attribute twice") },
  { 18, HUB_SEVERITY_HINT, N_("this attribute takes a plain name, no “{{ }}”") },
  { 19, HUB_SEVERITY_ERROR, N_("the name of a member is expected here") },
  { 21, HUB_SEVERITY_WARNING, N_("what stands inside of a tag of this kind is not shown") },
  { 24, HUB_SEVERITY_ERROR, N_("this bracket has no counterpart") },
  { 25, HUB_SEVERITY_ERROR, N_("this bracket has no counterpart") },
  { 26, HUB_SEVERITY_WARNING, N_("an attribute with a name is missing in this tag; it is left out") },
  { 27, HUB_SEVERITY_WARNING, N_("the attribute “src” is missing in this tag; it is left out") },
  { 29, HUB_SEVERITY_WARNING, N_("put the value of an attribute in quotes") },
  { 30, HUB_SEVERITY_WARNING, N_("this “{{ }}” is empty") },
  { 31, HUB_SEVERITY_ERROR, N_("this end tag closes nothing; remove it, or add its start tag") },
};

static JsonObject *
new_problem (HubSeverity severity, const char *message, gint64 line, gint64 column)
{
  JsonObject *problem = json_object_new ();

  json_object_set_int_member (problem, "severity", severity);
  json_object_set_string_member (problem, "message", message);
  json_object_set_int_member (problem, "line", line);
  json_object_set_int_member (problem, "column", column);
  return problem;
}

/* A matter of taste: capital letters, spaces, and names that have a newer form. */
static gboolean
is_taste (gint64 code)
{
  return code == 15 || code == 16 || code == 32;
}

static HubSeverity
severity_of_level (const char *level)
{
  if (g_str_equal (level, "Note"))
    return HUB_SEVERITY_HINT;
  return g_str_equal (level, "Warn") ? HUB_SEVERITY_WARNING : HUB_SEVERITY_ERROR;
}

/* The name that stands at a place, as the message shows it. */
static char *
name_at (const char *text, guint line, guint column)
{
  const char *p = text;
  gsize length;

  for (guint i = 0; i < line && p != NULL; i++)
    p = (p = strchr (p, '\n')) != NULL ? p + 1 : NULL;
  for (guint i = 0; i < column && p != NULL && *p != '\0' && *p != '\n'; i++)
    p = g_utf8_next_char (p);
  length = p != NULL ? strcspn (p, " \t\r\n/>\"'=<") : 0;
  return g_strndup (p != NULL ? p : "", MIN (length, 60));
}

/* The places the template compiler gave, in the source and from 1. */
static JsonArray *
convert_problems (JsonArray *found, const char *text, GArray *shifts)
{
  JsonArray *problems = json_array_new ();

  for (guint i = 0; found != NULL && i < json_array_get_length (found); i++)
    {
      JsonObject *one = json_array_get_object_element (found, i);
      guint line = hub_json_get_int (one, "line", 0);
      guint column = hub_wxml_source_column (shifts, line, hub_json_get_int (one, "column", 0));
      g_autofree char *message = g_strdup (hub_json_get_string (one, "message", ""));
      HubSeverity severity = severity_of_level (hub_json_get_string (one, "level", ""));

      if (is_taste (hub_json_get_int (one, "code", 0)))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (known_problems); k++)
        if (known_problems[k].code == hub_json_get_int (one, "code", 0))
          {
            g_autofree char *name = name_at (text, line, column);
            g_auto (GStrv) parts = g_strsplit (_(known_problems[k].message), "%s", -1);

            g_free (message);
            message = g_strjoinv (name, parts);
            severity = known_problems[k].severity;
          }
      json_array_add_object_element (problems, new_problem (severity, message, line + 1,
                                                            column + 1));
    }
  return problems;
}

static void
check_inline_scripts (JsonArray *scripts, JsonArray *problems)
{
  for (guint i = 0; scripts != NULL && i < json_array_get_length (scripts); i++)
    {
      JsonObject *one = json_array_get_object_element (scripts, i);
      const char *text = hub_json_get_string (one, "text", "");
      guint first = hub_json_get_int (one, "line", 0) + 1;
      g_autofree char *code = g_strconcat (WXS_HEAD, text, "\n})", NULL);
      HubJsProblem problem = { NULL };
      guint line = 0;
      guint column = 0;

      if (hub_js_engine_check (code, first, FALSE, &problem))
        continue;
      if (hub_js_engine_locate (WXS_HEAD, text, strlen (text), &line, &column))
        problem.line = first + line - 1;
      /* The first line begins somewhere behind the tag. */
      if (problem.line == first)
        column = 0;
      json_array_add_object_element (problems,
                                     new_problem (HUB_SEVERITY_ERROR, problem.message,
                                                  problem.line, column));
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
  problems = convert_problems (hub_json_get_array (object, "problems"), text, shifts);
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
      HubSeverity severity = hub_json_get_int (one, "severity", HUB_SEVERITY_ERROR);

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
  g_autoptr (HubTemplateCode) code = g_rc_box_new0 (HubTemplateCode);
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

static HubTemplateCode *
compile_source (HubCompilation *self, const char *path, const char *name, GError **error)
{
  HubSource *source = hub_compilation_find (self, name);
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
  /* The messages are kept too, in the person's language. */
  key = hub_compilation_cache_key ("wxml", g_get_language_names ()[0], path, text, NULL);
  json = hub_compilation_cache_get (self, key, &json_length);
  if (json == NULL)
    {
      g_autoptr (GError) local = NULL;

      hub_compilation_working_on (self, name);
      json = compile_text (path, text, length, &local);
      if (local != NULL && g_str_equal (hub_error_get_name (local), "wxml.too_complex"))
        {
          hub_compilation_report (self, HUB_SEVERITY_ERROR, "wxml.too_complex", name, 0, 0, "%s",
                                  local->message);
          return NULL;
        }
      if (json == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      json_length = strlen (json);
      hub_compilation_cache_put (self, key, json, json_length);
    }
  return from_json (json, json_length, path, error);
}

HubTemplateCode *
hub_wxml_compile (HubCompilation *self, const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".wxml", NULL);
  HubTemplateCode *code = hub_compilation_find_made (self, name);

  if (code != NULL)
    g_rc_box_acquire (code);
  else
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();

      code = compile_source (self, path, name, error);
      g_ptr_array_add (names, name);
      if (code != NULL)
        hub_compilation_keep_made (self, name, names, g_rc_box_acquire (code),
                                   (GDestroyNotify) hub_template_code_unref, 2 * strlen (code->code));
    }
  if (code != NULL)
    report_problems (self, name,
                     hub_json_get_array (json_node_get_object (code->json), "problems"));
  return code;
}
