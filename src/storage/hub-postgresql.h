/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

HubDatabase *hub_postgresql_open (const char *address, GError **error);

G_END_DECLS
