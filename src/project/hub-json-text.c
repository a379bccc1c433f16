/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-json-text.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* JSON as the text a person wrote: json-glib says what a file means, this says where in the file
 * it stands, refuses what json-glib lets pass (comments), and changes one value of it. */

#define MAX_DEPTH 200

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  const char *problem;   /* untranslated; NULL while the text is well formed */
} Scan;

static gboolean
fail (Scan *scan, const char *problem)
{
  if (scan->problem == NULL)
    scan->problem = problem;
  return FALSE;
}

static int
peek (Scan *scan)
{
  return scan->at < scan->length ? (guchar) scan->text[scan->at] : -1;
}

static gboolean
skip_space (Scan *scan)
{
  while (scan->at < scan->length)
    {
      char c = scan->text[scan->at];

      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        scan->at++;
      else if (c == '/')
        return fail (scan, N_("comments are not allowed in JSON; remove it"));
      else
        break;
    }
  return TRUE;
}

static gboolean
skip_string (Scan *scan)
{
  gsize start = scan->at++;

  while (scan->at < scan->length)
    {
      guchar c = scan->text[scan->at];

      if (c == '"')
        {
          scan->at++;
          return TRUE;
        }
      if (c == '\n' || c == '\r')
        break;
      if (c < 0x20)
        return fail (scan, N_("a control character inside a string; write it as an escape"));
      if (c == '\\')
        {
          int next = scan->at + 1 < scan->length ? scan->text[scan->at + 1] : -1;

          if (next < 0 || strchr ("\"\\/bfnrtu", next) == NULL)
            return fail (scan, N_("an unknown escape in a string"));
          scan->at++;
          for (guint i = 0; next == 'u' && i < 4; i++)
            {
              if (scan->at + 1 >= scan->length || !g_ascii_isxdigit (scan->text[scan->at + 1]))
                return fail (scan, N_("“\\u” needs four hexadecimal digits"));
              scan->at++;
            }
        }
      scan->at++;
    }
  scan->at = start;
  return fail (scan, N_("this string has no closing quote"));
}

static gboolean
skip_digits (Scan *scan)
{
  gsize start = scan->at;

  while (scan->at < scan->length && g_ascii_isdigit (scan->text[scan->at]))
    scan->at++;
  return scan->at > start ? TRUE : fail (scan, N_("a digit is missing in this number"));
}

static gboolean
skip_number (Scan *scan)
{
  if (peek (scan) == '-')
    scan->at++;
  if (peek (scan) == '0' && scan->at + 1 < scan->length
      && g_ascii_isdigit (scan->text[scan->at + 1]))
    return fail (scan, N_("a number may not start with 0"));
  if (!skip_digits (scan))
    return FALSE;
  if (peek (scan) == '.')
    {
      scan->at++;
      if (!skip_digits (scan))
        return FALSE;
    }
  if (peek (scan) == 'e' || peek (scan) == 'E')
    {
      scan->at++;
      if (peek (scan) == '+' || peek (scan) == '-')
        scan->at++;
      return skip_digits (scan);
    }
  return TRUE;
}

static gboolean
skip_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize size = strlen (words[i]);

      if (scan->length - scan->at >= size
          && memcmp (scan->text + scan->at, words[i], size) == 0)
        {
          scan->at += size;
          return TRUE;
        }
    }
  if (peek (scan) == '\'')
    return fail (scan, N_("strings need double quotes"));
  if (peek (scan) == '}' || peek (scan) == ']' || peek (scan) == ',')
    return fail (scan, N_("a value is missing here (a comma too many?)"));
  return fail (scan, N_("this is no JSON value; strings need double quotes"));
}

static gboolean skip_value (Scan *scan, guint depth);

/* Reads `"key" :`, leaving the scan before the value. @raw and @raw_length: what is between the quotes. */
static gboolean
skip_key (Scan *scan, const char **raw, gsize *raw_length)
{
  gsize start = scan->at;

  if (peek (scan) == '}')
    return fail (scan, N_("there may be no comma before “}”"));
  if (peek (scan) != '"')
    return fail (scan, N_("a member's name in double quotes is expected here"));
  if (!skip_string (scan))
    return FALSE;
  *raw = scan->text + start + 1;
  *raw_length = scan->at - start - 2;
  if (!skip_space (scan))
    return FALSE;
  if (peek (scan) != ':')
    return fail (scan, N_("“:” is expected after a member's name"));
  scan->at++;
  return skip_space (scan);
}

