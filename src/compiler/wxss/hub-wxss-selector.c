/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxss.h"

#include <string.h>

/* Pseudo-classes whose argument is a list of selectors. */
static const char *const selector_functions[] = {
  "not", "is", "where", "has", "matches", "-webkit-any", "-moz-any", "slotted", "host-context",
  "cue", NULL
};

static const char *const kept_tags[] = { "html", "body", NULL };

static const HubCssToken *
token_at (HubWxssReader *reader, guint at)
{
  return &reader->tokens[MIN (at, reader->count - 1)];
}

static void
copy (HubWxssReader *reader, const HubCssToken *token)
{
  g_string_append_len (reader->sheet->out, reader->text + token->start, token->end - token->start);
}

static gboolean
text_is (HubWxssReader *reader, guint start, guint end, const char *word)
{
  return end - start == strlen (word)
         && g_ascii_strncasecmp (reader->text + start, word, end - start) == 0;
}

static gboolean
in_list (HubWxssReader *reader, guint start, guint end, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (text_is (reader, start, end, words[i]))
      return TRUE;
  return FALSE;
}

static void
append_tag (HubWxssReader *reader, const HubCssToken *token)
{
  if (text_is (reader, token->start, token->end, "page"))
    {
      g_string_append (reader->sheet->out, "body");
      return;
    }
  if (!in_list (reader, token->start, token->end, kept_tags)
      && strncmp (reader->text + token->start, "wx-", 3) != 0)
    g_string_append (reader->sheet->out, "wx-");
  copy (reader, token);
}

static void
append_class (HubWxssReader *reader, const HubCssToken *name)
{
  g_string_append_c (reader->sheet->out, '.');
  if (reader->sheet->scope[0] != '\0')
    g_string_append_printf (reader->sheet->out, "%s--", reader->sheet->scope);
  copy (reader, name);
}

/* The place of the bracket that closes the one opened before @from, or @end. */
static guint
find_close (HubWxssReader *reader, guint from, guint end)
{
  guint depth = 1;

  for (guint i = from; i < end; i++)
    switch (token_at (reader, i)->type)
      {
      case HUB_CSS_OPEN_ROUND:
      case HUB_CSS_OPEN_SQUARE:
      case HUB_CSS_FUNCTION:
        depth++;
        break;
      case HUB_CSS_CLOSE_ROUND:
      case HUB_CSS_CLOSE_SQUARE:
        if (--depth == 0)
          return i;
        break;
      default:
        break;
      }
  return end;
}

static void
copy_until (HubWxssReader *reader, guint end)
{
  while (reader->at < end)
    copy (reader, token_at (reader, reader->at++));
}

/* "2n + 1" stands as it is, what follows "of" is a list of selectors. */
static void
read_nth (HubWxssReader *reader, guint close)
{
  while (reader->at < close)
    {
      const HubCssToken *token = token_at (reader, reader->at++);

      copy (reader, token);
      if (token->type == HUB_CSS_IDENT && text_is (reader, token->start, token->end, "of"))
        hub_wxss_read_selectors (reader, close);
    }
}

/* ":host" stands for the component's own element; in ":host(.a)" the class is the parent's. */
static void
read_host (HubWxssReader *reader, guint close, gboolean has_argument)
{
  g_string_append_printf (reader->sheet->out, "[wx-host=\"%s\"]", reader->sheet->scope);
  if (!has_argument)
    return;
  copy_until (reader, close);
  reader->at = close + 1;
}

static void
read_pseudo_function (HubWxssReader *reader, const HubCssToken *function, guint end)
{
  guint close = find_close (reader, reader->at, end);
  guint name_end = function->end - 1;

  if (text_is (reader, function->start, name_end, "host"))
    {
      read_host (reader, close, TRUE);
      return;
    }
  g_string_append_c (reader->sheet->out, ':');
  copy (reader, function);
  if (in_list (reader, function->start, name_end, selector_functions))
    hub_wxss_read_selectors (reader, close);
  else if (g_ascii_strncasecmp (reader->text + function->start, "nth-", 4) == 0)
    read_nth (reader, close);
  else
    copy_until (reader, close);
}

/* After a ":". */
static void
read_pseudo (HubWxssReader *reader, guint end)
{
  const HubCssToken *token = token_at (reader, reader->at);

  if (reader->at < end && token->type == HUB_CSS_IDENT
      && text_is (reader, token->start, token->end, "host"))
    {
      reader->at++;
      read_host (reader, 0, FALSE);
    }
  else if (reader->at < end && token->type == HUB_CSS_FUNCTION)
    {
      reader->at++;
      read_pseudo_function (reader, token, end);
    }
  else
    {
      g_string_append_c (reader->sheet->out, ':');
      if (reader->at < end && token->type == HUB_CSS_IDENT)
        {
          copy (reader, token);
          reader->at++;
        }
    }
}

/* Copies the selectors up to the token @end, in the form the page's document needs: tags with the
 * prefix "wx-", classes with the component's. The nesting is bounded by the caller's brackets. */
void
hub_wxss_read_selectors (HubWxssReader *reader, guint end)
{
  if (reader->depth > 64)
    {
      copy_until (reader, end);
      return;
    }
  reader->depth++;
  while (reader->at < end)
    {
      const HubCssToken *token = token_at (reader, reader->at++);
      const HubCssToken *next = token_at (reader, reader->at);

      if (token->type == HUB_CSS_COMMENT)
        g_string_append (reader->sheet->out, "/**/");
      else if (token->type == HUB_CSS_DELIM && reader->text[token->start] == '.'
               && reader->at < end && next->type == HUB_CSS_IDENT)
        {
          append_class (reader, next);
          reader->at++;
        }
      else if (token->type == HUB_CSS_OPEN_SQUARE)
        {
          copy (reader, token);
          copy_until (reader, find_close (reader, reader->at, end));
        }
      else if (token->type == HUB_CSS_COLON)
        read_pseudo (reader, end);
      else if (token->type == HUB_CSS_IDENT)
        append_tag (reader, token);
      else
        copy (reader, token);
    }
  reader->depth--;
}
