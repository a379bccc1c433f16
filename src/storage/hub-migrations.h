/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

gboolean hub_migrations_run         (HubDatabase  *database,
                                     GError      **error);
gboolean hub_migrations_run_until   (HubDatabase  *database,
                                     const char   *name,
                                     GError      **error);
gint64   hub_migrations_get_version (HubDatabase  *database,
                                     GError      **error);
guint    hub_migrations_count       (void);

G_END_DECLS
