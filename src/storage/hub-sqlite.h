/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

HubDatabase *hub_sqlite_open (const char *path, GError **error);

G_END_DECLS
