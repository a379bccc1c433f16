/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxml.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-js-engine.h"
#include "hub-js-scan.h"
#include "hub-json-text.h"
#include "hub-wxml-rewrite.h"

/* The templates of one package: those of its pages and components, and whatever these import, in
 * one function that the runtime calls. Each template is made when it is first asked for, so that one
 * whose script fails does not take the others with it. */

#define WXS_HEAD "(function(require,exports,module){"
/* What the runtime hands to templates' event handlers and scripts; see src/runtime/protocol.md. */
#define HOOKS "Q.A=__hubWxs.change;Q.B=__hubWxs.change;Q.C=__hubWxs.event;" \
              "var getRegExp=__hubWxs.getRegExp,getDate=__hubWxs.getDate,console=__hubWxs.console;"
#define LAZY "var $=(p,f)=>{var v;Object.defineProperty(G,p,{enumerable:true,get:()=>v||(v=f())})};"

typedef struct
{
  HubCompilation *compilation;
  GHashTable     *templates;   /* path -> HubTemplateCode; NULL for one that is missing */
  GHashTable     *scripts;     /* path without ".wxs" -> HubSource; NULL for one that is missing */
  GPtrArray      *queue;       /* paths of templates yet to read */
} Package;

/* Where in "@path.wxml" the tag <import>, <include> or <wxs> names @target. */
static void
report_missing (Package *package, const char *path, const char *target, const char *extension)
{
  g_autofree char *name = g_strconcat (path, ".wxml", NULL);
  HubSource *source = hub_compilation_find (package->compilation, name);
  g_autoptr (GRegex) regex =
    g_regex_new ("<(?:import|include|wxs)\\b[^>]*?\\bsrc\\s*=\\s*[\"']([^\"']*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint line = 0;
  guint column = 0;

  if (hub_compilation_load (package->compilation, source, NULL) == NULL)
    return;
  g_regex_match_full (regex, source->text, source->length, 0, 0, &match, NULL);
  while (g_match_info_matches (match) && line == 0)
    {
      g_autofree char *written = g_match_info_fetch (match, 1);
      g_autofree char *joined = hub_compilation_join (name, written);
      int start;

      if (joined != NULL && g_str_has_suffix (joined, extension))
        joined[strlen (joined) - strlen (extension)] = '\0';
      if (joined != NULL && g_str_equal (joined, target)
          && g_match_info_fetch_pos (match, 1, &start, NULL))
        hub_text_position (source->text, source->length, start, &line, &column);
      g_match_info_next (match, NULL);
    }
  hub_compilation_report (package->compilation, HUB_SEVERITY_WARNING, "wxml.missing_import", name,
                          line, column, _("“%s%s” is missing; what it holds is not shown"), target,
                          extension);
}

static gboolean
check_wxs (HubCompilation *self, HubSource *source)
{
  g_autofree char *code = NULL;
  g_autofree char *key = NULL;
  g_autofree char *known = NULL;
  HubJsProblem problem = { NULL };
  guint column = 0;
  gsize length;

  if (hub_compilation_load (self, source, &length) == NULL
      || !g_utf8_validate_len (source->text, length, NULL))
    return FALSE;
  hub_js_rename_keywords (source->text, source->length);
  key = hub_compilation_cache_key ("wxs", source->text, NULL);
  known = hub_compilation_cache_get (self, key, &length);
  if (known != NULL)
    return TRUE;
  code = g_strconcat (WXS_HEAD, source->text, "\n})", NULL);
  if (hub_js_engine_check (code, 1, FALSE, &problem))
    {
      hub_compilation_cache_put (self, key, "ok", 2);
      return TRUE;
    }
  hub_js_engine_locate (WXS_HEAD, source->text, source->length, &problem.line, &column);
  hub_compilation_report (self, HUB_SEVERITY_ERROR, "wxs.syntax", source->name, problem.line,
                          column, "%s", problem.message);
  hub_js_problem_clear (&problem);
  return FALSE;
}

/* A script of templates, and those it requires. FALSE where it is missing. */
static gboolean
add_script (Package *package, const char *path)
{
  HubCompilation *self = package->compilation;
  g_autofree char *name = g_strconcat (path, ".wxs", NULL);
  HubSource *source = hub_compilation_find (self, name);
  g_autoptr (GPtrArray) requires = NULL;

  if (g_hash_table_contains (package->scripts, path))
    return g_hash_table_lookup (package->scripts, path) != NULL;
  if (source != NULL && !check_wxs (self, source))
    return TRUE;
  g_hash_table_insert (package->scripts, g_strdup (path), source);
  if (source == NULL)
    return FALSE;
  requires = hub_js_find_requires (source->text, source->length);
  for (guint i = 0; i < requires->len; i++)
    {
      HubRequire *found = g_ptr_array_index (requires, i);
      g_autofree char *joined = hub_compilation_join (name, found->name);
      guint line;
      guint column;

      if (joined != NULL && g_str_has_suffix (joined, ".wxs"))
        joined[strlen (joined) - 4] = '\0';
      if (joined != NULL && add_script (package, joined))
        continue;
      hub_text_position (source->text, source->length, found->offset, &line, &column);
      hub_compilation_report (self, HUB_SEVERITY_WARNING, "wxs.missing_require", name, line, column,
                              _("“%s” is missing"), found->name);
    }
  return TRUE;
}

static void
add_dependencies (Package *package, const char *path, HubTemplateCode *code)
{
  for (guint i = 0; code->templates != NULL && i < json_array_get_length (code->templates); i++)
    {
      const char *target = json_array_get_string_element (code->templates, i);
      g_autofree char *name = g_strconcat (target, ".wxml", NULL);

      if (hub_compilation_find (package->compilation, name) == NULL)
        report_missing (package, path, target, ".wxml");
      else
        g_ptr_array_add (package->queue, g_strdup (target));
    }
  for (guint i = 0; code->scripts != NULL && i < json_array_get_length (code->scripts); i++)
    {
      const char *target = json_array_get_string_element (code->scripts, i);

      if (!add_script (package, target))
        report_missing (package, path, target, ".wxs");
    }
}

static gboolean
read_templates (Package *package, GError **error)
{
  while (package->queue->len > 0)
    {
      g_autofree char *path = g_ptr_array_steal_index_fast (package->queue,
                                                            package->queue->len - 1);
      g_autoptr (HubTemplateCode) code = NULL;
      g_autoptr (GError) local = NULL;

      if (g_hash_table_contains (package->templates, path))
        continue;
      code = hub_wxml_compile (package->compilation, path, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (code != NULL)
        add_dependencies (package, path, code);
      g_hash_table_insert (package->templates, g_strdup (path), g_steal_pointer (&code));
    }
  return TRUE;
}

static void
append_js_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *p < 0x20)
        g_string_append_printf (out, "\\x%02x", (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_scripts (Package *package, GString *out)
{
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (package->scripts),
                                         (GCompareFunc) strcmp);

  for (GList *l = paths; l != NULL; l = l->next)
    {
      HubSource *source = g_hash_table_lookup (package->scripts, l->data);
      g_autofree char *with_extension = g_strconcat (l->data, ".wxs", NULL);
      g_autofree char *text =
        source != NULL ? hub_wxs_rewrite (source->text, source->length) : g_strdup ("");

      g_string_append (out, "R[");
      append_js_string (out, l->data);
      g_string_append (out, "]=D(");
      append_js_string (out, l->data);
      g_string_append_printf (out, ",(require,exports,module)=>{%s\n});D(", text);
      append_js_string (out, with_extension);
      g_string_append (out, ",(require,exports,module)=>{module.exports=R[");
      append_js_string (out, l->data);
      g_string_append (out, "]()});\n");
    }
}

static gboolean
append_package (Package *package, const char *root, GString *out, GError **error)
{
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (package->templates),
                                         (GCompareFunc) strcmp);
  HubCompilation *self = package->compilation;
  g_autofree char *key = hub_compilation_cache_key ("wxml-runtime", NULL);
  gsize length;
  g_autofree char *runtime = hub_compilation_cache_get (self, key, &length);

  if (runtime == NULL)
    {
      runtime = hub_js_engine_wxml_runtime (error);
      if (runtime == NULL)
        return FALSE;
      hub_compilation_cache_put (self, key, runtime, strlen (runtime));
    }
  g_string_append (out, "__hubTemplates(");
  append_js_string (out, root);
  g_string_append (out, ", function () { return (()=>{var G={};var R={};");
  g_string_append (out, runtime);
  g_string_append (out, "\n;" HOOKS LAZY "\n");
  append_scripts (package, out);
  for (GList *l = paths; l != NULL; l = l->next)
    {
      HubTemplateCode *code = g_hash_table_lookup (package->templates, l->data);

      if (code == NULL)
        continue;
      g_string_append (out, "$(");
      append_js_string (out, l->data);
      g_string_append_printf (out, ",()=>%s);\n", code->code);
    }
  g_string_append (out, "return G})(); });\n");
  return TRUE;
}

gboolean
hub_wxml_append (HubCompilation *self, const char *root, GString *out, GError **error)
{
  g_autoptr (GHashTable) templates =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                           (GDestroyNotify) hub_template_code_unref);
  g_autoptr (GHashTable) scripts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) queue = g_ptr_array_new_with_free_func (g_free);
  Package package = { .compilation = self, .templates = templates, .scripts = scripts,
                      .queue = queue };
  gsize start = out->len;

  for (guint i = self->units->len; i > 0; i--)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i - 1);

      if (unit->has_template && g_str_equal (unit->package, root))
        g_ptr_array_add (queue, g_strdup (unit->path));
    }
  if (!read_templates (&package, error) || !append_package (&package, root, out, error))
    return FALSE;
  g_checksum_update (self->template_hash, (const guchar *) out->str + start, out->len - start);
  return TRUE;
}
