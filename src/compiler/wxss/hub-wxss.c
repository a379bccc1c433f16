/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxss.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json-text.h"
#include "hub-style-source.h"

/* An import bomb stops here, long before memory does. */
#define MAX_OUTPUT (20 * 1024 * 1024)
#define MAX_IMPORTS 32
#define MAX_DEPTH 64

typedef enum
{
  AT_RULES,          /* its block holds rules */
  AT_DECLARATIONS,   /* its block holds declarations */
  AT_KEYFRAMES,
  AT_UNKNOWN,
} AtKind;

static void read_rules (HubWxssReader *reader, gboolean nested);
static void read_block (HubWxssReader *reader);

void
hub_wxss_report (HubWxssReader *reader, HubSeverity severity, guint offset, const char *code,
                 const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line = 0;
  guint column = 0;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (reader->sheet->compilation->diagnostics->len < HUB_DIAGNOSTICS_MAX)
    hub_text_position (reader->text, reader->length, offset, &line, &column);
  /* Places in what Sass or Less made say nothing about the source. */
  if (reader->translated)
    line = column = 0;
  hub_compilation_report (reader->sheet->compilation, severity, code, reader->name, line, column,
                          "%s", message);
}

static const HubCssToken *
here (HubWxssReader *reader)
{
  return &reader->tokens[MIN (reader->at, reader->count - 1)];
}

static void
append_token (HubWxssReader *reader, const HubCssToken *token)
{
  g_string_append_len (reader->sheet->out, reader->text + token->start, token->end - token->start);
}

/* Where the value that starts here ends: the first ";", "{" or "}" (any of @stops) outside brackets,
 * or the end of the text. */
static guint
find_stop (HubWxssReader *reader, gboolean semicolon, gboolean curly)
{
  guint depth = 0;
  guint i;

  for (i = reader->at; i < reader->count - 1; i++)
    switch (reader->tokens[i].type)
      {
      case HUB_CSS_OPEN_ROUND:
      case HUB_CSS_OPEN_SQUARE:
      case HUB_CSS_FUNCTION:
        depth++;
        break;
      case HUB_CSS_CLOSE_ROUND:
      case HUB_CSS_CLOSE_SQUARE:
        depth -= depth > 0;
        break;
      case HUB_CSS_OPEN_CURLY:
        if (curly && depth == 0)
          return i;
        depth++;
        break;
      case HUB_CSS_CLOSE_CURLY:
        if (depth == 0 || curly)
          return i;
        depth--;
        break;
      case HUB_CSS_SEMICOLON:
        if (semicolon && depth == 0)
          return i;
        break;
      default:
        break;
      }
  return i;
}

/* Whether the item that starts here has a block before its end: then it is a nested rule. */
static gboolean
is_nested_rule (HubWxssReader *reader)
{
  const HubCssToken *token = here (reader);
  guint stop;

  if (token->type == HUB_CSS_IDENT && token->end - token->start > 2
      && strncmp (reader->text + token->start, "--", 2) == 0)
    return FALSE;
  stop = find_stop (reader, TRUE, TRUE);
  return reader->tokens[stop].type == HUB_CSS_OPEN_CURLY;
}

static AtKind
at_kind (HubWxssReader *reader, const HubCssToken *token)
{
  static const char *const rules[] = { "media", "supports", "layer", "container", "scope",
                                       "document", "starting-style", NULL };
  static const char *const declarations[] = { "font-face", "page", "property", "counter-style",
                                              "viewport", "font-palette-values", "position-try",
                                              NULL };
  g_autofree char *lower = g_ascii_strdown (reader->text + token->start + 1,
                                            token->end - token->start - 1);
  const char *name = lower;

  if (name[0] == '-' && strchr (name + 1, '-') != NULL)
    name = strchr (name + 1, '-') + 1;
  if (g_str_equal (name, "keyframes"))
    return AT_KEYFRAMES;
  if (g_strv_contains (rules, name))
    return AT_RULES;
  return g_strv_contains (declarations, name) ? AT_DECLARATIONS : AT_UNKNOWN;
}

static void
skip_space (HubWxssReader *reader)
{
  while (here (reader)->type == HUB_CSS_WHITESPACE || here (reader)->type == HUB_CSS_COMMENT)
    reader->at++;
}

/* The "}" of a block opened at @open. */
static void
close_block (HubWxssReader *reader, const HubCssToken *open)
{
  if (here (reader)->type == HUB_CSS_CLOSE_CURLY)
    reader->at++;
  else
    hub_wxss_report (reader, HUB_SEVERITY_WARNING, open->start, "wxss.unclosed",
                     _("this “{” has no “}”"));
  g_string_append_c (reader->sheet->out, '}');
}

