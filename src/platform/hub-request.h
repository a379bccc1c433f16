/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-platform.h"
#include "hub-router.h"
#include "hub-spool.h"

G_BEGIN_DECLS

/* One request of the API on its way through the platform. It lives as long as its message. */
typedef struct
{
  HubPlatform       *platform;
  HubRouter         *router;
  SoupServerMessage *message;      /* (unowned) */
  const HubRoute    *route;        /* (nullable): not known yet, or a page for phones */
  HubActor          *actor;
  JsonObject        *values;       /* parameters and members of the body */
  HubSpool          *spool;        /* (nullable): a package on its way in */
  GChecksum         *body_hash;    /* (nullable): of address and body, with an Idempotency-Key */
  gsize              body_limit;
  gsize              body_bytes;
  gint64             began;        /* monotonic */
  gboolean           permitted;    /* the person may; else only an earlier answer is given again */
  guint              answered;     /* the status that went out, 0 before */
  gboolean           finished;     /* answered, or cut off */
} HubRequest;

typedef void (*HubHandler) (HubRequest *request);

HubRequest *hub_request_new         (HubPlatform       *platform,
                                     HubRouter         *router,
                                     SoupServerMessage *message);
void        hub_request_free        (HubRequest        *self);
HubRequest *hub_request_of          (SoupServerMessage *message);
const char *hub_request_get         (HubRequest        *self,
                                     const char        *name);
gint64      hub_request_get_int     (HubRequest        *self,
                                     const char        *name,
                                     gint64             fallback);
gint64      hub_request_get_cursor  (HubRequest        *self,
                                     gint64             fallback);
char       *hub_request_base_url    (HubRequest        *self);
void        hub_request_reply       (HubRequest        *self,
                                     guint              status,
                                     JsonNode          *body);
void        hub_request_refuse      (HubRequest        *self,
                                     const GError      *error);
void        hub_request_finish      (HubRequest        *self,
                                     JsonNode          *body,
                                     const GError      *error);
void        hub_request_finish_list (HubRequest        *self,
                                     JsonArray         *items,
                                     guint              limit,
                                     const char        *last,
                                     const GError      *error);
void        hub_request_finish_page (HubRequest        *self,
                                     JsonArray         *items,
                                     guint              limit,
                                     gint64             last,
                                     const GError      *error);
void        hub_request_finish_done (HubRequest        *self,
                                     gboolean           done,
                                     const GError      *error);
void        hub_request_suspend     (HubRequest        *self);
void        hub_request_resume      (HubRequest        *self);

G_END_DECLS
