/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"
#include "hub-js-engine.h"

G_BEGIN_DECLS

/* What is known of a script's text, counted by references: the next compilation need not find it out again. */
typedef struct
{
  char      *kept;       /* as the cache keeps it */
  gsize      length;
  GPtrArray *requires;   /* (nullable): of HubRequire, once they were looked for */
  char      *sum;        /* (nullable): of the code that is run, once it was */
  guint      lines;      /* of it, with @sum */
} HubScriptFacts;

void        hub_script_facts_unref (HubScriptFacts *self);

/* One module of the program. */
typedef struct
{
  char      *name;       /* "utils/a.js", also where the source is utils/a.ts */
  HubSource *source;
  HubScriptFacts *facts; /* (nullable): where there is nothing to report */
  char      *code;       /* what the source became; NULL where it stays as it is */
  gsize      code_length;
  gboolean   reached;    /* something the program runs requires it */
  gboolean   in_worker;  /* of the folder of workers, and nothing else requires it */
  gboolean   prepared;
  gboolean   left_out;
  gboolean   plain;      /* declares one of the hidden names itself */
} HubScript;

typedef struct
{
  HubCompilation *compilation;
  GHashTable     *scripts;   /* module name -> HubScript */
  GPtrArray      *names;     /* of modules, sorted */
  GPtrArray      *queue;     /* of HubScript, yet to be read */
} HubProgram;

/* The parameters of a module function: names a browser has and a mini program does not are undefined in it. */
#define HUB_SCRIPT_PARAMETERS "require, module, exports"
#define HUB_SCRIPT_HIDDEN ", window, document, frames, self, location, navigator, localStorage, history, " \
                          "screen, alert, confirm, prompt, fetch, XMLHttpRequest, WebSocket"

/* The source's text without a byte order mark; NULL where it cannot be read. */
const char *hub_script_source_text (HubCompilation *self,
                                    HubSource      *source,
                                    gsize          *length);
/* What is run: the text, or what became of it. */
const char *hub_script_code        (HubCompilation *self,
                                    HubScript      *script,
                                    gsize          *length);
/* Checks a script and translates what needs it; problems of one that is reached are reported. */
void        hub_script_prepare     (HubCompilation *self,
                                    HubScript      *script);
/* (transfer none) (nullable): the name of the module that @written means in the module @from. */
const char *hub_script_resolve     (HubProgram     *program,
                                    const char     *from,
                                    const char     *written);
void        hub_script_report_missing (HubProgram  *program,
                                    HubScript      *script,
                                    const char     *written,
                                    gsize           offset);

G_END_DECLS
