/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-session.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-client-private.h"
#include "hub-credentials.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-local-platform.h"

#define LOCAL_KEY "hub-session-local"

/* One connecting or signing in, as it goes from step to step. */
typedef struct
{
  HubClient *client;
  gboolean   local;
  gboolean   as_local_account; /* not as somebody who signed in with an ID */
  gboolean   signed_in_anew;   /* with the local password: not twice */
  gboolean   from_environment; /* the token is SUPERHUB_TOKEN's */
  char      *superhub_id;      /* for signing in */
  char      *password;
} Connect;

static void
connect_free (gpointer data)
{
  Connect *state = data;

  g_clear_object (&state->client);
  g_free (state->superhub_id);
  if (state->password != NULL)
    memset (state->password, 0, strlen (state->password));
  g_free (state->password);
  g_free (state);
}

static GTask *
new_task (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (Connect, 1), connect_free);
  return task;
}

static void
succeed (GTask *task)
{
  Connect *state = g_task_get_task_data (task);

  g_task_return_pointer (task, g_object_ref (state->client), g_object_unref);
}

static const char *
credentials_name (Connect *state)
{
  return state->local ? HUB_CREDENTIALS_LOCAL : hub_client_get_server (state->client);
}

/* ---- Finding the platform ---- */

/* (transfer full) (nullable): the address of the platform that was meant; NULL for the local one. */
static char *
choose_server (const char *server)
{
  g_autofree char *chosen = NULL;
  g_autofree char *local = NULL;

  if (server == NULL)
    server = g_getenv ("SUPERHUB_SERVER");
  if (server == NULL || server[0] == '\0')
    chosen = hub_credentials_dup_default ();
  else
    chosen = g_strdup (server);
  if (chosen == NULL || g_str_equal (chosen, HUB_CREDENTIALS_LOCAL))
    return NULL;
  /* People copy the local platform's address too. */
  local = hub_local_platform_dup_url ();
  if (g_strcmp0 (local, chosen) == 0)
    return NULL;
  return g_steal_pointer (&chosen);
}

typedef void (*FoundFunc) (GTask *task);

static void
on_local_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *state = g_task_get_task_data (task);
  FoundFunc found = g_object_get_data (G_OBJECT (task), "found");
  g_autoptr (GError) error = NULL;
  g_autofree char *url = hub_local_platform_start_finish (result, &error);

  if (url == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  state->client = hub_client_new (url);
  state->local = TRUE;
  g_object_set_data (G_OBJECT (state->client), LOCAL_KEY, GINT_TO_POINTER (TRUE));
  found (task);
}

