/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void      hub_password_hash_async    (const char           *password,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
char     *hub_password_hash_finish   (GAsyncResult         *result,
                                      GError              **error);
char     *hub_password_hash          (const char           *password);
void      hub_password_verify_async  (const char           *password,
                                      const char           *hash,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  hub_password_verify_finish (GAsyncResult         *result);

char     *hub_token_new              (void);
char     *hub_token_hash             (const char           *token);

G_END_DECLS
