/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Ends the connections of those who let the platform wait: many of them would hold all its descriptors. One thread. */
typedef struct _HubPatience HubPatience;

HubPatience *hub_patience_new  (SoupServer  *soup,
                                guint        seconds);
void         hub_patience_body (HubPatience       *self,
                                SoupServerMessage *message);
void         hub_patience_free (HubPatience *self);

G_END_DECLS
