/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-host.h"

G_BEGIN_DECLS

void hub_host_return_value   (GTask       *task,
                              JsonNode    *result);
void hub_host_return_failure (GTask       *task,
                              const char  *reason);
void hub_host_request        (SoupSession *session,
                              JsonObject  *arguments,
                              GTask       *task);
void hub_host_clipboard_get  (GTask       *task);
void hub_host_clipboard_set  (JsonObject  *arguments,
                              GTask       *task);

G_END_DECLS
