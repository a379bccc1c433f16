/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-css-tokenizer.h"

#include <string.h>

typedef struct
{
  const char *text;
  guint       length;
  guint       at;
} Reader;

static int
peek (const Reader *r, guint ahead)
{
  return r->at + ahead < r->length ? (guchar) r->text[r->at + ahead] : -1;
}

static gboolean
is_newline (int c)
{
  return c == '\n' || c == '\r' || c == '\f';
}

static gboolean
is_space (int c)
{
  return is_newline (c) || c == ' ' || c == '\t';
}

static gboolean
is_name_start (int c)
{
  return c >= 0x80 || c == '_' || (c >= 0 && g_ascii_isalpha (c));
}

static gboolean
is_name (int c)
{
  return is_name_start (c) || c == '-' || (c >= 0 && g_ascii_isdigit (c));
}

static gboolean
is_digit (int c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_escape (const Reader *r, guint ahead)
{
  return peek (r, ahead) == '\\' && peek (r, ahead + 1) >= 0 && !is_newline (peek (r, ahead + 1));
}

static gboolean
starts_ident (const Reader *r, guint ahead)
{
  if (peek (r, ahead) == '-')
    return is_name_start (peek (r, ahead + 1)) || peek (r, ahead + 1) == '-'
           || is_escape (r, ahead + 1);
  return is_name_start (peek (r, ahead)) || is_escape (r, ahead);
}

static gboolean
starts_number (const Reader *r)
{
  guint sign = peek (r, 0) == '+' || peek (r, 0) == '-' ? 1 : 0;

  return is_digit (peek (r, sign))
         || (peek (r, sign) == '.' && is_digit (peek (r, sign + 1)));
}

static void
skip_escape (Reader *r)
{
  guint digits = 0;

  r->at++;
  while (digits < 6 && peek (r, 0) >= 0 && g_ascii_isxdigit (peek (r, 0)))
    {
      r->at++;
      digits++;
    }
  if (digits == 0 && r->at < r->length)
    r->at++;
  else if (digits > 0 && is_space (peek (r, 0)))
    r->at++;
}

static void
skip_name (Reader *r)
{
  for (;;)
    if (is_name (peek (r, 0)))
      r->at++;
    else if (is_escape (r, 0))
      skip_escape (r);
    else
      return;
}

static void
skip_digits (Reader *r)
{
  while (is_digit (peek (r, 0)))
    r->at++;
}

static void
read_numeric (Reader *r, HubCssToken *token)
{
  guint sign;

  if (peek (r, 0) == '+' || peek (r, 0) == '-')
    r->at++;
  skip_digits (r);
  if (peek (r, 0) == '.' && is_digit (peek (r, 1)))
    {
      r->at++;
      skip_digits (r);
    }
  sign = peek (r, 1) == '+' || peek (r, 1) == '-' ? 1 : 0;
  if ((peek (r, 0) == 'e' || peek (r, 0) == 'E') && is_digit (peek (r, 1 + sign)))
    {
      r->at += 1 + sign;
      skip_digits (r);
    }
  token->type = HUB_CSS_NUMBER;
  if (starts_ident (r, 0))
    {
      token->type = HUB_CSS_DIMENSION;
      token->unit = r->at;
      skip_name (r);
    }
  else if (peek (r, 0) == '%')
    {
      token->type = HUB_CSS_PERCENTAGE;
      r->at++;
    }
}

static void
read_string (Reader *r, HubCssToken *token)
{
  int quote = peek (r, 0);

  token->type = HUB_CSS_STRING;
  r->at++;
  while (peek (r, 0) >= 0)
    {
      int c = peek (r, 0);

      if (c == quote)
        {
          r->at++;
          return;
        }
      if (is_newline (c))
        {
          token->type = HUB_CSS_BAD_STRING;
          return;
        }
      if (c == '\\' && is_newline (peek (r, 1)))
        r->at += peek (r, 1) == '\r' && peek (r, 2) == '\n' ? 3 : 2;
      else if (c == '\\' && peek (r, 1) >= 0)
        skip_escape (r);
      else
        r->at++;
    }
  token->unclosed = TRUE;
}

/* After "url(", when no quote follows. */
static void
read_url (Reader *r, HubCssToken *token)
{
  token->type = HUB_CSS_URL;
  while (is_space (peek (r, 0)))
    r->at++;
  while (peek (r, 0) >= 0 && peek (r, 0) != ')')
    {
      int c = peek (r, 0);

      if (is_space (c))
        {
          while (is_space (peek (r, 0)))
            r->at++;
          if (peek (r, 0) >= 0 && peek (r, 0) != ')')
            token->type = HUB_CSS_BAD_URL;
        }
      else if (is_escape (r, 0))
        skip_escape (r);
      else
        {
          if (c == '"' || c == '\'' || c == '(' || c == '\\' || (c < 0x20 && c != '\t') || c == 0x7F)
            token->type = HUB_CSS_BAD_URL;
          r->at++;
        }
    }
  if (peek (r, 0) == ')')
    r->at++;
  else
    token->unclosed = TRUE;
}

static void
read_ident_like (Reader *r, HubCssToken *token)
{
  guint start = r->at;
  guint space = 0;

  skip_name (r);
  token->type = HUB_CSS_IDENT;
  if (peek (r, 0) != '(')
    return;
  token->type = HUB_CSS_FUNCTION;
  r->at++;
  if (r->at - start != 4 || g_ascii_strncasecmp (r->text + start, "url", 3) != 0)
    return;
  while (is_space (peek (r, space)))
    space++;
  if (peek (r, space) != '"' && peek (r, space) != '\'')
    read_url (r, token);
}

static void
read_comment (Reader *r, HubCssToken *token)
{
  const char *end = NULL;

  token->type = HUB_CSS_COMMENT;
  r->at += 2;
  if (r->at < r->length)
    end = memmem (r->text + r->at, r->length - r->at, "*/", 2);
  token->unclosed = end == NULL;
  r->at = end != NULL ? (guint) (end - r->text) + 2 : r->length;
}

static HubCssType
single_type (int c)
{
  switch (c)
    {
    case ':':
      return HUB_CSS_COLON;
    case ';':
      return HUB_CSS_SEMICOLON;
    case ',':
      return HUB_CSS_COMMA;
    case '[':
      return HUB_CSS_OPEN_SQUARE;
    case ']':
      return HUB_CSS_CLOSE_SQUARE;
    case '(':
      return HUB_CSS_OPEN_ROUND;
    case ')':
      return HUB_CSS_CLOSE_ROUND;
    case '{':
      return HUB_CSS_OPEN_CURLY;
    case '}':
      return HUB_CSS_CLOSE_CURLY;
    default:
      return HUB_CSS_DELIM;
    }
}

static gboolean
looking_at (const Reader *r, const char *what)
{
  gsize size = strlen (what);

  return r->length - r->at >= size && memcmp (r->text + r->at, what, size) == 0;
}

static void
read_token (Reader *r, HubCssToken *token)
{
  int c = peek (r, 0);

  if (is_space (c))
    {
      token->type = HUB_CSS_WHITESPACE;
      while (is_space (peek (r, 0)))
        r->at++;
    }
  else if (c == '/' && peek (r, 1) == '*')
    read_comment (r, token);
  else if (c == '"' || c == '\'')
    read_string (r, token);
  else if (c == '#' && (is_name (peek (r, 1)) || is_escape (r, 1)))
    {
      token->type = HUB_CSS_HASH;
      r->at++;
      skip_name (r);
    }
  else if (starts_number (r))
    read_numeric (r, token);
  else if (looking_at (r, "-->"))
    {
      token->type = HUB_CSS_CDC;
      r->at += 3;
    }
  else if (looking_at (r, "<!--"))
    {
      token->type = HUB_CSS_CDO;
      r->at += 4;
    }
  else if (c == '@' && starts_ident (r, 1))
    {
      token->type = HUB_CSS_AT_KEYWORD;
      r->at++;
      skip_name (r);
    }
  else if (starts_ident (r, 0))
    read_ident_like (r, token);
  else
    {
      token->type = single_type (c);
      r->at++;
    }
}

GArray *
hub_css_tokenize (const char *text, gsize length)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (HubCssToken));
  Reader reader = { .text = text, .length = (guint) length };
  HubCssToken token;

  while (reader.at < reader.length)
    {
      token = (HubCssToken) { .start = reader.at };
      read_token (&reader, &token);
      token.end = reader.at;
      g_array_append_val (tokens, token);
    }
  token = (HubCssToken) { .type = HUB_CSS_EOF, .start = reader.at, .end = reader.at };
  g_array_append_val (tokens, token);
  return tokens;
}
