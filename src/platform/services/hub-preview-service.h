/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-platform.h"
#include "hub-preview-repository.h"

G_BEGIN_DECLS

/* A link as its maker sees it: with the token itself. */
typedef struct
{
  char   *token;
  gint64  expires_at;
} HubPreviewLink;

void            hub_preview_link_free      (HubPreviewLink  *link);
HubPreviewLink *hub_preview_service_create (HubPlatform     *platform,
                                            HubActor        *actor,
                                            const char      *app_id,
                                            const char      *sha256,
                                            JsonObject      *condition,
                                            GError         **error);
gboolean        hub_preview_service_end    (HubPlatform     *platform,
                                            HubActor        *actor,
                                            const char      *app_id,
                                            const char      *token,
                                            GError         **error);
HubPreviewRow  *hub_preview_service_open   (HubPlatform     *platform,
                                            HubActor        *actor,
                                            const char      *token,
                                            GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubPreviewLink, hub_preview_link_free)

G_END_DECLS
