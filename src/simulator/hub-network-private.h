/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-network.h"
#include "hub-server-domain.h"

G_BEGIN_DECLS

/* What one request may send, and receive where it is not written to a file. */
#define HUB_NETWORK_MAX_SENT     (10 * 1024 * 1024)
#define HUB_NETWORK_MAX_RECEIVED (50 * 1024 * 1024)
#define HUB_NETWORK_MAX_FILE     (200 * 1024 * 1024)
/* What waits for the program to fetch it. */
#define HUB_NETWORK_MAX_WAITING  (32 * 1024 * 1024)
/* Longest time a program may ask to wait, in milliseconds. */
#define HUB_NETWORK_MAX_TIMEOUT  (10 * 60 * 1000)

struct _HubNetwork
{
  GObject parent_instance;

  HubProgramFiles *files;
  SoupSession     *session;
  SoupSession     *socket_session;   /* sockets are long: they do not take requests' places */
  GHashTable      *transfers;        /* id → HubTransfer, whose owner is the operation under way */
  GHashTable      *sockets;          /* id → HubSocket, owned */
  JsonObject      *domains;          /* (nullable): the server domains that were declared; NULL for any */
  char            *unchecked;        /* (nullable): why there are none; told when the program first asks a server */

  /* hub-network-events.c */
  JsonArray *events;
  gsize      waiting_size;
  GTask     *poll;
  guint      poll_timeout;
};

/* hub-network.c */
gboolean     hub_network_may_ask        (HubNetwork         *self,
                                         HubDomainUse        use,
                                         const char         *url);

/* hub-network-events.c */
JsonObject  *hub_network_event_new      (gint64              id,
                                         const char         *type);
gboolean     hub_network_push_event     (HubNetwork         *self,
                                         JsonObject         *event,
                                         gsize               size);
gboolean     hub_network_is_behind      (HubNetwork         *self);
void         hub_network_poll           (HubNetwork         *self,
                                         GTask              *task);
void         hub_network_drop_events    (HubNetwork         *self);

/* hub-network-message.c */
SoupMessage *hub_network_make_message   (JsonObject         *arguments,
                                         const char         *method,
                                         const char        **reason);
SoupMessage *hub_network_make_upload    (HubProgramFiles    *files,
                                         JsonObject         *arguments,
                                         const char        **reason);
GUri        *hub_network_parse_uri      (const char         *text,
                                         const char *const  *schemes);
void         hub_network_copy_headers   (JsonObject         *arguments,
                                         SoupMessageHeaders *to);
void         hub_network_describe       (SoupMessage        *message,
                                         JsonObject         *result);
const char  *hub_network_reason         (const GError       *error);

/* hub-network-transfer.c */
void         hub_network_transfer       (HubNetwork         *self,
                                         const char         *kind,
                                         JsonObject         *arguments,
                                         GTask              *task);
void         hub_network_abort          (HubNetwork         *self,
                                         gint64              id);
void         hub_network_abort_all      (HubNetwork         *self);

/* hub-network-socket.c */
void         hub_network_socket         (HubNetwork         *self,
                                         const char         *verb,
                                         JsonObject         *arguments,
                                         GTask              *task);

G_END_DECLS