static void
read_declaration (HubWxssReader *reader)
{
  guint end = find_stop (reader, TRUE, FALSE);
  guint start = reader->at;
  guint colon = start + 1;

  while (reader->tokens[colon].type == HUB_CSS_WHITESPACE
         || reader->tokens[colon].type == HUB_CSS_COMMENT)
    colon++;
  /* Old sheets hide a declaration from other browsers with "*" in front; nothing is lost. */
  if (reader->tokens[start].type != HUB_CSS_IDENT || colon >= end
      || reader->tokens[colon].type != HUB_CSS_COLON)
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, reader->tokens[start].start,
                       "wxss.bad_declaration",
                       _("a declaration “name: value;” is expected here; this one is left out"));
      reader->at = end;
      return;
    }
  append_token (reader, &reader->tokens[start]);
  g_string_append_c (reader->sheet->out, ':');
  reader->at = colon + 1;
  hub_wxss_copy_values (reader, end);
}

static void
read_rule (HubWxssReader *reader, gboolean keyframe)
{
  guint open = find_stop (reader, FALSE, TRUE);
  guint start = here (reader)->start;

  if (reader->tokens[open].type != HUB_CSS_OPEN_CURLY)
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, start, "wxss.no_block",
                       _("a “{” is missing after this selector"));
      reader->at = open;
      return;
    }
  if (keyframe)
    hub_wxss_copy_values (reader, open);
  else
    hub_wxss_read_selectors (reader, open);
  read_block (reader);
}

/* The name of the sheet an @import means; what is left up to @end is its condition. */
static char *
read_import_name (HubWxssReader *reader, guint end, guint *offset)
{
  const HubCssToken *token;
  char *written;
  guint skip;

  skip_space (reader);
  if (here (reader)->type == HUB_CSS_FUNCTION)
    {
      reader->at++;
      skip_space (reader);
    }
  token = here (reader);
  if (reader->at >= end || (token->type != HUB_CSS_STRING && token->type != HUB_CSS_URL)
      || token->unclosed)
    return NULL;
  skip = token->type == HUB_CSS_URL ? 4 : 1;
  written = g_strndup (reader->text + token->start + skip, token->end - token->start - skip - 1);
  *offset = token->start;
  reader->at++;
  while (reader->at < end && (here (reader)->type == HUB_CSS_CLOSE_ROUND
                              || here (reader)->type == HUB_CSS_WHITESPACE
                              || here (reader)->type == HUB_CSS_COMMENT))
    reader->at++;
  return g_strstrip (written);
}

/* The sheet @name means: itself, with its extension, or the Sass or Less sheet of that name. */
static HubSource *
find_sheet (HubCompilation *self, const char *name)
{
  HubSource *source = hub_compilation_find (self, name);
  g_autofree char *path = NULL;

  if (source != NULL)
    return source;
  source = hub_compilation_find_style (self, name);
  if (source != NULL || (!g_str_has_suffix (name, ".wxss") && !g_str_has_suffix (name, ".css")))
    return source;
  path = g_strndup (name, strrchr (name, '.') - name);
  return hub_compilation_find_style (self, path);
}

/* From the folder of this sheet, as an alias says, or in miniprogram_npm; the first where none is there. */
static char *
find_import (HubWxssReader *reader, const char *written)
{
  HubCompilation *self = reader->sheet->compilation;
  g_autofree char *alias = hub_compilation_apply_alias (self, written);
  g_autofree char *npm = g_strconcat ("/miniprogram_npm/", written, NULL);
  char *name = hub_compilation_join (reader->name, alias != NULL ? alias : written);
  g_autofree char *npm_name = NULL;

  if (name == NULL || written[0] == '.' || written[0] == '/' || find_sheet (self, name) != NULL)
    return name;
  npm_name = hub_compilation_join (reader->name, npm);
  if (npm_name == NULL || find_sheet (self, npm_name) == NULL)
    return name;
  g_free (name);
  return g_steal_pointer (&npm_name);
}

