/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HubOnlineLinkKind:
 * @HUB_ONLINE_LINK_PROGRAM: `/a/APPID`
 * @HUB_ONLINE_LINK_CODE: `/c/CODE`, what a Mini Program code leads to
 * @HUB_ONLINE_LINK_VERSION: `/p/TOKEN`, `/d/APPID/VERSION`, `/t/APPID`, `/v/REVIEW`: a version for the people who may open it
 * @HUB_ONLINE_LINK_ORDINARY: `/q?url=LINK`: another site's link that a rule of a program is for
 */
typedef enum
{
  HUB_ONLINE_LINK_PROGRAM,
  HUB_ONLINE_LINK_CODE,
  HUB_ONLINE_LINK_VERSION,
  HUB_ONLINE_LINK_ORDINARY,
} HubOnlineLinkKind;

/* The link of a program that a platform has. */
typedef struct
{
  char              *server;   /* "https://hub.example.com", without a slash at its end */
  HubOnlineLinkKind  kind;
  char              *id;       /* of the program or the code, what stands behind the version's letter, or the ordinary link */
  char              *path;     /* "/a/wx01", "/q?url=https%3A%2F%2Fshop.example" */
} HubOnlineLink;

gboolean       hub_online_link_looks_like (const char           *text);
HubOnlineLink *hub_online_link_parse      (const char           *text,
                                           GError              **error);
void           hub_online_link_set_server (HubOnlineLink        *self,
                                           const char           *server);
HubOnlineLink *hub_online_link_copy       (const HubOnlineLink  *self);
void           hub_online_link_free       (HubOnlineLink        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubOnlineLink, hub_online_link_free)

G_END_DECLS
