/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Told the port on which is answered meanwhile. */
typedef gboolean (*HubDatabaseWaits) (guint16   port,
                                      GError  **error);

HubDatabase *hub_database_wait (const char        *address,
                                char             **listen,
                                HubDatabaseWaits   waits,
                                GError           **error);

G_END_DECLS
