/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-js-engine.h"

#include <string.h>

/* JavaScriptCore tells the line of a syntax error and not the column. But a text cut off before the bad
 * token only ends too early, and one cut off after it is bad: the shortest bad beginning of the line
 * ends with the first letter of the token. */

gboolean
hub_js_engine_is_unfinished (const char *head, const char *text, gsize length)
{
  g_autoptr (GString) code = g_string_new (head);
  HubJsProblem problem = { NULL };
  gboolean early;

  g_string_append_len (code, text, length);
  early = hub_js_engine_check (code->str, 1, FALSE, &problem)
          || strstr (problem.message, "Unexpected EOF") != NULL
          || strstr (problem.message, "Unexpected end of script") != NULL;
  hub_js_problem_clear (&problem);
  return early;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

guint
hub_js_engine_find_column (const char *head, const char *text, gsize length, guint line)
{
  const char *start = text;
  const char *end;
  gsize low;
  gsize high;

  for (guint i = 1; i < line && start != NULL; i++)
    {
      start = memchr (start, '\n', text + length - start);
      start = start != NULL ? start + 1 : NULL;
    }
  if (start == NULL)
    return 0;
  end = memchr (start, '\n', text + length - start);
  low = start - text;
  high = end != NULL ? (gsize) (end - text) : length;
  if (high == low || hub_js_engine_is_unfinished (head, text, high))
    return 0;
  while (high - low > 1)
    {
      gsize middle = g_utf8_find_prev_char (text, text + low + (high - low) / 2 + 1) - text;

      if (middle <= low)
        middle = low + 1;
      if (hub_js_engine_is_unfinished (head, text, middle))
        low = middle;
      else
        high = middle;
    }
  if (is_word (text[low]))
    while (text + low > start && is_word (text[low - 1]))
      low--;
  return (guint) g_utf8_strlen (start, text + low - start) + 1;
}