static void
read_import (HubWxssReader *reader, const HubCssToken *keyword, guint end)
{
  GString *out = reader->sheet->out;
  guint offset;
  g_autofree char *written = read_import_name (reader, end, &offset);
  g_autofree char *name = NULL;
  gsize start = out->len;
  gboolean conditional = reader->at < end;

  if (written == NULL)
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, keyword->start, "wxss.bad_import",
                       _("@import needs the name of a file in quotes"));
      return;
    }
  if (strstr (written, "://") != NULL || g_str_has_prefix (written, "//"))
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, offset, "wxss.remote_import",
                       _("a style sheet from a server cannot be imported; copy it into the program"));
      return;
    }
  if (conditional)
    {
      g_string_append (out, "@media ");
      hub_wxss_copy_values (reader, end);
      g_string_append_c (out, '{');
    }
  name = find_import (reader, written);
  if (name == NULL || !hub_wxss_append_file (reader->sheet, name, reader, offset))
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, offset, "wxss.missing_import",
                       _("the style sheet “%s” is missing; it is left out"), written);
      g_string_truncate (out, start);
    }
  else if (conditional)
    g_string_append_c (out, '}');
}

static void
read_at_rule (HubWxssReader *reader, gboolean nested)
{
  const HubCssToken *keyword = here (reader);
  guint stop = find_stop (reader, TRUE, TRUE);
  AtKind kind = at_kind (reader, keyword);
  const HubCssToken *open = &reader->tokens[stop];
  guint length = keyword->end - keyword->start;

  if (length == 7 && g_ascii_strncasecmp (reader->text + keyword->start, "@import", 7) == 0)
    {
      reader->at++;
      if (nested)
        hub_wxss_report (reader, HUB_SEVERITY_WARNING, keyword->start, "wxss.bad_import",
                         _("@import inside a block has no effect"));
      else
        read_import (reader, keyword, stop);
      reader->at = stop + (open->type == HUB_CSS_SEMICOLON);
      return;
    }
  if (length == 8 && g_ascii_strncasecmp (reader->text + keyword->start, "@charset", 8) == 0)
    {
      reader->at = stop + (open->type == HUB_CSS_SEMICOLON);
      return;
    }
  append_token (reader, keyword);
  reader->at++;
  hub_wxss_copy_values (reader, stop);
  if (open->type != HUB_CSS_OPEN_CURLY)
    {
      g_string_append_c (reader->sheet->out, ';');
      reader->at += open->type == HUB_CSS_SEMICOLON;
      return;
    }
  if (kind == AT_DECLARATIONS || (nested && kind != AT_KEYFRAMES))
    {
      read_block (reader);
      return;
    }
  g_string_append_c (reader->sheet->out, '{');
  reader->at++;
  if (kind == AT_RULES)
    read_rules (reader, TRUE);
  else if (kind == AT_KEYFRAMES)
    while (skip_space (reader), here (reader)->type != HUB_CSS_CLOSE_CURLY
                                && here (reader)->type != HUB_CSS_EOF)
      read_rule (reader, TRUE);
  else
    hub_wxss_copy_values (reader, find_stop (reader, FALSE, FALSE));
  close_block (reader, open);
}

/* From a "{": declarations and nested rules. */
static void
read_block (HubWxssReader *reader)
{
  const HubCssToken *open = here (reader);
  gboolean done = FALSE;

  g_string_append_c (reader->sheet->out, '{');
  reader->at++;
  if (++reader->depth > MAX_DEPTH)
    {
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, open->start, "wxss.too_deep",
                       _("blocks are nested deeper than %d levels"), MAX_DEPTH);
      reader->at = find_stop (reader, FALSE, FALSE);
      done = TRUE;
    }
  while (!done)
    switch (here (reader)->type)
      {
      case HUB_CSS_EOF:
      case HUB_CSS_CLOSE_CURLY:
        done = TRUE;
        break;
      case HUB_CSS_COMMENT:
        reader->at++;
        break;
      case HUB_CSS_WHITESPACE:
      case HUB_CSS_SEMICOLON:
        append_token (reader, here (reader));
        reader->at++;
        break;
      case HUB_CSS_AT_KEYWORD:
        read_at_rule (reader, TRUE);
        break;
      default:
        if (is_nested_rule (reader))
          read_rule (reader, FALSE);
        else
          read_declaration (reader);
        break;
      }
  reader->depth--;
  close_block (reader, open);
}

