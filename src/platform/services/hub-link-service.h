/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-link-repository.h"
#include "hub-platform.h"

G_BEGIN_DECLS

#define HUB_LINK_DEBUG_URLS 5

/* What a scanned link leads to. */
typedef struct
{
  char        *url;            /* in its one form */
  HubLinkRule *rule;           /* (nullable): which it hits */
  char        *opens;          /* (nullable): "develop", "trial", "release"; nothing where the rule is not published */
  GPtrArray   *candidates;     /* (element-type HubLinkRule): of the host */
} HubLinkHit;

void         hub_link_hit_free        (HubLinkHit          *self);
gboolean     hub_link_service_get_file (HubPlatform        *platform,
                                        const char         *app_id,
                                        char              **name,
                                        char              **content,
                                        GError            **error);
void         hub_link_service_put_async (HubPlatform         *platform,
                                         HubActor            *actor,
                                         HubLinkRule         *rule,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
HubLinkRule *hub_link_service_put_finish (GAsyncResult      *result,
                                          GError           **error);
HubLinkRule *hub_link_service_publish (HubPlatform         *platform,
                                       HubActor            *actor,
                                       const char          *app_id,
                                       const char          *id,
                                       GError             **error);
gboolean     hub_link_service_delete  (HubPlatform         *platform,
                                       HubActor            *actor,
                                       const char          *app_id,
                                       const char          *id,
                                       GError             **error);
HubLinkHit  *hub_link_service_resolve (HubPlatform         *platform,
                                       HubActor            *actor,
                                       const char          *url,
                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubLinkHit, hub_link_hit_free)

G_END_DECLS
