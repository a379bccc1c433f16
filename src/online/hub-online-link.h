/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HubOnlineLinkKind:
 * @HUB_ONLINE_LINK_PROGRAM: `/a/APPID`
 * @HUB_ONLINE_LINK_CODE: `/c/CODE`, what a Mini Program code leads to
 */
typedef enum
{
  HUB_ONLINE_LINK_PROGRAM,
  HUB_ONLINE_LINK_CODE,
} HubOnlineLinkKind;

/* The link of an online program. */
typedef struct
{
  char              *server;   /* "https://hub.example.com", without a slash at its end */
  HubOnlineLinkKind  kind;
  char              *id;       /* of the program or the code */
} HubOnlineLink;

gboolean       hub_online_link_looks_like (const char           *text);
HubOnlineLink *hub_online_link_parse      (const char           *text,
                                           GError              **error);
HubOnlineLink *hub_online_link_copy       (const HubOnlineLink  *self);
void           hub_online_link_free       (HubOnlineLink        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOnlineLink, hub_online_link_free)

G_END_DECLS