/* Up to the end of the text, or of the block these rules stand in. */
static void
read_rules (HubWxssReader *reader, gboolean nested)
{
  if (++reader->depth > MAX_DEPTH)
    reader->at = find_stop (reader, FALSE, FALSE);
  for (;;)
    {
      const HubCssToken *token = here (reader);

      if (token->type == HUB_CSS_EOF || (nested && token->type == HUB_CSS_CLOSE_CURLY)
          || reader->sheet->too_large)
        break;
      if (token->type == HUB_CSS_CLOSE_CURLY)
        hub_wxss_report (reader, HUB_SEVERITY_WARNING, token->start, "wxss.unexpected",
                         _("this “}” closes nothing"));
      else if (token->type == HUB_CSS_WHITESPACE)
        append_token (reader, token);
      if (token->type == HUB_CSS_AT_KEYWORD)
        read_at_rule (reader, nested);
      else if (token->type == HUB_CSS_CLOSE_CURLY || token->type == HUB_CSS_WHITESPACE
               || token->type == HUB_CSS_COMMENT || token->type == HUB_CSS_CDO
               || token->type == HUB_CSS_CDC || token->type == HUB_CSS_SEMICOLON)
        reader->at++;
      else
        read_rule (reader, FALSE);
      if (reader->sheet->out->len > MAX_OUTPUT)
        reader->sheet->too_large = TRUE;
    }
  reader->depth--;
}

static void
report_unclosed (HubWxssReader *reader)
{
  for (guint i = 0; i < reader->count; i++)
    if (reader->tokens[i].unclosed)
      hub_wxss_report (reader, HUB_SEVERITY_WARNING, reader->tokens[i].start, "wxss.unclosed",
                       reader->tokens[i].type == HUB_CSS_COMMENT
                         ? _("this comment has no “*/”")
                         : _("this has no end: a quote or a bracket is missing"));
}

static void
read_file (HubWxss *sheet, const char *name, const char *text, gsize length, gboolean translated)
{
  g_autoptr (GArray) tokens = NULL;
  HubWxssReader reader = { .sheet = sheet, .name = name, .translated = translated };
  const char *invalid;

  if (!g_utf8_validate_len (text, length, &invalid))
    {
      reader.text = text;
      reader.length = length;
      hub_wxss_report (&reader, HUB_SEVERITY_ERROR, invalid - text, "wxss.not_utf8",
                       _("not valid UTF-8 text; save the file in the UTF-8 encoding"));
      return;
    }
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  tokens = hub_css_tokenize (text, length);
  reader.text = text;
  reader.length = length;
  reader.tokens = (const HubCssToken *) tokens->data;
  reader.count = tokens->len;
  report_unclosed (&reader);
  read_rules (&reader, FALSE);
}

gboolean
hub_wxss_append_file (HubWxss *sheet, const char *name, HubWxssReader *importer, guint offset)
{
  HubSource *source = find_sheet (sheet->compilation, name);
  gboolean translated = FALSE;
  const char *text;
  gsize length;

  if (source == NULL)
    return FALSE;
  for (guint i = 0; i < sheet->importing->len; i++)
    if (g_str_equal (g_ptr_array_index (sheet->importing, i), source->name))
      {
        hub_wxss_report (importer, HUB_SEVERITY_WARNING, offset, "wxss.import_cycle",
                         _("“%s” imports itself through its imports; this import is left out"),
                         source->name);
        return TRUE;
      }
  text = sheet->importing->len < MAX_IMPORTS
    ? hub_style_source_load (sheet->compilation, source, &length, &translated) : NULL;
  if (text == NULL)
    return TRUE;
  hub_compilation_working_on (sheet->compilation, source->name);
  g_ptr_array_add (sheet->importing, source->name);
  g_ptr_array_add (sheet->files, source->name);
  sheet->translated = sheet->translated || translated;
  read_file (sheet, source->name, text, length, translated);
  g_ptr_array_set_size (sheet->importing, sheet->importing->len - 1);
  return TRUE;
}

char *
hub_wxss_compile (HubCompilation *compilation, const char *name, const char *scope)
{
  g_autoptr (GPtrArray) importing = g_ptr_array_new ();
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  HubWxss sheet = { .compilation = compilation, .scope = scope, .importing = importing, .files = files,
                    .out = g_string_new (NULL) };
  g_autofree char *key = g_strconcat ("wxss:", scope, ":", name, NULL);
  GBytes *made = hub_compilation_find_made (compilation, key);
  guint reports = compilation->reports;

  if (made != NULL)
    {
      g_string_append_len (sheet.out, g_bytes_get_data (made, NULL), g_bytes_get_size (made));
      return g_string_free (sheet.out, FALSE);
    }
  hub_wxss_append_file (&sheet, name, NULL, 0);
  if (sheet.too_large)
    hub_compilation_report (compilation, HUB_SEVERITY_ERROR, "wxss.too_large", name, 0, 0,
                            _("with its imports this style sheet is larger than 20 MB"));
  if (compilation->reports == reports && !sheet.translated)
    hub_compilation_keep_made (compilation, key, files, g_bytes_new (sheet.out->str, sheet.out->len),
                               (GDestroyNotify) g_bytes_unref, sheet.out->len);
  return g_string_free (sheet.out, FALSE);
}
