/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-online-fetch.h"
#include "hub-online-link.h"
#include "hub-online-store.h"
#include "hub-pipeline.h"
#include "hub-release-manifest.h"

G_BEGIN_DECLS

/* The blocking steps from a link to a program that can run, for one thread at a time. */
typedef struct
{
  HubOnlineLink      *link;
  HubOnlineStore     *store;
  HubOnlineFetch     *fetch;      /* (nullable): only while a thread works */
  char               *app_id;     /* (nullable): not known yet */
  char               *path;       /* where the program starts, "" for its first page */
  char               *query;
  int                 scene;
  char               *token;      /* (nullable): of who is signed in */
  gboolean            uses_stored;  /* the stored sign-in is @token, whenever it is opened */
  gboolean            is_private; /* not for everybody: a preview, a developer, test or in-review version */
  char               *kind;       /* of a private version, as the platform calls it; "online" */
  char               *name;       /* (nullable): of the program */
  JsonObject         *domains;    /* (nullable): the servers it may ask, by use */
  gboolean            lifted;     /* it may ask any: a preview whose project says so */
  HubReleaseManifest *manifest;   /* (nullable): what was believed last */
  char               *version;    /* of @package */
  char               *package;    /* (nullable): chosen last */
  guint64             bytes;      /* of its files together */
} HubOnlineWork;

HubOnlineWork *hub_online_work_new      (const HubOnlineLink  *link,
                                         const char           *folder);
void           hub_online_work_free     (HubOnlineWork        *self);
gboolean       hub_online_work_resolve  (HubOnlineWork        *self,
                                         GError              **error);
gboolean       hub_online_work_remember (HubOnlineWork        *self);
gboolean       hub_online_work_ask      (HubOnlineWork        *self,
                                         GError              **error);
void           hub_online_work_find_sign_in  (HubOnlineWork   *self);
gboolean       hub_online_work_ask_signed_in (HubOnlineWork   *self,
                                              const char      *path,
                                              GError         **error);
gboolean       hub_online_work_resolve_ordinary (HubOnlineWork *self,
                                                 GError       **error);
gboolean       hub_online_work_ask_member    (HubOnlineWork   *self,
                                              GError         **error);
JsonNode      *hub_online_parse_object       (GBytes          *bytes);
HubBuild      *hub_online_work_load     (HubOnlineWork        *self,
                                         GError              **error);
void           hub_online_work_report   (HubOnlineWork        *self,
                                         const char           *package);

G_END_DECLS
