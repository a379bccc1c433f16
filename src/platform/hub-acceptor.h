/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One address on which a SoupServer takes connections. */
typedef struct _HubAcceptor HubAcceptor;

HubAcceptor    *hub_acceptor_new         (SoupServer      *soup,
                                          GSocketAddress  *address,
                                          GError         **error);
void            hub_acceptor_free        (HubAcceptor     *self);
guint16         hub_acceptor_get_port    (HubAcceptor     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubAcceptor, hub_acceptor_free)

G_END_DECLS
