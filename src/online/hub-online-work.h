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
  HubReleaseManifest *manifest;   /* (nullable): what was believed last */
  char               *version;    /* of @package */
  char               *package;    /* (nullable): chosen last */
} HubOnlineWork;

HubOnlineWork *hub_online_work_new      (const HubOnlineLink  *link,
                                         const char           *folder);
void           hub_online_work_free     (HubOnlineWork        *self);
gboolean       hub_online_work_resolve  (HubOnlineWork        *self,
                                         GError              **error);
gboolean       hub_online_work_remember (HubOnlineWork        *self);
gboolean       hub_online_work_ask      (HubOnlineWork        *self,
                                         GError              **error);
HubBuild      *hub_online_work_load     (HubOnlineWork        *self,
                                         GError              **error);
void           hub_online_work_report   (HubOnlineWork        *self,
                                         const char           *package);

G_END_DECLS