/* Makes the task's client, then calls @found. */
static void
find_platform (GTask *task, const char *server, FoundFunc found)
{
  Connect *state = g_task_get_task_data (task);
  g_autofree char *url = choose_server (server);

  if (url != NULL)
    {
      g_autoptr (GError) error = NULL;

      state->client = hub_client_new (url);
      if (hub_client_check_server (state->client, &error))
        found (task);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_object_set_data (G_OBJECT (task), "found", found);
  hub_local_platform_start_async (g_task_get_cancellable (task), on_local_started, g_object_ref (task));
}

/* ---- Signing in ---- */

static void
store_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Connect *state = data;
  g_autoptr (GError) error = NULL;

  if (!hub_credentials_store (credentials_name (state), state->superhub_id,
                              hub_client_get_token (state->client), &error)
      || !hub_credentials_set_default (state->local ? NULL : hub_client_get_server (state->client), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    succeed (task);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (state->client, result, &error);
  g_autofree char *account = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  account = g_strdup (hub_client_get_account (state->client));
  hub_client_set_token (state->client,
                        hub_json_get_string (json_node_get_object (answer), "token", NULL));
  hub_client_adopt_account (state->client, account);
  if (state->as_local_account)
    succeed (task);
  else
    g_task_run_in_thread (task, store_in_thread);
}

static void
sign_in (GTask *task)
{
  Connect *state = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();

  hub_client_set_token (state->client, NULL);
  json_object_set_string_member (parameters, "superhub_id", state->superhub_id);
  json_object_set_string_member (parameters, "password", state->password);
  json_object_set_string_member (parameters, "scope", "devtools");
  hub_client_call_async (state->client, "createSession", parameters, g_task_get_cancellable (task),
                         on_signed_in, g_object_ref (task));
}

static void
sign_in_locally (GTask *task)
{
  Connect *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  state->signed_in_anew = TRUE;
  if (hub_local_platform_read_account (&state->superhub_id, &state->password, NULL, &error))
    sign_in (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* ---- Connecting with what is stored ---- */

static void
on_account (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (state->client, result, &error);

  if (answer != NULL)
    succeed (task);
  else if (state->as_local_account && !state->signed_in_anew
           && g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED))
    sign_in_locally (task);
  else if (state->from_environment && g_error_matches (error, HUB_ERROR, HUB_ERROR_UNAUTHENTICATED))
    g_task_return_error (task, hub_error_new (HUB_ERROR_UNAUTHENTICATED, hub_error_get_name (error),
                                              _("%s does not take the token in SUPERHUB_TOKEN: it is wrong, has "
                                                "expired or was revoked. Set a new one, or unset it to use the "
                                                "stored sign-in"), hub_client_get_server (state->client)));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
check_token (GTask *task, const char *token)
{
  Connect *state = g_task_get_task_data (task);

  hub_client_set_token (state->client, token);
  hub_client_call_async (state->client, "getAccount", NULL, g_task_get_cancellable (task), on_account,
                         g_object_ref (task));
}

/* superhubd leaves a token beside the password, so that a start of the window costs no sign-in. */
static void
use_local_account (GTask *task)
{
  Connect *state = g_task_get_task_data (task);
  g_autofree char *superhub_id = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  state->as_local_account = TRUE;
  if (!hub_local_platform_read_account (&superhub_id, NULL, &token, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (token != NULL)
    check_token (task, token);
  else
    sign_in_locally (task);
}

static void
lookup_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *token = hub_credentials_lookup (data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, token, g_free);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *state = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (token != NULL)
    check_token (task, token);
  else if (state->local)
    use_local_account (task);
  else
    g_task_return_error (task, hub_error_new (HUB_ERROR_UNAUTHENTICATED, "auth.sign_in_required",
                                              _("Nobody is signed in to %s. Run “superhub login --server %s”, or sign in "
                                                "in Preferences → Platform"),
                                              hub_client_get_server (state->client),
                                              hub_client_get_server (state->client)));
}

static void
use_stored_sign_in (GTask *task)
{
  Connect *state = g_task_get_task_data (task);
  const char *token = g_getenv ("SUPERHUB_TOKEN");
  g_autoptr (GTask) lookup = NULL;

  if (token != NULL && token[0] != '\0')
    {
      state->from_environment = TRUE;
      check_token (task, token);
      return;
    }
  lookup = g_task_new (NULL, g_task_get_cancellable (task), on_looked_up, g_object_ref (task));
  g_task_set_task_data (lookup, g_strdup (credentials_name (state)), g_free);
  g_task_run_in_thread (lookup, lookup_in_thread);
}

/**
 * hub_session_find_async:
 * @server: (nullable): the platform's address; %NULL for `SUPERHUB_SERVER`, the one signed in to last, or
 *   the local one, which is started when it does not run. "local" means the local one
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Finds the platform without signing in: for making an account.
 */
void
hub_session_find_async (const char *server, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, hub_session_find_async);

  find_platform (task, server, succeed);
}

/**
 * hub_session_find_finish:
 * @result: the result
 * @error: (out) (optional): "platform.not_started"
 *
 * Returns: (transfer full) (nullable): a client that is not signed in
 */
HubClient *
hub_session_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_session_connect_async:
 * @server: (nullable): as hub_session_find_async()
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Finds the platform and signs in: with `SUPERHUB_TOKEN`, else the stored sign-in, else, on the
 * local platform, its own account. The sign-in is tried before the client is given out.
 */
void
hub_session_connect_async (const char *server, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, hub_session_connect_async);

  find_platform (task, server, use_stored_sign_in);
}

/**
 * hub_session_connect_finish:
 * @result: the result
 * @error: (out) (optional): "auth.sign_in_required" (naming the command and the button),
 *   "auth.token_expired", "platform.unreachable", "platform.not_started" with the daemon's last line
 *
 * Returns: (transfer full) (nullable): a client that is signed in
 */
HubClient *
hub_session_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_session_sign_in_async:
 * @server: (nullable): as hub_session_find_async()
 * @superhub_id: who signs in
 * @password: the password; not kept
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Signs in and keeps the token: in the Secret Service where one answers, else in a file of mode 0600.
 * This platform becomes the one that is used where none is named.
 */
void
hub_session_sign_in_async (const char *server, const char *superhub_id, const char *password,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, hub_session_sign_in_async);
  Connect *state = g_task_get_task_data (task);

  state->superhub_id = g_strdup (superhub_id);
  state->password = g_strdup (password);
  find_platform (task, server, sign_in);
}

/**
 * hub_session_sign_in_finish:
 * @result: the result
 * @error: (out) (optional): "auth.bad_credentials", "auth.rate_limited", "platform.unreachable", …
 *
 * Returns: (transfer full) (nullable): a client that is signed in
 */
HubClient *
hub_session_sign_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_session_sign_out:
 * @server: (nullable): the platform's address, chosen as in hub_session_find_async() where %NULL
 * @error: (out) (optional): the credential store's
 *
 * Forgets the stored sign-in. Ending it on the platform too is `deleteSession`, before this.
 *
 * Returns: whether it is forgotten
 */
gboolean
hub_session_sign_out (const char *server, GError **error)
{
  g_autofree char *url = choose_server (server);
  g_autofree char *used = hub_credentials_dup_default ();

  if (!hub_credentials_clear (url != NULL ? url : HUB_CREDENTIALS_LOCAL, error))
    return FALSE;
  return g_strcmp0 (url, used) != 0 || hub_credentials_set_default (NULL, error);
}

/**
 * hub_session_is_local:
 * @client: a client made by this module
 *
 * Returns: whether its platform is the user's own on this machine
 */
gboolean
hub_session_is_local (HubClient *client)
{
  return g_object_get_data (G_OBJECT (client), LOCAL_KEY) != NULL;
}

/**
 * hub_session_dup_local_password:
 * @client: a client
 *
 * Returns: (transfer full) (nullable): the password of the local platform's account, for signing in on
 *   a phone; %NULL where @client is another account's or another platform's
 */
char *
hub_session_dup_local_password (HubClient *client)
{
  g_autofree char *superhub_id = NULL;
  g_autofree char *password = NULL;

  if (!hub_session_is_local (client)
      || !hub_local_platform_read_account (&superhub_id, &password, NULL, NULL)
      || g_strcmp0 (superhub_id, hub_client_get_account (client)) != 0)
    return NULL;
  return g_steal_pointer (&password);
}
