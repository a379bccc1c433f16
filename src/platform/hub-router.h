/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The routes of the API, made from its description. */
typedef struct _HubRouter HubRouter;

/* One operation. */
typedef struct
{
  char       *id;
  char       *method;        /* "GET" */
  char       *path;          /* "/api/v1/apps/{app_id}" */
  char      **segments;
  const char *permission;    /* (nullable): x-permission */
  gboolean    sensitive;     /* x-sensitive */
  gboolean    open;          /* needs no token */
  gboolean    idempotent;    /* x-idempotent: honours Idempotency-Key */
  gboolean    upload_key;    /* x-upload-key: a token of an upload key is enough */
  JsonArray  *scopes;        /* (nullable): x-scopes: which sign-ins it takes; "devtools" and "console" without */
  gboolean    unbound;       /* x-unbound: also for a sign-in to one program, though it names none */
  gboolean    removed;       /* x-removed: also of a program that was removed */
  gboolean    web_socket;    /* x-web-socket: the token may stand in Sec-WebSocket-Protocol */
  gboolean    takes_part;    /* the body is a part of a package: x-upload-part */
  gboolean    takes_package; /* the body is a package, not JSON */
  gsize       body_limit;    /* bytes; 0 for the usual */
  guint       status;        /* of success */
  JsonArray  *parameters;    /* (nullable) */
  JsonObject *body;          /* (nullable): its schema */
} HubRoute;

HubRouter      *hub_router_new           (GError         **error);
void            hub_router_free          (HubRouter       *self);
JsonNode       *hub_router_get_document  (HubRouter       *self);
const HubRoute *hub_router_match         (HubRouter       *self,
                                          const char      *method,
                                          const char      *path,
                                          JsonObject      *values,
                                          char           **allowed,
                                          GError         **error);
gboolean        hub_router_read_query    (HubRouter       *self,
                                          const HubRoute  *route,
                                          const char      *query,
                                          JsonObject      *values,
                                          char           **member,
                                          GError         **error);
gboolean        hub_router_read_body     (HubRouter       *self,
                                          const HubRoute  *route,
                                          GBytes          *body,
                                          JsonObject      *values,
                                          char           **member,
                                          GError         **error);
GPtrArray      *hub_router_list          (HubRouter       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubRouter, hub_router_free)

G_END_DECLS
