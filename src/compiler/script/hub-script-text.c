/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-script-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-error.h"
#include "hub-js-scan.h"
#include "hub-json-text.h"
#include "hub-json.h"

/* From a source to the text of a module function. CommonJS stays as it is; TypeScript and ES modules are
 * translated line by line, so that a line of the result is the same line of the source. */

/* Finding the exact place parses a script some forty times. */
#define LOCATE_MAX (1024 * 1024)
#define HEAD "(function (" HUB_SCRIPT_PARAMETERS HUB_SCRIPT_HIDDEN ") {"
#define PLAIN_HEAD "(function (" HUB_SCRIPT_PARAMETERS ") {"

/* What the cache keeps: one of these, and what the script became where it changed. */
#define KEPT_AS_IS 'o'
#define KEPT_PLAIN 'p'
#define KEPT_CODE 't'
#define KEPT_PLAIN_CODE 'T'
#define KEPT_LEFT_OUT 'x'

const char *
hub_script_source_text (HubCompilation *self, HubSource *source, gsize *length)
{
  const char *text = hub_compilation_load (self, source, length);

  if (text != NULL && *length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      *length -= 3;
    }
  return text;
}

const char *
hub_script_code (HubCompilation *self, HubScript *script, gsize *length)
{
  if (script->code == NULL)
    return hub_script_source_text (self, script->source, length);
  *length = script->code_length;
  return script->code;
}

static gboolean
check_with (const char *head, const char *text, gsize length, HubJsProblem *problem)
{
  g_autoptr (GString) code = g_string_new (head);

  g_string_append_len (code, text, length);
  g_string_append (code, "\n})");
  return hub_js_engine_check (code->str, 1, FALSE, problem);
}

/* A module that declares `const location` itself cannot have a parameter of that name. */
static gboolean
check (HubScript *script, const char *text, gsize length, HubJsProblem *problem)
{
  script->plain = FALSE;
  if (check_with (HEAD, text, length, NULL))
    return TRUE;
  script->plain = check_with (PLAIN_HEAD, text, length, problem);
  return script->plain;
}

static const char *
line_at (const char *text, gsize length, guint line, gsize *line_length)
{
  const char *end = text + length;
  const char *stop;

  for (guint i = 1; i < line && text != NULL; i++)
    text = (text = memchr (text, '\n', end - text)) != NULL ? text + 1 : NULL;
  stop = text != NULL ? memchr (text, '\n', end - text) : NULL;
  *line_length = text != NULL ? (gsize) ((stop != NULL ? stop : end) - text) : 0;
  return text;
}

/* The column in the source of one in the code: known where something was only put in front of the line. */
static guint
source_column (HubCompilation *self, HubScript *script, guint line, guint column)
{
  gsize length;
  gsize code_line_length;
  gsize line_length;
  const char *text = hub_script_source_text (self, script->source, &length);
  const char *code_line;
  const char *source_line;
  glong before;

  if (script->code == NULL)
    return column;
  code_line = line_at (script->code, script->code_length, line, &code_line_length);
  source_line = line_at (text, length, line, &line_length);
  if (code_line == NULL || source_line == NULL || code_line_length < line_length
      || memcmp (code_line + code_line_length - line_length, source_line, line_length) != 0)
    return 0;
  before = g_utf8_strlen (code_line, code_line_length - line_length);
  return column > before ? column - before : 0;
}

static void
report_syntax (HubCompilation *self, HubScript *script, const char *text, gsize length,
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
  else if (strstr (problem->message, "'@'") != NULL)
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.decorator", script->source->name, line,
                            source_column (self, script, line, column), _("decorators are not supported; call the function instead"));
  else
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.syntax", script->source->name, line,
                            source_column (self, script, line, column), "%s", problem->message);
}

/* A namespace with values in it has no counterpart that could be made line by line. */
static void
check_namespaces (HubCompilation *self, HubScript *script, const char *text, gsize length)
{
  static GRegex *namespace;
  g_autoptr (GMatchInfo) match = NULL;

  if (namespace == NULL)
    namespace = g_regex_new ("^[ \\t]*(?:export[ \\t]+)?(namespace)[ \\t]+[\\w$.]+\\s*\\{(?:\\s|//.*)*"
                             "(?:export[ \\t]+)?(?:async|const|let|var|function|class|enum)\\b",
                             G_REGEX_MULTILINE, 0, NULL);
  if (g_regex_match_full (namespace, text, length, 0, 0, &match, NULL))
    {
      guint line;
      guint column;
      int start;

      g_match_info_fetch_pos (match, 1, &start, NULL);
      hub_text_position (text, length, start, &line, &column);
      hub_compilation_report (self, HUB_SEVERITY_WARNING, "script.namespace", script->source->name,
                              line, column,
                              _("the values of a namespace are left out: export them from a module "
                                "of their own"));
    }
}

/* Whether it was translated; a problem is reported. */
static gboolean
translate (HubCompilation *self, HubScript *script, const char *text, gsize length, gboolean typescript)
{
  g_autofree char *terminated = g_strndup (text, length);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = hub_js_engine_call ("scripts", "compile", terminated,
                                              typescript ? "ts" : "js", NULL, NULL, &error);
  g_autoptr (JsonNode) node = json != NULL ? hub_json_parse (json, -1, script->name, &error) : NULL;
  JsonObject *result = node != NULL ? json_node_get_object (node) : NULL;
  const char *code = hub_json_get_string (result, "code", NULL);
  HubJsProblem problem = { NULL };

  if (code == NULL)
    {
      hub_compilation_report (self, HUB_SEVERITY_ERROR, "script.syntax", script->source->name,
                              hub_json_get_int (result, "line", 0),
                              hub_json_get_int (result, "column", 0), "%s",
                              hub_json_get_string (result, "message",
                                                   error != NULL ? error->message : ""));
      return FALSE;
    }
  script->code = g_strdup (code);
  script->code_length = strlen (code);
  if (!check (script, script->code, script->code_length, &problem))
    {
      report_syntax (self, script, script->code, script->code_length, &problem);
      hub_js_problem_clear (&problem);
      return FALSE;
    }
  if (typescript)
    check_namespaces (self, script, text, length);
  return TRUE;
}

