/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One WebSocket on which somebody hears live events. What waits to be sent is bounded: who does not read is cut off. */
typedef struct _HubListener HubListener;

typedef void (*HubListenerEnded) (HubListener *listener,
                                  gpointer     user_data);

struct _HubListener
{
  char             *superhub_id;
  char             *token_hash;    /* of the sign-in that is used */
  gint64            expires_at;    /* when that ends */
  gint64            audit;         /* the last row of the audit log that was sent or is older than what is heard */
  gint64            notification;  /* the same of notifications */
  gint64            heard;         /* monotonic: when the other side last gave a sign of life */
  gboolean          leaving;       /* hears nothing more; waits for the other side to close */

  /*< private >*/
  SoupWebsocketConnection *connection;
  GSocket          *socket;
  GQueue            waiting;       /* of char * */
  gsize             bytes;         /* in @waiting */
  GSource          *source;        /* (nullable): runs while something waits */
  HubListenerEnded  ended;
  gpointer          user_data;
};

HubListener *hub_listener_new   (SoupWebsocketConnection *connection,
                                 GSocket                 *socket,
                                 HubListenerEnded         ended,
                                 gpointer                 user_data);
void         hub_listener_free  (HubListener             *self);
void         hub_listener_send  (HubListener             *self,
                                 char                    *text);
void         hub_listener_close (HubListener             *self,
                                 gushort                  code,
                                 const char              *reason);
void         hub_listener_cut   (HubListener             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubListener, hub_listener_free)

G_END_DECLS
