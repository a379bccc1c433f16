/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The user's own superhubd on this machine. */
void      hub_local_platform_start_async   (GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
char     *hub_local_platform_start_finish  (GAsyncResult         *result,
                                            GError              **error);
char     *hub_local_platform_dup_url       (void);
char     *hub_local_platform_get_folder    (void);
gboolean  hub_local_platform_read_account  (char                **superhub_id,
                                            char                **password,
                                            char                **token,
                                            GError              **error);

G_END_DECLS
