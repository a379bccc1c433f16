/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"

G_BEGIN_DECLS

/* What makes a running platform one of its kind: its folder, its files for those who start it. */
int      hub_instance_lock                 (const char   *data_dir,
                                            gboolean      shared,
                                            GError      **error);
gboolean hub_instance_write_file           (const char   *path,
                                            const char   *text,
                                            int           mode,
                                            GError      **error);
gboolean hub_instance_prepare_local        (HubPlatform  *platform,
                                            const char   *account_file,
                                            GError      **error);

G_END_DECLS
