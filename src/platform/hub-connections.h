/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The connections of one server that wait for their next request: they end when the other side hangs up, and when nothing
 * has been asked on them for a while. */
typedef struct _HubConnections HubConnections;

HubConnections *hub_connections_new         (void);
void            hub_connections_free        (HubConnections    *self);
void            hub_connections_begin       (HubConnections    *self,
                                             SoupServerMessage *message);
void            hub_connections_finish      (HubConnections    *self,
                                             SoupServerMessage *message);
void            hub_connections_forget      (HubConnections    *self,
                                             SoupServerMessage *message);
guint           hub_connections_end_idle    (HubConnections    *self,
                                             gint64             since);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubConnections, hub_connections_free)

G_END_DECLS
