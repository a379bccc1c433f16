/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-host.h"
#include "hub-program-files.h"

G_BEGIN_DECLS

void hub_host_return_value   (GTask       *task,
                              JsonNode    *result);
void hub_host_return_object  (GTask       *task,
                              JsonObject  *result);
void hub_host_return_failure (GTask       *task,
                              const char  *reason);
void hub_host_file           (HubProgramFiles *files,
                              const char  *verb,
                              JsonObject  *arguments,
                              GTask       *task);
char *
     hub_host_album_save     (HubProgramFiles *files,
                              JsonObject  *arguments,
                              GTask       *task);
void hub_host_scan           (HubProgramFiles *files,
                              JsonObject  *arguments,
                              GTask       *task);
void hub_host_clipboard_get  (GTask       *task);
void hub_host_clipboard_set  (JsonObject  *arguments,
                              GTask       *task);

G_END_DECLS
