/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-directory.h"

G_BEGIN_DECLS

/* The signed release manifest of one program, ready to be sent. */
typedef struct
{
  GBytes     *document;
  char       *tag;          /* for ETag, with its quotes */
  JsonObject *content;
  GHashTable *releases;     /* (nullable): package → release, once somebody has said what they run */
  gint64      number;
  gint64      changed_at;
  gint64      renew_at;     /* by the platform's clock */
  gboolean    stale;        /* the program was changed meanwhile */
} HubManifest;

/* What is said about programs to those who run them: kept in memory, and made anew only when a program has changed. */
HubManifests      *hub_manifests_new        (HubPlatform   *platform);
void               hub_manifests_free       (HubManifests  *self);
const HubManifest *hub_manifests_get        (HubManifests  *self,
                                             const char    *app_id,
                                             GError       **error);
const char        *hub_manifests_find_release (HubManifests *self,
                                             const char    *app_id,
                                             const char    *package,
                                             GError       **error);
const char        *hub_manifests_get_keys   (HubManifests  *self,
                                             GError       **error);
void               hub_manifests_invalidate (HubManifests  *self,
                                             const char    *app_id);
void               hub_manifests_catch_up   (HubManifests  *self);
void               hub_manifests_watch      (HubManifests  *self);
guint64            hub_manifests_get_stamp  (HubManifests  *self);
HubDirectory      *hub_manifests_get_directory (HubManifests *self);

char              *hub_manifests_read_facts (HubPlatform   *platform,
                                             const char    *app_id,
                                             GError       **error);
JsonObject        *hub_manifests_describe_version (HubPlatform  *platform,
                                                   const char   *app_id,
                                                   const char   *version,
                                                   const char   *sha256,
                                                   GError      **error);
JsonObject        *hub_manifests_describe_domains (HubPlatform  *platform,
                                                   const char   *app_id,
                                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubManifests, hub_manifests_free)

G_END_DECLS
