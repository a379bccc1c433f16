/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-script-tokens.h"

#include <string.h>

/* Deeper templates than anybody writes; what is nested deeper is read as if it were not. */
#define MAX_DEPTH 256

typedef struct
{
  const char *text;
  gsize       length;
  gsize       at;
  guint       line;
  GArray     *tokens;
  GArray     *braces;       /* for each template that is open: how many braces are open in its "${" */
} Reader;

static char
peek (const Reader *self, gsize ahead)
{
  return self->at + ahead < self->length ? self->text[self->at + ahead] : '\0';
}

static void
step (Reader *self)
{
  if (self->text[self->at] == '\n')
    self->line++;
  self->at++;
}

static void
add (Reader *self, HubTokenKind kind, gsize start, guint line)
{
  const HubToken token = { kind, line, start, self->at - start };

  g_array_append_val (self->tokens, token);
}

static gboolean
begins_name (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == '$' || c == '#' || (guchar) c >= 0x80;
}

/* A line ends an unfinished literal: what comes after is read, whatever was meant. */
static void
read_string (Reader *self, char quote)
{
  gsize start = self->at;
  guint line = self->line;

  step (self);
  while (self->at < self->length && peek (self, 0) != quote && peek (self, 0) != '\n')
    {
      if (peek (self, 0) == '\\' && self->at + 1 < self->length)
        step (self);
      step (self);
    }
  if (peek (self, 0) == quote)
    step (self);
  add (self, HUB_TOKEN_STRING, start, line);
}

/* From "`", or the "}" that ends a substitution, to the next "${" or the end. */
static void
read_template (Reader *self)
{
  gsize start = self->at;
  guint line = self->line;
  const guint none = 0;

  step (self);
  while (self->at < self->length)
    {
      if (peek (self, 0) == '`')
        {
          step (self);
          break;
        }
      if (peek (self, 0) == '$' && peek (self, 1) == '{' && self->braces->len < MAX_DEPTH)
        {
          self->at += 2;
          g_array_append_val (self->braces, none);
          break;
        }
      if (peek (self, 0) == '\\' && self->at + 1 < self->length)
        step (self);
      step (self);
    }
  add (self, HUB_TOKEN_TEMPLATE, start, line);
}

static void
skip_comment (Reader *self)
{
  gboolean block = peek (self, 1) == '*';

  self->at += 2;
  while (self->at < self->length)
    {
      if (!block && peek (self, 0) == '\n')
        return;
      if (block && peek (self, 0) == '*' && peek (self, 1) == '/')
        {
          self->at += 2;
          return;
        }
      step (self);
    }
}

/* Whether a slash here begins a regular expression: it does where an operand must come. After ")" and "}" it is read as
 * a division; a regular expression there is rare, and ends with its line. */
static gboolean
slash_begins_regex (const Reader *self)
{
  static const char *const words[] = {
    "return", "typeof", "instanceof", "in", "of", "new", "delete", "void", "throw", "case", "do", "else", "yield", "await",
  };
  const HubToken *last = self->tokens->len > 0 ? &g_array_index (self->tokens, HubToken, self->tokens->len - 1) : NULL;

  if (last == NULL)
    return TRUE;
  if (last->kind == HUB_TOKEN_NAME)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        if (hub_script_token_is (self->text, last, words[i]))
          return TRUE;
      return FALSE;
    }
  return last->kind == HUB_TOKEN_SIGN && strchr (")]}", self->text[last->at]) == NULL;
}

static void
read_regex (Reader *self)
{
  gsize start = self->at;
  gboolean in_class = FALSE;

  self->at++;
  while (self->at < self->length && peek (self, 0) != '\n' && (in_class || peek (self, 0) != '/'))
    {
      if (peek (self, 0) == '[')
        in_class = TRUE;
      else if (peek (self, 0) == ']')
        in_class = FALSE;
      else if (peek (self, 0) == '\\' && peek (self, 1) != '\n' && self->at + 1 < self->length)
        self->at++;
      self->at++;
    }
  if (peek (self, 0) == '/')
    self->at++;
  add (self, HUB_TOKEN_REGEX, start, self->line);
}

