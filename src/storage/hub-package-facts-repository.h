/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

gboolean hub_package_facts_repository_put  (HubDatabase  *database,
                                            const char   *sha256,
                                            gint64        reader,
                                            const char   *facts,
                                            gint64        now,
                                            GError      **error);
gboolean hub_package_facts_repository_find (HubDatabase  *database,
                                            const char   *sha256,
                                            gint64        reader,
                                            char        **facts,
                                            GError      **error);

G_END_DECLS
