/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* The platform's half of a key with which a machine uploads without an account. */
typedef struct
{
  char   *id;
  char   *app_id;
  gint64  slot;            /* 1 to 30: its developer version */
  char   *name;
  char   *public_key;      /* Ed25519, hexadecimal */
  char   *ip_ranges;       /* CIDR with spaces between; "" for any address */
  char   *created_by;      /* in whose name it acts */
  gint64  created_at;
  gint64  last_used_at;    /* 0 for never */
  char   *last_used_from;
  gint64  revoked_at;      /* 0 while it is good */
} HubUploadKey;

/* A short sign-in of a key. */
typedef struct
{
  HubUploadKey *key;
  gint64        expires_at;
} HubKeyToken;

void       hub_upload_key_free                  (HubUploadKey        *key);
void       hub_key_token_free                   (HubKeyToken         *token);
gboolean   hub_upload_key_repository_insert     (HubDatabase         *database,
                                                 const HubUploadKey  *key,
                                                 GError             **error);
gboolean   hub_upload_key_repository_find       (HubDatabase         *database,
                                                 const char          *id,
                                                 HubUploadKey       **found,
                                                 GError             **error);
gboolean   hub_upload_key_repository_find_slot  (HubDatabase         *database,
                                                 const char          *app_id,
                                                 gint64               slot,
                                                 HubUploadKey       **found,
                                                 GError             **error);
GPtrArray *hub_upload_key_repository_list       (HubDatabase         *database,
                                                 const char          *app_id,
                                                 gint64               after_slot,
                                                 guint                limit,
                                                 GError             **error);
gboolean   hub_upload_key_repository_use        (HubDatabase         *database,
                                                 const char          *id,
                                                 gint64               used_at,
                                                 const char          *used_from,
                                                 GError             **error);
gboolean   hub_upload_key_repository_revoke     (HubDatabase         *database,
                                                 const char          *id,
                                                 gint64               revoked_at,
                                                 const char          *revoked_by,
                                                 GError             **error);
gboolean   hub_upload_key_repository_revoke_of_person (HubDatabase   *database,
                                                 const char          *app_id,
                                                 const char          *superhub_id,
                                                 gint64               revoked_at,
                                                 const char          *revoked_by,
                                                 GError             **error);
gboolean   hub_upload_key_repository_use_nonce  (HubDatabase         *database,
                                                 const char          *id,
                                                 const char          *nonce,
                                                 gint64               expires_at,
                                                 gboolean            *fresh,
                                                 GError             **error);
gboolean   hub_upload_key_repository_add_token  (HubDatabase         *database,
                                                 const char          *id,
                                                 const char          *token_hash,
                                                 gint64               created_at,
                                                 gint64               expires_at,
                                                 GError             **error);
gboolean   hub_upload_key_repository_find_token (HubDatabase         *database,
                                                 const char          *token_hash,
                                                 HubKeyToken        **found,
                                                 GError             **error);
gboolean   hub_upload_key_repository_delete_expired (HubDatabase     *database,
                                                 gint64               now,
                                                 GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubUploadKey, hub_upload_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubKeyToken, hub_key_token_free)

G_END_DECLS
