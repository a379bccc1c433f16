/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxml-rewrite.h"

#include <string.h>

#include "hub-js-scan.h"

/* What the template compiler reads otherwise than the platform's own one:
 * - it knows an event by the colon in its attribute; without one the name is taken for a property and only
 *   looked at when the program runs;
 * - it decodes entities, which a program sees as they are written (`<text decode>` decodes them);
 * - it leaves `\\n`, `\\t` and `\\r` as they are, which are a line end, a tab and a carriage return. */

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  gsize       copied;      /* up to here @text is in @out */
  GString    *out;
  GArray     *shifts;
  gsize       line_start;  /* in @out */
  guint       line;
  gsize       counted;     /* up to here @out is in @line */
} Rewrite;

static const char *const prefixes[] = {
  "capture-bind", "capture-catch", "capture-mut-bind", "mut-bind", "bind", "catch"
};

static guint
utf16_length (const char *text, gsize length)
{
  guint units = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      units += (c & 0xC0) != 0x80;
      units += c >= 0xF0;
    }
  return units;
}

static void
flush (Rewrite *r, gsize until)
{
  g_string_append_len (r->out, r->text + r->copied, until - r->copied);
  r->copied = until;
}

/* Writes @what instead of @length bytes at @where. */
static void
replace (Rewrite *r, gsize where, gsize length, const char *what)
{
  HubWxmlShift shift;

  flush (r, where);
  for (; r->counted < r->out->len; r->counted++)
    if (r->out->str[r->counted] == '\n')
      {
        r->line++;
        r->line_start = r->counted + 1;
      }
  shift.line = r->line;
  shift.column = utf16_length (r->out->str + r->line_start, r->out->len - r->line_start);
  shift.by = (int) strlen (what) - (int) length;
  g_array_append_val (r->shifts, shift);
  g_string_append (r->out, what);
  r->copied = where + length;
}

/* One letter of a text or of a value that is no expression. */
static void
read_literal (Rewrite *r)
{
  char c = r->text[r->at];
  char next = r->at + 1 < r->length ? r->text[r->at + 1] : '\0';
  gboolean escape = c == '\\' && (r->at == 0 || r->text[r->at - 1] != '\\')
                    && (next == 'n' || next == 't' || next == 'r');

  if (c == '&')
    replace (r, r->at, 1, "&amp;");
  else if (escape)
    replace (r, r->at, 2, next == 'n' ? "&#10;" : next == 't' ? "&#9;" : "&#13;");
  r->at += escape ? 2 : 1;
}

static gboolean
looking_at (const Rewrite *r, const char *what)
{
  gsize size = strlen (what);

  return r->length - r->at >= size && strncmp (r->text + r->at, what, size) == 0;
}

static gboolean
is_name (char c)
{
  return c != '\0' && strchr (" \t\r\n=/>\"'<", c) == NULL;
}

static void
skip_past (Rewrite *r, const char *what)
{
  const char *found = memmem (r->text + r->at, r->length - r->at, what, strlen (what));

  r->at = found != NULL ? (gsize) (found - r->text) + strlen (what) : r->length;
}

/* A value in quotes; what is in {{ }} may hold the same quotes. */
static void
skip_value (Rewrite *r)
{
  char quote = r->at < r->length ? r->text[r->at] : '\0';

  if (quote != '"' && quote != '\'')
    {
      if (looking_at (r, "{{"))
        skip_past (r, "}}");
      return;
    }
  r->at++;
  while (r->at < r->length && r->text[r->at] != quote)
    if (looking_at (r, "{{"))
      {
        gsize start = r->at;

        skip_past (r, "}}");
        if (r->at == r->length && r->text[r->length - 1] != '}')
          r->at = start + 2;
      }
    else
      read_literal (r);
  if (r->at < r->length)
    r->at++;
}

static void
read_attribute (Rewrite *r)
{
  gsize start = r->at;
  gsize end;

  while (r->at < r->length && is_name (r->text[r->at]))
    r->at++;
  end = r->at;
  /* A built-in element tells a worklet by an event; the names are of one length, so columns stay. */
  if (end - start > strlen ("worklet:") && memcmp (r->text + start, "worklet:", strlen ("worklet:")) == 0)
    {
      flush (r, start);
      g_string_append (r->out, "bind:wk-");
      r->copied = start + strlen ("worklet:");
    }
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize size = strlen (prefixes[i]);

      if (end - start > size && memcmp (r->text + start, prefixes[i], size) == 0)
        {
          if (g_ascii_isalpha (r->text[start + size]) || r->text[start + size] == '_')
            replace (r, start + size, 0, ":");
          break;
        }
    }
  while (r->at < r->length && g_ascii_isspace (r->text[r->at]))
    r->at++;
  if (r->at < r->length && r->text[r->at] == '=')
    {
      r->at++;
      while (r->at < r->length && g_ascii_isspace (r->text[r->at]))
        r->at++;
      skip_value (r);
    }
}

