/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HUB_UPLOAD_MAX_REMARKS 2000

const char *hub_upload_check_version   (const char *version);
char       *hub_upload_highest_version (JsonObject *versions);

G_END_DECLS
