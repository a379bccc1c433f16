/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "hub-key-proof.h"

G_BEGIN_DECLS

/* What a machine needs to upload without an account: the private half of its key, and where it belongs. */
typedef struct
{
  char   *server;                          /* the platform's address, or "local" */
  char   *app_id;
  char   *key_id;
  gint64  slot;                            /* 1 to 30 */
  guint8  secret[HUB_KEY_SECRET_BYTES];
} HubKeyFile;

void        hub_key_file_free  (HubKeyFile        *self);
gboolean    hub_key_file_claim (const char        *path,
                                GError           **error);
gboolean    hub_key_file_write (const HubKeyFile  *self,
                                const char        *path,
                                GError           **error);
HubKeyFile *hub_key_file_read  (const char        *path,
                                gboolean          *is_open,
                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubKeyFile, hub_key_file_free)

G_END_DECLS
