/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-adoption-repository.h"
#include "hub-offer.h"
#include "hub-release-event-repository.h"

G_BEGIN_DECLS

JsonNode *hub_present_release           (const HubRelease        *release,
                                         const char              *base_url);
JsonNode *hub_present_phased_release    (const HubPhasedRelease  *phased,
                                         GArray                  *steps,
                                         const char              *base_url);
JsonNode *hub_present_online_change     (const HubOnlineChange   *change);
JsonNode *hub_present_release_event     (const HubReleaseEvent   *event,
                                         const HubPhasedRelease  *phased,
                                         GArray                  *steps);
JsonNode *hub_present_choice            (const HubOffer          *offer,
                                         const HubChoice         *choice,
                                         GArray                  *steps,
                                         const char              *user_key,
                                         gint64                   now);
JsonNode *hub_present_adoption          (GPtrArray               *rows,
                                         gint64                   from,
                                         gint64                   to,
                                         gboolean                 by_day);

G_END_DECLS
