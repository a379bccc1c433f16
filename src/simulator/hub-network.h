/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-program-files.h"

G_BEGIN_DECLS

#define HUB_TYPE_NETWORK (hub_network_get_type ())
G_DECLARE_FINAL_TYPE (HubNetwork, hub_network, HUB, NETWORK, GObject)

HubNetwork *hub_network_new       (void);
void        hub_network_set_files (HubNetwork      *self,
                                   HubProgramFiles *files);
void        hub_network_set_domains (HubNetwork    *self,
                                     JsonObject    *domains,
                                     const char    *unchecked);
void        hub_network_end       (HubNetwork      *self);
void        hub_network_call      (HubNetwork      *self,
                                   const char      *service,
                                   JsonObject      *arguments,
                                   GTask           *task);

G_END_DECLS
