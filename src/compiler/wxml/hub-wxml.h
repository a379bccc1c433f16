/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"

G_BEGIN_DECLS

/* One template compiled by itself, counted by references; a problem's line and column count from 1 in the source. */
typedef struct
{
  JsonNode   *json;        /* as template.js makes it, with `problems` in the source's places */
  const char *code;
  JsonArray  *templates;
  JsonArray  *scripts;
} HubTemplateCode;

void             hub_template_code_unref (HubTemplateCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubTemplateCode, hub_template_code_unref)

/* (transfer full) (nullable): compiles "@path.wxml"; NULL without @error where it cannot be read,
 * and with one when the template compiler itself failed. Problems in it are reported. */
HubTemplateCode *hub_wxml_compile       (HubCompilation  *self,
                                         const char      *path,
                                         GError         **error);
/* Appends the `__hubTemplates()` call of a package ("" or a sub-package's root) to @out. */
gboolean         hub_wxml_append        (HubCompilation  *self,
                                         const char      *package,
                                         GString         *out,
                                         GError         **error);

G_END_DECLS
