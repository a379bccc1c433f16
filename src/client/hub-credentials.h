/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The local platform's port changes with every start, so its sign-in has a name of its own. */
#define HUB_CREDENTIALS_LOCAL "local"

/* Sign-ins by server. All block: the Secret Service may ask the person to unlock it. */
char     *hub_credentials_lookup          (const char    *server,
                                           GCancellable  *cancellable,
                                           GError       **error);
gboolean  hub_credentials_store           (const char    *server,
                                           const char    *superhub_id,
                                           const char    *token,
                                           GError       **error);
gboolean  hub_credentials_clear           (const char    *server,
                                           GError       **error);
/* The server people signed in to last; used where none is named. */
char     *hub_credentials_dup_default     (void);
gboolean  hub_credentials_set_default     (const char    *server,
                                           GError       **error);
guint8   *hub_credentials_signing_key     (GError       **error);

G_END_DECLS
