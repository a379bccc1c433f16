/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HUB_PUSH_KEY_LENGTH 43

gboolean  hub_push_key_decode (const char    *encoding_aes_key,
                               guint8         key[32]);
char     *hub_push_sign       (const char    *token,
                               const char    *timestamp,
                               const char    *nonce,
                               const char    *encrypted);
char     *hub_push_encrypt    (const guint8   key[32],
                               const guint8   random[16],
                               const char    *message,
                               const char    *app_id);

G_END_DECLS
