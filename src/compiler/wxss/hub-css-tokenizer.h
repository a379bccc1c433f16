/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tokens of CSS Syntax Module Level 3. */
typedef enum
{
  HUB_CSS_EOF,
  HUB_CSS_WHITESPACE,
  HUB_CSS_COMMENT,
  HUB_CSS_IDENT,
  HUB_CSS_FUNCTION,      /* with its "(" */
  HUB_CSS_AT_KEYWORD,
  HUB_CSS_HASH,
  HUB_CSS_STRING,
  HUB_CSS_BAD_STRING,
  HUB_CSS_URL,           /* url(unquoted) */
  HUB_CSS_BAD_URL,
  HUB_CSS_NUMBER,
  HUB_CSS_PERCENTAGE,
  HUB_CSS_DIMENSION,
  HUB_CSS_COLON,
  HUB_CSS_SEMICOLON,
  HUB_CSS_COMMA,
  HUB_CSS_OPEN_SQUARE,
  HUB_CSS_CLOSE_SQUARE,
  HUB_CSS_OPEN_ROUND,
  HUB_CSS_CLOSE_ROUND,
  HUB_CSS_OPEN_CURLY,
  HUB_CSS_CLOSE_CURLY,
  HUB_CSS_CDO,
  HUB_CSS_CDC,
  HUB_CSS_DELIM,
} HubCssType;

typedef struct
{
  HubCssType type;
  guint      start;      /* bytes in the text */
  guint      end;
  guint      unit;       /* of a dimension: where its unit starts */
  gboolean   unclosed;   /* a comment, string or url( without an end */
} HubCssToken;

/* (transfer full) (element-type HubCssToken): ends with HUB_CSS_EOF. @length is at most 4 GiB. */
GArray *hub_css_tokenize (const char *text,
                          gsize       length);

G_END_DECLS
