/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  HUB_CONSOLE_PROMPT_CONFIRM,
  HUB_CONSOLE_PROMPT_TEXT,
  HUB_CONSOLE_PROMPT_PASSWORD,
  HUB_CONSOLE_PROMPT_LINE,              /* a text of one line */
  HUB_CONSOLE_PROMPT_NUMBER,            /* with two decimals at most */
} HubConsolePromptKind;

/* What a prompt says; nothing in it is kept. */
typedef struct
{
  HubConsolePromptKind kind;
  const char *heading;
  const char *body;
  const char *verb;                     /* the accepting button, with a mnemonic */
  AdwResponseAppearance appearance;
  const char *label;                    /* of the text or password */
  gboolean required;                    /* text: only spaces do not do */
  guint max_length;                     /* text: characters */
  const char *text;                     /* text: (nullable): what stands there first */
  const char *expected;                 /* line: (nullable): what must be typed exactly */
  double lowest, highest;               /* number: what is accepted, */
  double proposal;                      /* what stands in the field first, */
  const char *bounds;                   /* and what is said of another number, a sentence */
} HubConsolePrompt;

/* The accepted text, password or number; "" for a confirmation. */
typedef void (*HubConsolePromptFunc) (const char *text, gpointer user_data);

GtkWidget *hub_console_prompt_ask (GtkWidget              *parent,
                                   const HubConsolePrompt *prompt,
                                   HubConsolePromptFunc    accepted,
                                   gpointer                user_data,
                                   GDestroyNotify          destroy);

G_END_DECLS
