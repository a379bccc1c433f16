/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-js-scan.h"

#include <string.h>

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  gboolean    value_before;   /* what was read last ends a value, so "/" divides */
  gboolean    dot_before;
  GPtrArray  *requires;
  gboolean    module;         /* a word of ES modules may start a statement */
  gboolean    dynamic;        /* import() */
  char       *writable;       /* (nullable): @text, to rename keywords in */
  char        before;         /* the first character of what was read before this */
  char        last;           /* and of this */
} Scan;

/* After these words a "/" starts a regular expression. */
static const char *const words_before_value[] = {
  "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await",
  "yield", "instanceof", NULL
};

static void
require_free (gpointer data)
{
  HubRequire *self = data;

  g_free (self->name);
  g_free (self);
}

static int
peek (Scan *scan, gsize ahead)
{
  return scan->at + ahead < scan->length ? (guchar) scan->text[scan->at + ahead] : -1;
}

static gboolean
is_word (int c)
{
  return c == '_' || c == '$' || c >= 0x80 || (c >= 0 && g_ascii_isalnum (c));
}

static void
skip_quoted (Scan *scan)
{
  int quote = peek (scan, 0);

  scan->at++;
  while (scan->at < scan->length && peek (scan, 0) != quote)
    {
      if (peek (scan, 0) == '\n' && quote != '`')
        return;
      scan->at += peek (scan, 0) == '\\' ? 2 : 1;
    }
  scan->at++;
}

static void
skip_regexp (Scan *scan)
{
  gboolean in_class = FALSE;

  scan->at++;
  while (scan->at < scan->length && peek (scan, 0) != '\n')
    {
      int c = peek (scan, 0);

      if (c == '\\')
        scan->at++;
      else if (c == '[')
        in_class = TRUE;
      else if (c == ']')
        in_class = FALSE;
      else if (c == '/' && !in_class)
        break;
      scan->at++;
    }
  scan->at++;
}

/* Whether a comment or a space was skipped. */
static gboolean
skip_blank (Scan *scan)
{
  int c = peek (scan, 0);
  const char *end;

  if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
    {
      scan->at++;
      return TRUE;
    }
  if (c != '/' || (peek (scan, 1) != '/' && peek (scan, 1) != '*'))
    return FALSE;
  if (peek (scan, 1) == '/')
    end = memchr (scan->text + scan->at, '\n', scan->length - scan->at);
  else
    end = scan->at + 2 < scan->length
      ? memmem (scan->text + scan->at + 2, scan->length - scan->at - 2, "*/", 2) : NULL;
  if (end == NULL)
    scan->at = scan->length;
  else
    scan->at = end - scan->text + (*end == '*' ? 2 : 0);
  return TRUE;
}

static gboolean
skip_char (Scan *scan, int c)
{
  while (skip_blank (scan))
    ;
  if (peek (scan, 0) != c)
    return FALSE;
  scan->at++;
  while (skip_blank (scan))
    ;
  return TRUE;
}

/* After the word "require": an optional ".async", and one plain string in brackets. */
static void
read_require (Scan *scan)
{
  gsize start = scan->at;
  gsize quote;

  if (scan->length - scan->at > 6 && memcmp (scan->text + scan->at, ".async", 6) == 0)
    scan->at += 6;
  if (skip_char (scan, '(') && (peek (scan, 0) == '"' || peek (scan, 0) == '\''))
    {
      quote = scan->at;
      skip_quoted (scan);
      if (scan->at <= scan->length && scan->at > quote + 2)
        {
          HubRequire *found = g_new0 (HubRequire, 1);

          found->name = g_strndup (scan->text + quote + 1, scan->at - quote - 2);
          found->offset = quote;
          if (skip_char (scan, ')') || peek (scan, 0) == ',')
            g_ptr_array_add (scan->requires, found);
          else
            require_free (found);
        }
    }
  scan->at = start;
}

static const char *const keywords[] = { "class", "enum", "export", "extends", "import", NULL };

/* `{class: 1}` and `x.class` are members, and `class A {}` is none of a template's script. */
static void
rename_keyword (Scan *scan, const char *word)
{
  gsize end = scan->at;
  gboolean key;

  if (scan->dot_before || !g_strv_contains (keywords, word))
    return;
  while (skip_blank (scan))
    ;
  key = peek (scan, 0) == ':' && (scan->before == '{' || scan->before == ',');
  if (!key && !is_word (peek (scan, 0)) && peek (scan, 0) != '{')
    scan->writable[end - 1] = '_';
}

static void
read_word (Scan *scan)
{
  gsize start = scan->at;
  gboolean member = scan->dot_before;
  g_autofree char *word = NULL;

  while (is_word (peek (scan, 0)))
    scan->at++;
  word = g_strndup (scan->text + start, MIN (scan->at - start, 16));
  scan->value_before = member || !g_strv_contains (words_before_value, word);
  if (scan->writable != NULL)
    rename_keyword (scan, word);
  else if (!member && g_str_equal (word, "require"))
    read_require (scan);
  else if (!member && (g_str_equal (word, "import") || g_str_equal (word, "export")))
    {
      while (skip_blank (scan))
        ;
      scan->dynamic = scan->dynamic || (word[0] == 'i' && peek (scan, 0) == '(');
      /* `{import: 1}` and `{export() {}}` are members. */
      scan->module = scan->module || (peek (scan, 0) != ':' && peek (scan, 0) != '(');
    }
}

static void
scan_all (Scan *scan)
{
  while (scan->at < scan->length)
    {
      int c = peek (scan, 0);

      if (skip_blank (scan))
        continue;
      scan->before = scan->last;
      scan->last = (char) c;
      if (c == '"' || c == '\'' || c == '`')
        {
          skip_quoted (scan);
          scan->value_before = TRUE;
        }
      else if (c == '/' && !scan->value_before)
        {
          skip_regexp (scan);
          scan->value_before = TRUE;
        }
      else if (is_word (c))
        read_word (scan);
      else
        {
          scan->at++;
          scan->value_before = c == ')' || c == ']' || c == '}';
        }
      /* `...require()` is no member. */
      scan->dot_before = c == '.' && (scan->at < 2 || scan->text[scan->at - 2] != '.');
    }
}

GPtrArray *
hub_js_find_requires (const char *text, gsize length)
{
  Scan scan = { .text = text, .length = length,
                .requires = g_ptr_array_new_with_free_func (require_free) };

  scan_all (&scan);
  return scan.requires;
}

void
hub_js_rename_keywords (char *text, gsize length)
{
  Scan scan = { .text = text, .length = length, .writable = text };

  scan_all (&scan);
}

gboolean
hub_js_has_module_syntax (const char *text, gsize length, gboolean *dynamic)
{
  Scan scan = { .text = text, .length = length };

  *dynamic = FALSE;
  if (memmem (text, length, "import", 6) == NULL && memmem (text, length, "export", 6) == NULL)
    return FALSE;
  scan.requires = g_ptr_array_new_with_free_func (require_free);
  scan_all (&scan);
  g_ptr_array_unref (scan.requires);
  *dynamic = scan.dynamic;
  return scan.module;
}

guint
hub_js_count_lines (const char *text, gsize length)
{
  guint lines = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      lines++;
    else if ((guchar) text[i] == 0xE2 && i + 2 < length && (guchar) text[i + 1] == 0x80
             && ((guchar) text[i + 2] == 0xA8 || (guchar) text[i + 2] == 0xA9))
      lines++;
  return lines;
}
