/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-script-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json-text.h"
#include "hub-json.h"

/* What a name in require() or import means. The runtime resolves them again by the same rules
 * (src/runtime/logic/modules.js). */

/* The script that stands for @path: itself, with ".js", or its "/index.js". Takes @path. */
static const char *
script_at (HubProgram *program, char *path)
{
  static const char *const endings[] = { "", ".js", "/index.js" };
  g_autofree char *owned = path;

  if (owned != NULL && g_str_has_suffix (owned, ".ts"))
    owned[strlen (owned) - strlen (".ts")] = '\0';
  for (guint i = 0; owned != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (owned, endings[i], NULL);
      HubScript *script = g_hash_table_lookup (program->scripts, name);

      if (script != NULL)
        return script->name;
    }
  return NULL;
}

static const char *
resolve_npm (HubProgram *program, const char *from, const char *written)
{
  g_autofree char *folder = g_path_get_dirname (from);
  const char *found = NULL;

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
  return found;
}

const char *
hub_script_resolve (HubProgram *program, const char *from, const char *written)
{
  g_autofree char *alias = hub_compilation_apply_alias (program->compilation, written);
  g_autofree char *absolute = g_strconcat ("/", written, NULL);
  const char *found;

  if (alias != NULL)
    return script_at (program, hub_compilation_join (from, alias));
  found = script_at (program, hub_compilation_join (from, written));
  if (found != NULL || written[0] == '/' || written[0] == '.')
    return found;
  found = resolve_npm (program, from, written);
  return found != NULL ? found : script_at (program, hub_compilation_join (from, absolute));
}

/* Where @written stands in quotes on a line of the source; the line may have been changed. */
static guint
column_of (const char *text, gsize length, guint line, const char *written)
{
  const char *start = text;
  const char *end = text + length;
  const char quotes[] = { '\'', '"', '`' };
  const char *found = NULL;

  for (guint i = 1; i < line && start != NULL; i++)
    start = (start = memchr (start, '\n', end - start)) != NULL ? start + 1 : NULL;
  if (start == NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (quotes) && found == NULL; i++)
    {
      g_autofree char *quoted = g_strdup_printf ("%c%s%c", quotes[i], written, quotes[i]);

      found = memmem (start, end - start, quoted, strlen (quoted));
      if (found != NULL && memchr (start, '\n', found - start) != NULL)
        found = NULL;
    }
  return found != NULL ? (guint) g_utf8_strlen (start, found - start) + 1 : 0;
}

void
hub_script_report_missing (HubProgram *program, HubScript *script, const char *written, gsize offset)
{
  HubCompilation *self = program->compilation;
  gsize code_length;
  gsize length;
  const char *code = hub_script_code (self, script, &code_length);
  const char *text = hub_script_source_text (self, script->source, &length);
  guint line;
  guint column;

  if (strstr (written, "://") != NULL)
    return;
  hub_text_position (code, code_length, offset, &line, &column);
  if (script->code != NULL)
    column = column_of (text, length, line, written);
  if (hub_compilation_has_built_package (self, written))
    hub_compilation_report (self, HUB_SEVERITY_WARNING, "script.missing_require", script->source->name,
                            line, column,
                            _("“%s” is not in miniprogram_npm: of most packages only the main script is "
                              "built; copy this file into the program, or build again if it is new"),
                            written);
  else if (hub_compilation_has_node_module (self, written))
    hub_compilation_report (self, HUB_SEVERITY_WARNING, "script.npm_not_built", script->source->name,
                            line, column,
                            _("the npm package of “%s” is installed, but not built for mini "
                              "programs: choose “Build npm”, or run “superhub build-npm”"), written);
  else if (g_str_has_suffix (written, ".json"))
    hub_compilation_report (self, HUB_SEVERITY_WARNING, "script.missing_require", script->source->name,
                            line, column,
                            _("“%s” cannot be required: a mini program loads scripts only; write the "
                              "data as “module.exports = …” in a .js file"), written);
  else
    hub_compilation_report (self, HUB_SEVERITY_WARNING, "script.missing_require", script->source->name,
                            line, column,
                            _("the module “%s” is missing: there is no such script in the program"),
                            written);
}
