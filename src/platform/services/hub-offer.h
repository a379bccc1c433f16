/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-app-repository.h"
#include "hub-bucket.h"
#include "hub-phased-release-repository.h"
#include "hub-platform.h"
#include "hub-release-repository.h"

G_BEGIN_DECLS

/* What a program offers to people now: everything that decides which version somebody gets. */
typedef struct
{
  HubApp           *app;
  HubRelease       *full;      /* (nullable): before the first release */
  HubPhasedRelease *phased;    /* (nullable): on top of it */
} HubOffer;

/* What one person gets, and why. The texts belong to the offer. */
typedef struct
{
  HubReleaseRule  rule;
  guint           bucket;      /* 0 without a phased release */
  gboolean        member;
  const char     *release_id;
  const char     *version;
  const char     *package;
} HubChoice;

HubOffer *hub_offer_load        (HubPlatform    *platform,
                                 const char     *app_id,
                                 GError        **error);
void      hub_offer_free        (HubOffer       *self);
gboolean  hub_offer_check       (const HubOffer *self,
                                 GError        **error);
void      hub_offer_choose      (const HubOffer *self,
                                 gboolean        member,
                                 const char     *user_key,
                                 HubChoice      *choice);
gboolean  hub_offer_choose_for  (const HubOffer *self,
                                 HubPlatform    *platform,
                                 const char     *superhub_id,
                                 HubChoice      *choice,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOffer, hub_offer_free)

G_END_DECLS