static void
read_word (Reader *self, HubTokenKind kind)
{
  gsize start = self->at;

  while (self->at < self->length
         && (begins_name (peek (self, 0)) || g_ascii_isdigit (peek (self, 0))
             || (kind == HUB_TOKEN_NUMBER && peek (self, 0) == '.')))
    self->at++;
  add (self, kind, start, self->line);
}

/* A "}" that ends a substitution goes on with its template. */
static gboolean
ends_substitution (Reader *self, char c)
{
  guint *open = self->braces->len > 0 ? &g_array_index (self->braces, guint, self->braces->len - 1) : NULL;

  if (open == NULL || (c != '{' && c != '}'))
    return FALSE;
  if (c == '{')
    (*open)++;
  else if (*open > 0)
    (*open)--;
  else
    {
      g_array_set_size (self->braces, self->braces->len - 1);
      return TRUE;
    }
  return FALSE;
}

static void
read_one (Reader *self)
{
  char c = peek (self, 0);

  if (c == '"' || c == '\'')
    read_string (self, c);
  else if (c == '`' || ends_substitution (self, c))
    read_template (self);
  else if (c == '/' && (peek (self, 1) == '/' || peek (self, 1) == '*'))
    skip_comment (self);
  else if (c == '/' && slash_begins_regex (self))
    read_regex (self);
  else if (begins_name (c))
    read_word (self, HUB_TOKEN_NAME);
  else if (g_ascii_isdigit (c))
    read_word (self, HUB_TOKEN_NUMBER);
  else
    {
      step (self);
      if (!g_ascii_isspace (c) && c != '\0')
        add (self, HUB_TOKEN_SIGN, self->at - 1, self->line);
    }
}

/**
 * hub_script_tokens_read:
 * @text: JavaScript, not necessarily correct or ended by a zero
 * @length: its bytes
 *
 * Reads a script's tokens, so that what stands in comments, strings and regular expressions is told from code. It never
 * fails: of a broken script it reads what it can. Time and memory grow with @length.
 *
 * Returns: (transfer full) (element-type HubToken): the tokens, without comments
 */
GArray *
hub_script_tokens_read (const char *text, gsize length)
{
  Reader reader = { .text = text, .length = length, .line = 1 };

  reader.tokens = g_array_new (FALSE, FALSE, sizeof (HubToken));
  reader.braces = g_array_new (FALSE, FALSE, sizeof (guint));
  while (reader.at < length)
    read_one (&reader);
  g_array_unref (reader.braces);
  return reader.tokens;
}

/**
 * hub_script_token_is:
 * @text: what the tokens were read from
 * @token: (nullable): one of them
 * @expected: a text
 *
 * Returns: whether the token is that text
 */
gboolean
hub_script_token_is (const char *text, const HubToken *token, const char *expected)
{
  return token != NULL && token->length == strlen (expected) && memcmp (text + token->at, expected, token->length) == 0;
}

/**
 * hub_script_token_dup_text:
 * @text: what the tokens were read from
 * @token: a name, a string or a piece of a template
 * @limit: at most so many bytes of it
 *
 * Returns: (transfer full): the name, or what stands between the quotes, with the escapes of "/" and "." taken away
 */
char *
hub_script_token_dup_text (const char *text, const HubToken *token, gsize limit)
{
  const char *from = text + token->at;
  gsize length = token->length;
  g_autoptr (GString) plain = g_string_new (NULL);

  if (token->kind == HUB_TOKEN_STRING || token->kind == HUB_TOKEN_TEMPLATE)
    {
      gsize end = length >= 3 && from[length - 1] == '{' && from[length - 2] == '$' ? 2 : 1;

      from++;
      length = length > end + 1 ? length - 1 - end : 0;
    }
  for (gsize i = 0; i < MIN (length, limit); i++)
    if (from[i] != '\\' || i + 1 >= length || (from[i + 1] != '/' && from[i + 1] != '.'))
      g_string_append_c (plain, from[i]);
  return g_utf8_make_valid (plain->str, plain->len);
}
