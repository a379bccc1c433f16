/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of an operation. What changes something carries a key, so that it can be sent again where nobody knows whether it
 * arrived: it is done once. */
#include "config.h"

#include "hub-api.h"
#include "hub-client-private.h"
#include "hub-error.h"
#include "hub-json.h"

/* How often one call is sent at most, and how long after the first time it is sent again. */
#define MAX_SENT 6
#define PATIENCE (60 * G_USEC_PER_SEC)
#define FIRST_WAIT_MS 250
#define LONGEST_WAIT_MS 2000

typedef struct
{
  const HubApiOperation *operation;
  char                  *path;
  GBytes                *body;        /* (nullable) */
  char                  *key;         /* (nullable): Idempotency-Key of all that is sent */
  gboolean               arrived;     /* the platform may have got it */
  gboolean               renewed;     /* signed in once more for it */
  guint                  sent;
  gint64                 began;       /* monotonic */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->path);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call->key);
  g_free (call);
}

static void
remember_account (HubClient *self, const char *operation, JsonNode *answer)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;

  if (g_str_equal (operation, "createSession"))
    object = hub_json_get_object (object, "account");
  else if (!g_str_equal (operation, "getAccount"))
    return;
  hub_client_adopt_account (self, hub_json_get_string (object, "superhub_id", NULL));
}

static void send_call (GTask *task);

static gboolean
on_waited (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    send_call (task);
  return G_SOURCE_REMOVE;
}

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (hub_client_renew_finish (HUB_CLIENT (source), result, &error))
    send_call (task);
  else
    g_task_return_error (task, error);
}

/* Whether the same request again may tell what became of it. Where no connection was made, the caller hears so at once. */
static gboolean
is_worth_repeating (const Call *call, const GError *error)
{
  const char *name = error->domain == HUB_ERROR ? hub_error_get_name (error) : "";

  if (call->key == NULL || call->sent >= MAX_SENT || g_get_monotonic_time () - call->began > PATIENCE)
    return FALSE;
  return g_str_equal (name, "request.in_progress")
         || (call->arrived && g_str_equal (name, "platform.unreachable"));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  JsonNode *answer = hub_client_send_finish (HUB_CLIENT (source), result, &error);

  if (answer != NULL)
    {
      remember_account (HUB_CLIENT (source), call->operation->id, answer);
      g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
    }
  else if (!call->renewed && !call->operation->is_public && hub_client_may_renew (HUB_CLIENT (source), error))
    {
      call->renewed = TRUE;
      hub_client_renew_async (HUB_CLIENT (source), g_task_get_cancellable (task), on_renewed, g_object_ref (task));
    }
  else if (is_worth_repeating (call, error))
    {
      guint wait = MIN (FIRST_WAIT_MS << (call->sent - 1), LONGEST_WAIT_MS);

      g_timeout_add (wait, on_waited, g_object_ref (task));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
on_wrote (SoupMessage *message, gpointer user_data)
{
  ((Call *) user_data)->arrived = TRUE;
}

static void
send_call (GTask *task)
{
  HubClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = hub_client_new_message (self, call->operation->method, call->path, &error);

  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", call->body);
  if (call->key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), HUB_CLIENT_KEY_HEADER, call->key);
  g_signal_connect_data (message, "wrote-body", G_CALLBACK (on_wrote), call, NULL, 0);
  call->sent++;
  hub_client_send_async (self, message, g_task_get_cancellable (task), on_sent, g_object_ref (task));
}

/**
 * hub_client_call_async:
 * @self: a client
 * @operation: an operationId of data/api/openapi.json: "createPreview"
 * @parameters: (nullable): path and query parameters and the members of a JSON body, all in one
 *   object; the document says which goes where
 * @cancellable: (nullable): ends the call
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Calls one operation of the platform. One that is marked `x-idempotent` is sent again, up to six times within a minute, where
 * the connection broke after it was sent: it is done once all the same.
 */
void
hub_client_call_async (HubClient *self, const char *operation, JsonObject *parameters,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, hub_client_call_async);
  g_task_set_task_data (task, call, call_free);
  call->operation = hub_api_find (operation);
  call->began = g_get_monotonic_time ();
  g_return_if_fail (HUB_IS_CLIENT (self));
  g_return_if_fail (call->operation != NULL);

  if (!hub_api_build_request (call->operation, parameters, &call->path, &body, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (body != NULL)
    {
      g_autofree char *text = hub_json_to_string (body, FALSE);

      call->body = g_bytes_new (text, strlen (text));
    }
  if (call->operation->is_idempotent)
    call->key = g_uuid_string_random ();
  send_call (task);
}

/**
 * hub_client_call_finish:
 * @self: a client
 * @result: the result
 * @error: (out) (optional): the platform's refusal as %HUB_ERROR, whose name is the API's code and
 *   whose message is its sentence; "platform.unreachable", naming the address; "platform.bad_answer";
 *   "client.bad_server"; "client.missing_parameter"; "cancelled"
 *
 * Returns: (transfer full) (nullable): the answer's body; a JSON null where it has none
 */
JsonNode *
hub_client_call_finish (HubClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
