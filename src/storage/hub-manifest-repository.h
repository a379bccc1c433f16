/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-database.h"

G_BEGIN_DECLS

/* The name in the audit log of what makes every process read the signing keys again. */
#define HUB_ROTATE_SIGNING_KEY "rotateSigningKey"

/* What was last said about a program to those who run it. */
typedef struct
{
  gint64  number;       /* 1 for the first */
  char   *content;      /* JSON */
  gint64  changed_at;
} HubManifestRow;

void     hub_manifest_row_free             (HubManifestRow  *row);
gboolean hub_manifest_repository_find      (HubDatabase     *database,
                                            const char      *app_id,
                                            HubManifestRow **found,
                                            GError         **error);
gboolean hub_manifest_repository_put       (HubDatabase     *database,
                                            const char      *app_id,
                                            const char      *content,
                                            gint64           changed_at,
                                            GError         **error);
gint64   hub_manifest_repository_last_change (HubDatabase  *database,
                                            GError         **error);
gboolean hub_manifest_repository_changed   (HubDatabase     *database,
                                            gint64          *number,
                                            guint            limit,
                                            GPtrArray       *app_ids,
                                            GError         **error);
GPtrArray *hub_manifest_repository_owners  (HubDatabase     *database,
                                            const char      *sha256,
                                            GError         **error);
GPtrArray *hub_manifest_repository_releasers (HubDatabase   *database,
                                              const char    *sha256,
                                              gboolean       members,
                                              GError       **error);

/* A key that manifests are signed with. */
typedef struct
{
  char   *id;
  char   *public_key;    /* base64url */
  char   *secret_key;    /* base64url */
  char   *endorsed_by;   /* (nullable): the id of the key before */
  char   *endorsement;   /* (nullable): base64url */
  gint64  created_at;
} HubSigningKeyRow;

void       hub_signing_key_row_free          (HubSigningKeyRow        *row);
GPtrArray *hub_signing_key_repository_list   (HubDatabase             *database,
                                              GError                 **error);
gboolean   hub_signing_key_repository_insert (HubDatabase             *database,
                                              const HubSigningKeyRow  *row,
                                              GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubManifestRow, hub_manifest_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubSigningKeyRow, hub_signing_key_row_free)

G_END_DECLS
