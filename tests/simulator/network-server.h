/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A real server on loopback: `/echo` says what it got, `/bytes` three bytes, `/big` one million, `/never` nothing, `/slow` a
 * chunk for each request to `/more`, `/cookies` two cookies, `/upload` what a form holds, `/move` sends on to `/echo`;
 * `/socket` is a WebSocket that echoes, and closes with 4001 on "bye". */
SoupServer *network_server_start (char **base);

G_END_DECLS
