/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-bucket.h"

G_BEGIN_DECLS

#define HUB_MANIFEST_TYPE "superhub-manifest+jws"
#define HUB_MANIFEST_CONTENT_TYPE "application/jose+json"
#define HUB_MANIFEST_KEYS_PATH "/.well-known/superhub-keys.json"
/* A key is vouched for by the signature of this text and the key after it. */
#define HUB_MANIFEST_ENDORSEMENT "superhub-signing-key\n"

/* One version that a manifest offers. */
typedef struct
{
  char    *version;
  char    *package;     /* SHA-256 in hexadecimal */
  guint64  bytes;       /* of its files */
} HubOfferedVersion;

/* What a platform says about one program to everybody, after its signature was found to be good. */
typedef struct
{
  char              *app_id;
  char              *name;
  char              *state;           /* "online", "suspended", "removed" */
  char              *notice;          /* (nullable): a sentence of the program's people or of the platform's */
  gint64             number;
  gint64             issued_at;       /* seconds since 1970 */
  gint64             expires_at;
  HubOfferedVersion *full;            /* (nullable) */
  HubOfferedVersion *phased;          /* (nullable) */
  char              *salt;            /* (nullable): of the phased release */
  JsonObject        *domains;         /* the servers it may ask, as getServerDomain answers; empty for none */
  guint              share;           /* of HUB_BUCKETS, that the phased release has reached */
} HubReleaseManifest;

char               *hub_release_manifest_get_key_id (const char                *document,
                                                     GError                   **error);
char               *hub_release_manifest_trust      (const char                *key_set,
                                                     const char                *pinned,
                                                     const char                *key_id,
                                                     GError                   **error);
HubReleaseManifest *hub_release_manifest_read       (const char                *document,
                                                     const char                *public_key,
                                                     const char                *app_id,
                                                     gint64                     now,
                                                     gint64                     seen,
                                                     GError                   **error);
void                hub_release_manifest_free       (HubReleaseManifest        *self);
const HubOfferedVersion *hub_release_manifest_choose (const HubReleaseManifest *self,
                                                      gboolean                  member,
                                                      const char               *user_key,
                                                      HubReleaseRule           *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReleaseManifest, hub_release_manifest_free)

G_END_DECLS
