/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-developer-version-repository.h"
#include "hub-link-service.h"
#include "hub-platform.h"

G_BEGIN_DECLS

/* Launch scenes: 1011 scanned a code. */
#define HUB_SCENE_SCANNED 1011

/* What a link opens for somebody who has signed in. */
typedef struct
{
  const char *kind;          /* "preview", "developer", "test", "review", "online" */
  char       *app_id;
  char       *name;          /* of the program */
  char       *version;       /* "" of a preview */
  char       *package;
  char       *condition;     /* (nullable): JSON with path, query and scene: where it starts */
  gboolean    member;        /* whether an online program is the person's own, who comes first */
  gint64      key_slot;      /* of a preview: as in its row */
  gint64      expires_at;    /* 0 for no time of its own */
} HubOpening;

HubOpening *hub_opening_find_preview   (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *token,
                                        GError      **error);
HubOpening *hub_opening_find_developer (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        const char   *id,
                                        GError      **error);
HubOpening *hub_opening_find_own       (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        GError      **error);
HubOpening *hub_opening_find_test      (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        GError      **error);
HubOpening *hub_opening_find_review    (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *review_id,
                                        GError      **error);
HubOpening *hub_opening_find_online    (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        GError      **error);
HubOpening *hub_opening_find_newest    (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *app_id,
                                        GError      **error);
HubOpening *hub_opening_find           (HubPlatform  *platform,
                                        HubActor     *actor,
                                        const char   *link,
                                        GError      **error);
char       *hub_opening_dup_link_start (HubPlatform  *platform,
                                        const HubLinkHit *hit,
                                        const char   *url);
void        hub_opening_free           (HubOpening   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOpening, hub_opening_free)

G_END_DECLS
