/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-comment.h"

#include "config.h"

#include <string.h>

/* The marks of comments in one language. */
typedef struct
{
  const char *open;
  const char *close;   /* NULL where a comment ends with its line */
} Marks;

static gboolean
find_marks (GtkSourceBuffer *buffer, Marks *marks)
{
  GtkSourceLanguage *language = gtk_source_buffer_get_language (buffer);

  if (language == NULL)
    return FALSE;
  marks->close = NULL;
  marks->open = gtk_source_language_get_metadata (language, "line-comment-start");
  if (marks->open != NULL)
    return TRUE;
  marks->open = gtk_source_language_get_metadata (language, "block-comment-start");
  marks->close = gtk_source_language_get_metadata (language, "block-comment-end");
  return marks->open != NULL && marks->close != NULL;
}

static char *
line_text (GtkTextBuffer *buffer, int line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

static gboolean
is_commented (const char *text, const Marks *marks)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_str_has_prefix (stripped, marks->open)
         && (marks->close == NULL || g_str_has_suffix (stripped, marks->close));
}

static void
replace_line (GtkTextBuffer *buffer, int line, const char *text)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
}

static char *
comment (const char *text, const Marks *marks, gsize indent)
{
  if (marks->close == NULL)
    return g_strdup_printf ("%.*s%s %s", (int) indent, text, marks->open, text + indent);
  return g_strdup_printf ("%.*s%s %s %s", (int) indent, text, marks->open, text + indent, marks->close);
}

static char *
uncomment (const char *text, const Marks *marks)
{
  gsize indent = strspn (text, " \t");
  g_autofree char *rest = g_strchomp (g_strdup (text + indent + strlen (marks->open)));
  const char *inner = rest;

  if (marks->close != NULL)
    {
      rest[strlen (rest) - strlen (marks->close)] = '\0';
      g_strchomp (rest);
    }
  if (*inner == ' ')
    inner++;
  return g_strdup_printf ("%.*s%s", (int) indent, text, inner);
}

/**
 * hub_comment_toggle:
 * @buffer: a text with a language
 *
 * Makes the lines of the selection (or the cursor's) comments, or text again where all of them are comments
 * already. One step for Undo.
 *
 * Returns: %FALSE when the language has no comments (JSON)
 */
gboolean
hub_comment_toggle (GtkSourceBuffer *buffer)
{
  GtkTextBuffer *text_buffer = GTK_TEXT_BUFFER (buffer);
  GtkTextIter start, end;
  gboolean all = TRUE;
  gsize indent = G_MAXSIZE;
  int first, last;
  Marks marks;

  if (!find_marks (buffer, &marks))
    return FALSE;
  gtk_text_buffer_get_selection_bounds (text_buffer, &start, &end);
  first = gtk_text_iter_get_line (&start);
  last = gtk_text_iter_get_line (&end);
  if (last > first && gtk_text_iter_starts_line (&end))
    last--;
  for (int line = first; line <= last; line++)
    {
      g_autofree char *text = line_text (text_buffer, line);

      if (is_blank (text))
        continue;
      all = all && is_commented (text, &marks);
      indent = MIN (indent, strspn (text, " \t"));
    }
  if (indent == G_MAXSIZE)
    return TRUE;
  gtk_text_buffer_begin_user_action (text_buffer);
  for (int line = first; line <= last; line++)
    {
      g_autofree char *text = line_text (text_buffer, line);
      g_autofree char *changed = NULL;

      if (is_blank (text))
        continue;
      changed = all ? uncomment (text, &marks) : comment (text, &marks, indent);
      replace_line (text_buffer, line, changed);
    }
  gtk_text_buffer_end_user_action (text_buffer);
  return TRUE;
}
