/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  HUB_API_IN_PATH,
  HUB_API_IN_QUERY,
  HUB_API_IN_BODY,
} HubApiPlace;

typedef struct
{
  char        *name;
  HubApiPlace  place;
  gboolean     required;
} HubApiParameter;

/* One operation of data/api/openapi.json; lives as long as the program. */
typedef struct
{
  char       *id;             /* "createPreview" */
  char       *method;         /* "POST" */
  char       *path;           /* "/api/v1/apps/{app_id}/previews" */
  char       *summary;
  char       *permission;     /* (nullable): "developer" */
  char       *body_type;      /* (nullable): "application/json" */
  gboolean    is_public;      /* needs no sign-in */
  gboolean    is_sensitive;   /* needs the password again */
  gboolean    is_idempotent;  /* is done once, however often it is sent with one Idempotency-Key */
  GPtrArray  *parameters;     /* (element-type HubApiParameter) */
} HubApiOperation;

GBytes                *hub_api_get_text       (void);
JsonNode              *hub_api_get_document   (void);
GPtrArray             *hub_api_get_operations (void);
const HubApiOperation *hub_api_find           (const char             *id);
gboolean               hub_api_build_request  (const HubApiOperation  *operation,
                                               JsonObject             *parameters,
                                               char                  **path_and_query,
                                               JsonNode              **body,
                                               GError                **error);

G_END_DECLS
