/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-project.h"

G_BEGIN_DECLS

/* Builds miniprogram_npm from node_modules, in a child process. */
void        hub_npm_build_async  (HubProject          *project,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* (transfer full) (nullable): an object with `packages` (list of {name, version, kind, to}) and `diagnostics`
 * (as superhub-compiler prints them). NULL with "npm.no_packages", "npm.failed", "compiler.crashed",
 * "compiler.missing", "io.*" or "cancelled": then nothing was changed. */
JsonNode   *hub_npm_build_finish (HubProject          *project,
                                  GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
