/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *hub_client_address_find (const char          *trusted,
                               const char          *peer,
                               SoupMessageHeaders  *headers);

G_END_DECLS
