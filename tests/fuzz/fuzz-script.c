/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into what the review's checks read of a program's scripts: whatever it is, the tokens stand in it one behind the other, on the
 * lines they say, and what is found has a name. */
#include <string.h>

#include "hub-script-scan.h"
#include "hub-script-tokens.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_tokens (const char *text, gsize length)
{
  g_autoptr (GArray) tokens = hub_script_tokens_read (text, length);
  gsize at = 0;
  guint line = 1;

  for (guint i = 0; i < tokens->len; i++)
    {
      const HubToken *token = &g_array_index (tokens, HubToken, i);
      g_autofree char *words = NULL;

      g_assert_cmpuint (token->length, >, 0);
      g_assert_cmpuint (token->at, >=, at);
      g_assert_cmpuint (token->at + token->length, <=, length);
      for (; at < token->at; at++)
        line += text[at] == '\n';
      g_assert_cmpuint (token->line, ==, line);
      for (; at < token->at + token->length; at++)
        line += text[at] == '\n';
      words = hub_script_token_dup_text (text, token, 64);
      /* A byte that is no text becomes a character of three. */
      g_assert_cmpuint (strlen (words), <=, 3 * 64);
      g_assert_true (g_utf8_validate (words, -1, NULL));
    }
}

static void
on_found (const HubScriptFinding *finding, gpointer user_data)
{
  guint *lines = user_data;

  g_assert_nonnull (finding->name);
  g_assert_cmpuint (finding->line, >=, 1);
  g_assert_cmpuint (finding->line, <=, *lines);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* Exactly as long: what is read behind the end is noticed. */
  g_autofree char *text = g_memdup2 (data, MAX (size, 1));
  guint lines = 1;

  for (gsize i = 0; i < size; i++)
    lines += data[i] == '\n';
  check_tokens (text, size);
  hub_script_scan (text, size, on_found, &lines);
  return 0;
}