/* After a member or an element. Returns whether another follows; @closed says the end was read. */
static gboolean
next_item (Scan *scan, char close, gboolean *closed)
{
  *closed = FALSE;
  if (!skip_space (scan))
    return FALSE;
  if (peek (scan) == close)
    {
      scan->at++;
      *closed = TRUE;
      return FALSE;
    }
  if (peek (scan) != ',')
    return fail (scan, close == '}' ? N_("“,” or “}” is expected here")
                                    : N_("“,” or “]” is expected here"));
  scan->at++;
  if (!skip_space (scan))
    return FALSE;
  if (close == ']' && peek (scan) == ']')
    return fail (scan, N_("there may be no comma before “]”"));
  return TRUE;
}

static gboolean
skip_container (Scan *scan, char close, guint depth)
{
  gboolean closed;

  if (depth >= MAX_DEPTH)
    return fail (scan, N_("nested too deeply"));
  scan->at++;
  if (!skip_space (scan))
    return FALSE;
  if (peek (scan) == close)
    {
      scan->at++;
      return TRUE;
    }
  do
    {
      const char *raw;
      gsize raw_length;

      if (close == '}' && !skip_key (scan, &raw, &raw_length))
        return FALSE;
      if (!skip_value (scan, depth + 1))
        return FALSE;
    }
  while (next_item (scan, close, &closed));
  return closed;
}

static gboolean
skip_value (Scan *scan, guint depth)
{
  int c = peek (scan);

  if (c < 0)
    return fail (scan, N_("the file ends too early"));
  if (c == '{')
    return skip_container (scan, '}', depth);
  if (c == '[')
    return skip_container (scan, ']', depth);
  if (c == '"')
    return skip_string (scan);
  if (c == '-' || g_ascii_isdigit (c))
    return skip_number (scan);
  return skip_word (scan);
}

static void
scan_init (Scan *scan, const char *text, gsize length)
{
  *scan = (Scan) { .text = text, .length = length };
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    scan->at = 3;
}

/**
 * hub_json_text_check:
 * @text: a JSON document, any bytes
 * @length: its length in bytes
 * @problem: (out) (transfer full): a translated sentence where it is not well formed
 * @offset: (out): where in @text that is, in bytes
 *
 * Checks by the letter of RFC 8259: comments and trailing commas are refused, with the place.
 *
 * Returns: whether the text is well formed
 */
gboolean
hub_json_text_check (const char *text, gsize length, char **problem, gsize *offset)
{
  Scan scan;
  const char *invalid = NULL;

  if (!g_utf8_validate_len (text, length, &invalid))
    {
      *offset = invalid - text;
      *problem = g_strdup (_("not valid UTF-8 text; save the file in the UTF-8 encoding"));
      return FALSE;
    }
  scan_init (&scan, text, length);
  if (skip_space (&scan) && scan.at == length)
    fail (&scan, N_("the file is empty"));
  if (scan.problem == NULL && skip_value (&scan, 0) && skip_space (&scan) && scan.at < length)
    fail (&scan, N_("there is something after the end of the JSON document"));
  if (scan.problem == NULL)
    return TRUE;
  *offset = scan.at;
  *problem = g_strdup (_(scan.problem));
  return FALSE;
}

static gboolean
key_equals (const char *raw, gsize raw_length, const char *key)
{
  return strlen (key) == raw_length && memcmp (raw, key, raw_length) == 0;
}

/* Steps into the member or element @name of the container the scan stands at. The last member of a
 * name counts, as for every JSON reader. */
