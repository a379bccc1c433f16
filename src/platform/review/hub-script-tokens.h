/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HUB_TOKEN_NAME,       /* identifiers, key words, private names */
  HUB_TOKEN_STRING,     /* a whole literal, quotes included */
  HUB_TOKEN_TEMPLATE,   /* a piece of a template literal: from a quote or "}" to "${" or a quote, both included */
  HUB_TOKEN_NUMBER,
  HUB_TOKEN_REGEX,
  HUB_TOKEN_SIGN,       /* one character */
} HubTokenKind;

typedef struct
{
  HubTokenKind kind;
  guint        line;    /* from 1 */
  gsize        at;
  gsize        length;
} HubToken;

GArray  *hub_script_tokens_read    (const char     *text,
                                    gsize           length);
gboolean hub_script_token_is       (const char     *text,
                                    const HubToken *token,
                                    const char     *expected);
char    *hub_script_token_dup_text (const char     *text,
                                    const HubToken *token,
                                    gsize           limit);

G_END_DECLS
