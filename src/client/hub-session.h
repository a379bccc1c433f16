/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"
#include "hub-key-file.h"

G_BEGIN_DECLS

/* Finds the platform and signs in: with @server (nullable) that one, with the stored sign-in or
 * SUPERHUB_TOKEN; without it the server of the settings or environment (SUPERHUB_SERVER), or else the local
 * platform, which is started when it does not run and signs in its own account. Errors: "auth.sign_in_required"
 * (naming the command and the button), "platform.unreachable", "platform.not_started" (with the daemon's last line). */
void       hub_session_connect_async  (const char           *server,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
HubClient *hub_session_connect_finish (GAsyncResult         *result,
                                       GError              **error);
/* Finds the platform as above without signing in, for making an account. */
void       hub_session_find_async     (const char *server, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
HubClient *hub_session_find_finish    (GAsyncResult *result, GError **error);
/* Signs in with a Super Hub ID and stores the token (libsecret where a service answers, else a
 * file of mode 0600). */
void       hub_session_sign_in_async  (const char *server, const char *superhub_id, const char *password,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HubClient *hub_session_sign_in_finish (GAsyncResult *result, GError **error);
/* Signs in with an upload key, which is not an account: for machines that build and upload. */
void       hub_session_connect_key_async (const char *server, const HubKeyFile *key, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
HubClient *hub_session_connect_key_finish (GAsyncResult *result, GError **error);
const guint8 *hub_session_get_signing_key (HubClient *client);
/* The sign-in to one platform alone, without asking it; blocks. */
char      *hub_session_lookup_token   (const char *server, GCancellable *cancellable);
gboolean   hub_session_sign_out       (const char *server, GError **error);
/* Whether @client's platform is the local one, and then the password of its account (for signing in on the phone). */
gboolean   hub_session_is_local       (HubClient *client);
char      *hub_session_dup_local_password (HubClient *client);
/* Makes sure that @project has a program on the platform: its appid where the account may use it, else a new
 * program made with its name, whose id is written to project.config.json. Answer: the app's JSON. */
void       hub_session_ensure_app_async  (HubClient *client, const char *project_folder,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
JsonNode  *hub_session_ensure_app_finish (GAsyncResult *result, GError **error);

G_END_DECLS