static gboolean
enter (Scan *scan, const char *name)
{
  char close = peek (scan) == '{' ? '}' : ']';
  guint64 index = close == ']' ? g_ascii_strtoull (name, NULL, 10) : 0;
  gsize found = 0;
  gboolean closed;

  if (peek (scan) != '{' && peek (scan) != '[')
    return FALSE;
  scan->at++;
  if (!skip_space (scan) || peek (scan) == close)
    return FALSE;
  for (guint64 i = 0;; i++)
    {
      const char *raw = NULL;
      gsize raw_length = 0;

      if (close == '}' && !skip_key (scan, &raw, &raw_length))
        return FALSE;
      if (close == '}' ? key_equals (raw, raw_length, name) : i == index)
        found = scan->at;
      if (!skip_value (scan, 0) || !next_item (scan, close, &closed))
        break;
    }
  scan->at = found;
  return found > 0;
}

/**
 * hub_json_text_find:
 * @text: a JSON document
 * @length: its length in bytes
 * @path: (array zero-terminated=1): members' names, and elements' numbers in decimal
 * @start: (out) (optional): the first byte of the value
 * @end: (out) (optional): the byte after it
 *
 * Returns: whether there is such a value
 */
gboolean
hub_json_text_find (const char *text, gsize length, const char *const *path, gsize *start,
                    gsize *end)
{
  Scan scan;

  scan_init (&scan, text, length);
  if (!skip_space (&scan))
    return FALSE;
  for (guint i = 0; path[i] != NULL; i++)
    if (!enter (&scan, path[i]))
      return FALSE;
  if (start != NULL)
    *start = scan.at;
  if (!skip_value (&scan, 0))
    return FALSE;
  if (end != NULL)
    *end = scan.at;
  return TRUE;
}

static void
append_quoted (GString *out, const char *value)
{
  g_string_append_c (out, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *p < 0x20)
        g_string_append_printf (out, "\\u%04x", (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* A new member goes first, in the indentation of the one that was first. */
static void
append_new_member (GString *out, const char *text, gsize length, gsize brace, const char *key,
                   const char *value)
{
  gsize next = brace + 1;

  while (next < length && strchr (" \t\r\n", text[next]) != NULL)
    next++;
  if (next < length && text[next] == '}')
    {
      g_string_append (out, "\n  ");
      append_quoted (out, key);
      g_string_append (out, ": ");
      append_quoted (out, value);
      g_string_append_c (out, '\n');
      g_string_append_len (out, text + next, length - next);
      return;
    }
  g_string_append_len (out, text + brace + 1, next - brace - 1);
  append_quoted (out, key);
  g_string_append (out, ": ");
  append_quoted (out, value);
  g_string_append_c (out, ',');
  g_string_append_len (out, text + brace + 1, length - brace - 1);
}

/**
 * hub_json_text_set:
 * @text: a JSON document that passed hub_json_text_check()
 * @length: its length in bytes
 * @key: a member of the root, without characters that need an escape
 * @value: its new value
 *
 * Returns: (transfer full) (nullable): the document with that one value changed or added and every
 *   other byte as it was; %NULL where the root is no object
 */
char *
hub_json_text_set (const char *text, gsize length, const char *key, const char *value)
{
  const char *const path[] = { key, NULL };
  const char *const none[] = { NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  gsize start;
  gsize end;

  if (!hub_json_text_find (text, length, none, &start, &end) || text[start] != '{')
    return NULL;
  if (hub_json_text_find (text, length, path, &start, &end))
    {
      g_string_append_len (out, text, start);
      append_quoted (out, value);
      g_string_append_len (out, text + end, length - end);
    }
  else
    {
      g_string_append_len (out, text, start + 1);
      append_new_member (out, text, length, start, key, value);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * hub_text_position:
 * @text: a text, UTF-8
 * @length: its length in bytes
 * @offset: a place in it, in bytes
 * @line: (out): the line from 1
 * @column: (out): the column in characters from 1
 */
void
hub_text_position (const char *text, gsize length, gsize offset, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  for (gsize i = 0; i < MIN (offset, length); i++)
    {
      if (text[i] == '\n')
        {
          (*line)++;
          *column = 1;
        }
      else if (((guchar) text[i] & 0xC0) != 0x80)
        (*column)++;
    }
}
