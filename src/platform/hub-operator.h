/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* What the operator does to accounts, on the database, beside a running platform. */
gboolean hub_operator_make_account (HubPlatform  *platform,
                                    const char   *superhub_id,
                                    GError      **error);
gboolean hub_operator_set_password (HubPlatform  *platform,
                                    const char   *superhub_id,
                                    GError      **error);

G_END_DECLS
