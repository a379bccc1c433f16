/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-project.h"

G_BEGIN_DECLS

#define HUB_PROJECT_CONFIG_FILE "project.config.json"
#define HUB_PROJECT_PRIVATE_FILE "project.private.config.json"
#define HUB_PROJECT_CONFIG_MAX (1024 * 1024)

/* Replaces one string of a project.config.json, which need not exist. */
gboolean hub_project_config_write (const char  *folder,
                                   const char  *key,
                                   const char  *value,
                                   GError     **error);

/* Folders the watcher does not enter, and files that are an editor's own business. */
gboolean hub_project_is_noise     (const char  *basename,
                                   gboolean     is_folder);

G_END_DECLS
