/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "hub-automation.h"

G_BEGIN_DECLS

typedef struct _HubAutomationClient HubAutomationClient;

struct _HubAutomation
{
  GObject parent_instance;

  HubSimulator *simulator;
  SoupServer   *server;
  guint         port;
  GPtrArray    *clients;   /* of HubAutomationClient */
  GPtrArray    *waiting;   /* of HubAutomationRequest, until the program runs */
  GPtrArray    *running;   /* of HubAutomationRequest, asked of the program */
};

/* One connection. */
struct _HubAutomationClient
{
  gatomicrefcount          refs;
  SoupWebsocketConnection *connection;
  gboolean                 logs;      /* wants console messages */
  GHashTable              *bindings;  /* set of names it exposed functions by */
};

/* One question of a client; answered once. */
typedef struct
{
  gatomicrefcount      refs;
  HubAutomation       *automation;  /* NULL once it is gone */
  HubAutomationClient *client;
  char                *id;
  char                *method;
  char                *text;        /* the whole message, for the program */
  gboolean             answered;
} HubAutomationRequest;

/* hub-automation-client.c */
HubAutomationClient  *hub_automation_client_new     (SoupWebsocketConnection *connection);
void                  hub_automation_client_unref   (HubAutomationClient     *client);
void                  hub_automation_client_send    (HubAutomationClient     *client,
                                                     JsonObject              *message);
HubAutomationRequest *hub_automation_request_new    (HubAutomation           *automation,
                                                     HubAutomationClient     *client,
                                                     GBytes                  *message);
HubAutomationRequest *hub_automation_request_ref    (HubAutomationRequest    *request);
void                  hub_automation_request_unref  (HubAutomationRequest    *request);
void                  hub_automation_request_answer (HubAutomationRequest    *request,
                                                     JsonNode                *result);
void                  hub_automation_request_refuse (HubAutomationRequest    *request,
                                                     const char              *why);

/* hub-automation-requests.c */
void                  hub_automation_handle         (HubAutomation           *self,
                                                     HubAutomationRequest    *request);
void                  hub_automation_go_on          (HubAutomation           *self);
void                  hub_automation_refuse_all     (HubAutomation           *self,
                                                     const char              *why);
void                  hub_automation_introduce      (HubAutomation           *self);

G_END_DECLS
