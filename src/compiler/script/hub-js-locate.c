/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-js-engine.h"

#include <string.h>

/* JavaScriptCore tells the line of a syntax error, at times the one after it, and not the column. But a
 * text cut off before the bad token only ends too early, and one cut off after it is bad: so the
 * shortest bad beginning of the text ends with the first letter of the token. */

static gboolean
is_unfinished (const char *head, const char *text, gsize length)
{
  g_autoptr (GString) code = g_string_new (head);
  HubJsProblem problem = { NULL };
  gboolean early;

  g_string_append_len (code, text, length);
  early = hub_js_engine_check (code->str, 1, FALSE, &problem)
          || strstr (problem.message, "Unexpected EOF") != NULL
          || strstr (problem.message, "Unexpected end of script") != NULL
          || strstr (problem.message, "comment was not closed") != NULL;
  hub_js_problem_clear (&problem);
  return early;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

/* The ends of the lines, in bytes. */
static GArray *
find_line_ends (const char *text, gsize length)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 0; i <= length; i++)
    if (i == length || text[i] == '\n')
      g_array_append_val (ends, i);
  return ends;
}

gboolean
hub_js_engine_locate (const char *head, const char *text, gsize length, guint *line, guint *column)
{
  g_autoptr (GArray) ends = find_line_ends (text, length);
  guint good = 0;
  guint bad = ends->len;
  gsize start;
  gsize low;
  gsize high;

  if (is_unfinished (head, text, length))
    return FALSE;
  /* @good lines are only unfinished, @bad lines are bad. */
  while (bad - good > 1)
    {
      guint middle = good + (bad - good) / 2;

      if (is_unfinished (head, text, g_array_index (ends, gsize, middle - 1)))
        good = middle;
      else
        bad = middle;
    }
  start = low = bad > 1 ? g_array_index (ends, gsize, bad - 2) + 1 : 0;
  high = g_array_index (ends, gsize, bad - 1);
  while (high - low > 1)
    {
      gsize middle = g_utf8_find_prev_char (text, text + low + (high - low) / 2 + 1) - text;

      if (middle <= low)
        middle = low + 1;
      if (is_unfinished (head, text, middle))
        low = middle;
      else
        high = middle;
    }
  while (low > start && is_word (text[low]) && is_word (text[low - 1]))
    low--;
  *line = bad;
  *column = (guint) g_utf8_strlen (text + start, low - start) + 1;
  return TRUE;
}
