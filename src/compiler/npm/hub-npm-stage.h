/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-compilation.h"

G_BEGIN_DECLS

/* Builds miniprogram_npm from node_modules; what is there is replaced as a whole. (transfer full) (nullable):
 * the `packages` that were built; problems are reported to @self. */
JsonArray *hub_npm_stage_run (HubCompilation *self,
                              GError        **error);

G_END_DECLS
