/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-pipeline.h"

G_BEGIN_DECLS

/* @project: (nullable): whose own files are among the program's; @result: what superhub-compiler printed; @folder: (transfer full): its output folder, which the build
 * removes when it is freed. */
HubBuild *hub_build_new           (HubProject  *project,
                                   guint        generation,
                                   guint        duration_ms,
                                   JsonObject  *result,
                                   char        *folder);

/* A new folder for the output of one compilation, below the user's cache. Folders that earlier
 * processes left are removed first. (transfer full) (nullable) */
char     *hub_build_folder_new    (GError     **error);

G_END_DECLS
