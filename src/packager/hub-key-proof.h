/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an upload key shows the platform that it has its private half: a signature of the key's name, the time and a
 * number that is used once. Client and platform share it. */
#define HUB_KEY_SECRET_BYTES 64
#define HUB_KEY_PUBLIC_HEX 64

char     *hub_key_proof_new_pair (guint8      *secret_key);
char     *hub_key_proof_sign     (const char  *key_id,
                                  gint64       time,
                                  const char  *nonce,
                                  const guint8 *secret_key);
gboolean  hub_key_proof_verify   (const char  *key_id,
                                  gint64       time,
                                  const char  *nonce,
                                  const char  *public_key,
                                  const char  *signature);
gboolean  hub_key_proof_is_public_key (const char *public_key);

G_END_DECLS
