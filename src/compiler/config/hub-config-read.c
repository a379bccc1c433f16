/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json-text.h"
#include "hub-json.h"

/* Spaces instead of comments, so that every place stays where it is. */
static void
blank_comments (char *text, gsize length)
{
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      const char *end = NULL;

      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && text[i] == '/' && text[i + 1] == '/')
        end = memchr (text + i, '\n', length - i);
      else if (!quoted && text[i] == '/' && text[i + 1] == '*')
        end = memmem (text + i + 2, length - i - 2, "*/", 2);
      else
        continue;
      if (quoted || text[i] != '/')
        continue;
      for (gsize stop = end != NULL ? (gsize) (end - text) + (*end == '*' ? 2 : 0) : length; i < stop; i++)
        if (text[i] != '\n')
          text[i] = ' ';
      i--;
    }
}

/* Comments in JSON are a mistake, but what is meant is clear. */
static gboolean
check_without_comments (HubCompilation *self, HubSource *source, const char *problem, gsize offset)
{
  g_autofree char *second_problem = NULL;
  guint line;
  guint column;

  if (offset + 1 >= source->length || source->text[offset] != '/'
      || (source->text[offset + 1] != '/' && source->text[offset + 1] != '*'))
    return FALSE;
  hub_text_position (source->text, source->length, offset, &line, &column);
  blank_comments (source->text, source->length);
  if (!hub_json_text_check (source->text, source->length, &second_problem, &offset))
    return FALSE;
  hub_compilation_report (self, HUB_SEVERITY_WARNING, "json.comment", source->name, line, column, "%s",
                          problem);
  return TRUE;
}

JsonNode *
hub_config_read (HubCompilation *self, const char *name)
{
  HubSource *source = hub_compilation_find (self, name);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  const char *text;
  gsize length;
  gsize offset;
  guint line;
  guint column;

  if (source == NULL)
    return NULL;
  text = hub_compilation_load (self, source, &length);
  if (text == NULL)
    return NULL;
  if (!hub_json_text_check (text, length, &problem, &offset)
      && !check_without_comments (self, source, problem, offset))
    {
      /* Perhaps it was another mistake behind a comment. */
      g_clear_pointer (&problem, g_free);
      hub_json_text_check (text, length, &problem, &offset);
      hub_text_position (text, length, offset, &line, &column);
      hub_compilation_report (self, HUB_SEVERITY_ERROR, "json.syntax", name, line, column, "%s",
                              problem);
      return NULL;
    }
  node = hub_json_parse (text, length, name, &error);
  if (node == NULL)
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "json.syntax", name, 0, 0, "%s",
                            error->message);
  else if (!JSON_NODE_HOLDS_OBJECT (node))
    hub_compilation_report (self, HUB_SEVERITY_ERROR, "json.not_an_object", name, 1, 1,
                            _("an object “{…}” is expected here"));
  else
    return g_steal_pointer (&node);
  return NULL;
}

void
hub_config_report (HubCompilation *self, HubSeverity severity, const char *code, const char *name,
                   const char *const *path, const char *format, ...)
{
  HubSource *source = hub_compilation_find (self, name);
  g_autofree char *message = NULL;
  gsize start;
  guint line = 0;
  guint column = 0;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (source != NULL && source->text != NULL
      && hub_json_text_find (source->text, source->length, path, &start, NULL))
    hub_text_position (source->text, source->length, start, &line, &column);
  hub_compilation_report (self, severity, code, name, line, column, "%s", message);
}
