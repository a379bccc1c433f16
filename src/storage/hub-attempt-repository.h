/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* Failures by name, since the first of them. */
gboolean hub_attempt_repository_find       (HubDatabase  *database,
                                            const char   *name,
                                            gint64       *began,
                                            gint64       *failures,
                                            GError      **error);
gboolean hub_attempt_repository_count      (HubDatabase  *database,
                                            const char   *name,
                                            gint64        now,
                                            gint64        since,
                                            GError      **error);
gboolean hub_attempt_repository_uncount    (HubDatabase  *database,
                                            const char   *name,
                                            GError      **error);
gboolean hub_attempt_repository_forget     (HubDatabase  *database,
                                            const char   *name,
                                            GError      **error);
gboolean hub_attempt_repository_delete_old (HubDatabase  *database,
                                            gint64        before,
                                            GError      **error);

G_END_DECLS
