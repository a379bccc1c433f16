/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Speaks to a platform. Main thread; everything is asynchronous. */
#define HUB_TYPE_CLIENT (hub_client_get_type ())
G_DECLARE_FINAL_TYPE (HubClient, hub_client, HUB, CLIENT, GObject)

HubClient  *hub_client_new         (const char *server_url);   /* "http://127.0.0.1:4000" */
const char *hub_client_get_server  (HubClient *self);
void        hub_client_set_token   (HubClient *self, const char *token);
const char *hub_client_get_token   (HubClient *self);
/* The account that is signed in, after getAccount or createSession answered. */
const char *hub_client_get_account (HubClient *self);

/* (transfer none) (nullable): the "detail" of the last refusal. */
JsonNode   *hub_client_get_error_detail (HubClient *self);

/* Calls one operation of data/api/openapi.json. @parameters (transfer none, nullable): path and query
 * parameters and the members of a JSON body, all in one object; the document says which goes where.
 * The answer's error becomes a GError of HUB_ERROR whose name is the API's code and whose message is
 * its sentence; a platform that does not answer: "platform.unreachable" naming its address; an ended
 * sign-in: "auth.token_expired". */
void        hub_client_call_async  (HubClient           *self,
                                    const char          *operation,
                                    JsonObject          *parameters,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* (transfer full) (nullable): the answer's body; JSON null for none. */
JsonNode   *hub_client_call_finish (HubClient           *self,
                                    GAsyncResult        *result,
                                    GError             **error);

/* The same for an operation whose answer is no JSON but a file, or a page of one; what is refused is JSON all the same. */
void        hub_client_read_async  (HubClient           *self,
                                    const char          *operation,
                                    JsonObject          *parameters,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* (transfer full) (nullable): the bytes; @next (out) (optional) (nullable) (transfer full): where the next page begins. */
GBytes     *hub_client_read_finish (HubClient           *self,
                                    GAsyncResult        *result,
                                    char               **next,
                                    GError             **error);

/* (transfer full): what a platform's refusal says, or that it is none; @body (nullable). */
GError     *hub_client_read_refusal (const char *server, guint status, JsonNode *body);

/* Sends a package file; @progress is called with bytes sent and total. Answer: as uploadPackage's. */
void        hub_client_upload_package_async  (HubClient             *self,
                                              const char            *app_id,
                                              const char            *path,
                                              GCancellable          *cancellable,
                                              GFileProgressCallback  progress,
                                              gpointer               progress_data,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
JsonNode   *hub_client_upload_package_finish (HubClient             *self,
                                              GAsyncResult          *result,
                                              GError               **error);

G_END_DECLS
