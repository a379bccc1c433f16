/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session.h"

#include "config.h"

#include <string.h>

#include "hub-client-private.h"
#include "hub-error.h"
#include "hub-json.h"

#define SIGNING_KEY "hub-session-signing-key"

typedef struct
{
  HubKeyFile *key;
  HubClient  *client;
  gboolean    again;     /* with the platform's time: not twice */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *state = data;

  g_clear_pointer (&state->key, hub_key_file_free);
  g_clear_object (&state->client);
  g_free (state);
}

static HubKeyFile *
copy_key (const HubKeyFile *key)
{
  HubKeyFile *copy = g_new0 (HubKeyFile, 1);

  copy->server = g_strdup (key->server);
  copy->app_id = g_strdup (key->app_id);
  copy->key_id = g_strdup (key->key_id);
  copy->slot = key->slot;
  memcpy (copy->secret, key->secret, sizeof copy->secret);
  return copy;
}

static void show (GTask *task, gint64 time);
static void renew (HubClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (state->client, result, &error);
  JsonNode *detail = hub_client_get_error_detail (state->client);
  gint64 time = detail != NULL && JSON_NODE_HOLDS_OBJECT (detail)
                  ? hub_json_get_int (json_node_get_object (detail), "server_time", 0) : 0;
  JsonObject *object;

  if (answer == NULL && !state->again && time > 0 && g_str_equal (hub_error_get_name (error), "key.bad_time"))
    {
      /* The machine's clock is wrong, as those of build machines may be; the platform's is the one that counts. */
      state->again = TRUE;
      show (task, time);
      return;
    }
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  object = json_node_get_object (answer);
  hub_client_set_token (state->client, hub_json_get_string (object, "token", NULL));
  hub_client_adopt_account (state->client, hub_json_get_string (object, "created_by", NULL));
  g_object_set_data_full (G_OBJECT (state->client), SIGNING_KEY, g_steal_pointer (&state->key),
                          (GDestroyNotify) hub_key_file_free);
  hub_client_set_renewal (state->client, renew);
  g_task_return_pointer (task, g_object_ref (state->client), g_object_unref);
}

static void
show (GTask *task, gint64 time)
{
  SignIn *state = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *nonce = g_uuid_string_random ();
  g_autofree char *signature = hub_key_proof_sign (state->key->key_id, time, nonce, state->key->secret);

  json_object_set_string_member (parameters, "key_id", state->key->key_id);
  json_object_set_int_member (parameters, "time", time);
  json_object_set_string_member (parameters, "nonce", nonce);
  json_object_set_string_member (parameters, "signature", signature != NULL ? signature : "");
  hub_client_call_async (state->client, "createKeySession", parameters, g_task_get_cancellable (task), on_shown,
                         g_object_ref (task));
}

/* A sign-in is good for half an hour, which a slow line may need for one package. */
static void
renew (HubClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  SignIn *state = g_new0 (SignIn, 1);

  g_task_set_source_tag (task, renew);
  g_task_set_task_data (task, state, sign_in_free);
  state->client = g_object_ref (client);
  state->key = copy_key (g_object_get_data (G_OBJECT (client), SIGNING_KEY));
  show (task, g_get_real_time () / G_USEC_PER_SEC);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  state->client = hub_session_find_finish (result, &error);
  if (state->client == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    show (task, g_get_real_time () / G_USEC_PER_SEC);
}

/**
 * hub_session_connect_key_async:
 * @server: (nullable): another address of the platform than the one in @key
 * @key: the key; copied
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Signs in with an upload key, and again whenever that sign-in has ended: what stands in the environment or was stored is not looked at.
 */
void
hub_session_connect_key_async (const char *server, const HubKeyFile *key, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignIn *state = g_new0 (SignIn, 1);

  g_task_set_source_tag (task, hub_session_connect_key_async);
  g_task_set_task_data (task, state, sign_in_free);
  state->key = copy_key (key);
  hub_session_find_async (server != NULL ? server : key->server, cancellable, on_found, g_object_ref (task));
}

/**
 * hub_session_connect_key_finish:
 * @result: the result
 * @error: (out) (optional): "key.refused", "key.address_not_allowed", "platform.unreachable", …
 *
 * Returns: (transfer full) (nullable): a client that is signed in as the key; its account is the key's maker
 */
HubClient *
hub_session_connect_key_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_session_get_signing_key:
 * @client: a client
 *
 * Returns: (transfer none) (nullable) (array fixed-size=64): the private half of the upload key that is signed in, for signing
 *   packages; %NULL where a person is
 */
const guint8 *
hub_session_get_signing_key (HubClient *client)
{
  HubKeyFile *key = g_object_get_data (G_OBJECT (client), SIGNING_KEY);

  return key != NULL ? key->secret : NULL;
}