static void
clear_facts (gpointer data)
{
  HubScriptFacts *self = data;

  g_free (self->kept);
  g_free (self->sum);
  g_clear_pointer (&self->requires, g_ptr_array_unref);
}

void
hub_script_facts_unref (HubScriptFacts *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, clear_facts);
}

static char *
facts_key (HubScript *script)
{
  return g_strconcat (script->reached ? "reached:" : "script:", script->source->name, NULL);
}

/* Takes @kept. */
static void
remember (HubCompilation *self, HubScript *script, char *kept, gsize length)
{
  g_autofree char *key = facts_key (script);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  script->facts = g_rc_box_new0 (HubScriptFacts);
  script->facts->kept = kept;
  script->facts->length = length;
  g_ptr_array_add (names, script->source->name);
  hub_compilation_keep_made (self, key, names, g_rc_box_acquire (script->facts),
                             (GDestroyNotify) hub_script_facts_unref, length + sizeof (HubScriptFacts));
}

static void
keep (HubCompilation *self, HubScript *script, const char *key)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  if (script->left_out)
    g_string_append_c (kept, KEPT_LEFT_OUT);
  else if (script->code == NULL)
    g_string_append_c (kept, script->plain ? KEPT_PLAIN : KEPT_AS_IS);
  else
    {
      g_string_append_c (kept, script->plain ? KEPT_PLAIN_CODE : KEPT_CODE);
      g_string_append_len (kept, script->code, script->code_length);
    }
  hub_compilation_cache_put (self, key, kept->str, kept->len);
  remember (self, script, g_strndup (kept->str, kept->len), kept->len);
}

static void
take (HubScript *script, const char *kept, gsize length)
{
  script->left_out = kept[0] == KEPT_LEFT_OUT;
  script->plain = kept[0] == KEPT_PLAIN || kept[0] == KEPT_PLAIN_CODE;
  if (kept[0] == KEPT_CODE || kept[0] == KEPT_PLAIN_CODE)
    {
      script->code_length = length - 1;
      script->code = g_strndup (kept + 1, length - 1);
    }
}

static gboolean
take_facts (HubCompilation *self, HubScript *script)
{
  g_autofree char *key = facts_key (script);
  HubScriptFacts *facts = hub_compilation_find_made (self, key);

  if (facts == NULL)
    return FALSE;
  script->facts = g_rc_box_acquire (facts);
  take (script, facts->kept, facts->length);
  return TRUE;
}

static gboolean
take_kept (HubCompilation *self, HubScript *script, const char *key)
{
  gsize length = 0;
  char *kept = hub_compilation_cache_get (self, key, &length);

  if (kept == NULL)
    return FALSE;
  take (script, kept, length);
  remember (self, script, kept, length);
  return TRUE;
}

static void
prepare_text (HubCompilation *self, HubScript *script, const char *text, gsize length,
              const char *key)
{
  gboolean typescript = g_str_has_suffix (script->source->name, ".ts");
  gboolean dynamic = FALSE;
  gboolean module = hub_js_has_module_syntax (text, length, &dynamic);
  HubJsProblem problem = { NULL };
  guint reports = self->reports;

  if (!typescript && check (script, text, length, &problem) && !dynamic)
    keep (self, script, key);
  else if (!script->reached)
    {
      script->left_out = TRUE;
      keep (self, script, key);
    }
  else if (typescript || module || dynamic)
    {
      script->left_out = !translate (self, script, text, length, typescript);
      /* What was reported has to be said each time. */
      if (!script->left_out && self->reports == reports)
        keep (self, script, key);
    }
  else
    {
      script->left_out = TRUE;
      report_syntax (self, script, text, length, &problem);
    }
  hub_js_problem_clear (&problem);
}

void
hub_script_prepare (HubCompilation *self, HubScript *script)
{
  g_autofree char *key = NULL;
  const char *text;
  gsize length;

  if (script->prepared)
    return;
  script->prepared = TRUE;
  /* Only what the program can reach has to be right: a stray build script is left out in silence. */
  if (!script->reached && (script->source->size > HUB_SOURCE_MAX_BYTES || script->source->extended
                           || g_str_has_suffix (script->source->name, ".ts")))
    {
      script->left_out = TRUE;
      return;
    }
  if (take_facts (self, script))
    return;
  text = hub_script_source_text (self, script->source, &length);
  script->left_out = text == NULL;
  if (text == NULL)
    return;
  key = hub_compilation_cache_key (script->reached ? "reached script" : "script", strrchr (script->source->name, '.'), text, NULL);
  if (take_kept (self, script, key))
    return;
  hub_compilation_working_on (self, script->source->name);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      script->left_out = TRUE;
      hub_compilation_report (self, script->reached ? HUB_SEVERITY_ERROR : HUB_SEVERITY_HINT,
                              "script.not_utf8", script->source->name, 0, 0,
                              _("not valid UTF-8 text; save the file in the UTF-8 encoding"));
      return;
    }
  prepare_text (self, script, text, length, key);
}