/* A string of WXS: a backslash that begins no escape sequence stands for itself, '\d' is two
 * characters. */
static void
read_script_string (Rewrite *r, gsize end)
{
  char quote = r->text[r->at++];

  while (r->at < end && r->text[r->at] != quote && r->text[r->at] != '\n')
    {
      if (r->text[r->at] == '\\' && r->at + 1 < end)
        {
          if (strchr ("nrtbfv0xu'\"\\\r\n", r->text[r->at + 1]) == NULL)
            replace (r, r->at, 0, "\\");
          r->at++;
        }
      r->at++;
    }
  r->at = MIN (r->at + 1, end);
}

/* In WXS `x.constructor` is the name of the type as a string, "Array": the logic layer keeps it under
 * a name of its own, as long as that one so that nothing moves. */
static void
read_script_member (Rewrite *r, gsize end)
{
  static const char wanted[] = ".constructor";
  static const char given[] = ".wxsTypeName";
  gsize size = sizeof wanted - 1;
  char next;

  G_STATIC_ASSERT (sizeof wanted == sizeof given);
  next = r->at + size < end ? r->text[r->at + size] : '\0';
  if (end - r->at >= size && memcmp (r->text + r->at, wanted, size) == 0
      && !g_ascii_isalnum (next) && next != '_' && next != '$')
    {
      replace (r, r->at, size, given);
      r->at += size;
    }
  else
    r->at++;
}

static void
read_script (Rewrite *r, gsize end)
{
  while (r->at < end)
    if (looking_at (r, "//"))
      {
        gsize start = r->at;

        while (r->at < end && r->text[r->at] != '\n')
          r->at++;
        /* Right before the end tag; it would take along what the template compiler writes behind. */
        if (r->at == end)
          replace (r, start, end - start, "");
      }
    else if (looking_at (r, "/*"))
      {
        skip_past (r, "*/");
        r->at = MIN (r->at, end);
      }
    else if (r->text[r->at] == '\'' || r->text[r->at] == '"')
      read_script_string (r, end);
    else if (r->text[r->at] == '.')
      read_script_member (r, end);
    else
      r->at++;
}

/* From the name of a tag to its ">". */
static void
read_tag (Rewrite *r)
{
  gboolean script = looking_at (r, "wxs") && r->at + 3 < r->length && !is_name (r->text[r->at + 3]);
  gboolean closed = FALSE;

  while (r->at < r->length && is_name (r->text[r->at]))
    r->at++;
  while (r->at < r->length && r->text[r->at] != '>')
    {
      gsize before = r->at;

      closed = r->text[r->at] == '/';
      if (is_name (r->text[r->at]))
        read_attribute (r);
      if (r->text[r->at] == '<')
        return;
      if (r->at == before)
        r->at++;
    }
  if (script && !closed)
    {
      const char *end = memmem (r->text + r->at, r->length - r->at, "</wxs", strlen ("</wxs"));
      gsize start;

      flush (r, r->at);
      start = r->out->len;
      read_script (r, end != NULL ? (gsize) (end - r->text) : r->length);
      flush (r, r->at);
      hub_js_rename_keywords (r->out->str + start, r->out->len - start);
    }
}

char *
hub_wxs_rewrite (const char *text, gsize length)
{
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (HubWxmlShift));
  Rewrite r = { .text = text, .length = length, .shifts = shifts,
                .out = g_string_sized_new (length + 64) };

  read_script (&r, length);
  flush (&r, length);
  hub_js_rename_keywords (r.out->str, r.out->len);
  return g_string_free (r.out, FALSE);
}

char *
hub_wxml_rewrite (const char *text, gsize length, GArray *shifts)
{
  Rewrite r = { .text = text, .length = length, .shifts = shifts,
                .out = g_string_sized_new (length + 64) };

  while (r.at < length)
    {
      if (looking_at (&r, "<!--"))
        skip_past (&r, "-->");
      else if (looking_at (&r, "{{"))
        skip_past (&r, "}}");
      else if (text[r.at] == '<' && r.at + 1 < length && g_ascii_isalpha (text[r.at + 1]))
        {
          r.at++;
          read_tag (&r);
        }
      else
        read_literal (&r);
    }
  flush (&r, length);
  return g_string_free (r.out, FALSE);
}

guint
hub_wxml_source_column (GArray *shifts, guint line, guint column)
{
  int moved = 0;

  for (guint i = 0; i < shifts->len; i++)
    {
      HubWxmlShift *shift = &g_array_index (shifts, HubWxmlShift, i);

      if (shift->line == line && shift->column < column)
        moved += shift->by;
    }
  return (int) column > moved ? column - moved : 0;
}
