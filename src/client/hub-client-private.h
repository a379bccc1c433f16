/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "hub-client.h"

G_BEGIN_DECLS

/* By which the platform knows a request that is sent again. */
#define HUB_CLIENT_KEY_HEADER "Idempotency-Key"

gboolean     hub_client_check_server (HubClient          *self,
                                     GError            **error);
SoupMessage *hub_client_new_message (HubClient           *self,
                                     const char          *method,
                                     const char          *path,
                                     GError             **error);
void         hub_client_send_async  (HubClient           *self,
                                     SoupMessage         *message,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
JsonNode    *hub_client_send_finish (HubClient           *self,
                                     GAsyncResult        *result,
                                     GError             **error);
SoupSession *hub_client_get_session (HubClient           *self);
void         hub_client_adopt_account (HubClient         *self,
                                     const char          *superhub_id);
void         hub_client_take_detail (HubClient           *self,
                                     JsonNode            *detail);

/* Signs in once more, by itself, where what the client signed in with is still there; as hub_client_renew_finish() takes it. */
typedef void (*HubClientRenewal) (HubClient           *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);

void         hub_client_set_renewal (HubClient           *self,
                                     HubClientRenewal     renewal);
gboolean     hub_client_may_renew   (HubClient           *self,
                                     const GError        *error);
void         hub_client_renew_async (HubClient           *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean     hub_client_renew_finish (HubClient          *self,
                                      GAsyncResult       *result,
                                      GError            **error);

G_END_DECLS
