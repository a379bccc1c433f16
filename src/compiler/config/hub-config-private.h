/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the object a JSON file holds; whatever is wrong with it is reported. */
JsonNode *hub_config_read          (HubCompilation    *self,
                                    const char        *name);
/* Reports at the value @path of the JSON file @name. */
void      hub_config_report        (HubCompilation    *self,
                                    HubSeverity        severity,
                                    const char        *code,
                                    const char        *name,
                                    const char *const *path,
                                    const char        *format,
                                    ...) G_GNUC_PRINTF (6, 7);
/* Reads a page's or component's JSON and, in turn, those of all components it uses. */
void      hub_config_resolve_units (HubCompilation    *self);
/* `useExtendedLib` */
void      hub_config_read_extended (HubCompilation    *self);
/* (transfer full): the path of a component that stands for @written, which a plug-in would bring. */
char     *hub_config_add_placeholder (HubCompilation  *self,
                                    const char        *written);
void      hub_config_check_tab_bar (HubCompilation    *self);

G_END_DECLS
