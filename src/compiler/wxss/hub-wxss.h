/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"
#include "hub-css-tokenizer.h"

G_BEGIN_DECLS

/* One style sheet on its way from WXSS to CSS; an imported one is read with the same state. */
typedef struct
{
  HubCompilation *compilation;
  const char     *scope;       /* "" outside components */
  GString        *out;
  GPtrArray      *importing;   /* names of the files being read, against cycles */
  GPtrArray      *files;       /* names of all files read */
  gboolean        translated;  /* some of them from Sass or Less, which read more files */
  gboolean        too_large;
} HubWxss;

/* One file of it. */
typedef struct
{
  HubWxss           *sheet;
  const char        *name;
  gboolean           translated;   /* from Sass or Less */
  const char        *text;
  gsize              length;
  const HubCssToken *tokens;
  guint              count;
  guint              at;
  guint              depth;
} HubWxssReader;

/* (transfer full) (nullable): the CSS of the style sheet @name; problems are reported. */
char    *hub_wxss_compile      (HubCompilation *compilation,
                                const char     *name,
                                const char     *scope);
/* Compiles @name and appends it to @sheet. FALSE where there is no such file. @importer and
 * @offset: the @import that asks for it, NULL for the sheet's first file. */
gboolean hub_wxss_append_file  (HubWxss        *sheet,
                                const char     *name,
                                HubWxssReader  *importer,
                                guint           offset);
void     hub_wxss_read_selectors  (HubWxssReader  *reader,
                                guint           end);
void     hub_wxss_copy_values     (HubWxssReader  *reader,
                                guint           end);
void     hub_wxss_report          (HubWxssReader  *reader,
                                HubSeverity     severity,
                                guint           offset,
                                const char     *code,
                                const char     *format,
                                ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
