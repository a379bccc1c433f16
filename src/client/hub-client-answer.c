/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-api.h"
#include "hub-client-private.h"
#include "hub-error.h"
#include "hub-json.h"

/* What one answer may have at most; a longer one is not from a platform. */
#define MAX_ANSWER (32 * 1024 * 1024)
#define CHUNK (64 * 1024)

typedef struct
{
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *bytes;
  gboolean      raw;          /* what comes is no JSON */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_object (&answer->message);
  g_clear_object (&answer->stream);
  g_clear_pointer (&answer->bytes, g_byte_array_unref);
  g_free (answer);
}

static HubError
kind_of_status (guint status)
{
  switch (status)
    {
    case 400:
    case 415:
    case 422:
      return HUB_ERROR_INVALID;
    case 401:
      return HUB_ERROR_UNAUTHENTICATED;
    case 403:
    case 429:
      return HUB_ERROR_DENIED;
    case 404:
    case 410:
      return HUB_ERROR_NOT_FOUND;
    case 409:
    case 412:
      return HUB_ERROR_CONFLICT;
    case 413:
      return HUB_ERROR_TOO_LARGE;
    case 502:
    case 503:
    case 504:
      return HUB_ERROR_UNREACHABLE;
    case 507:
      return HUB_ERROR_STORAGE;
    default:
      return HUB_ERROR_FAILED;
    }
}

/* Whatever kept the bytes from going there and back, except that the caller gave up. */
static GError *
unreachable (HubClient *self, GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  return hub_error_new (HUB_ERROR_UNREACHABLE, "platform.unreachable",
                        _("The platform at %s does not answer (%s). Check its address and the "
                          "network, and whether it runs"),
                        hub_client_get_server (self), cause->message);
}

static GError *
bad_answer (const char *server, guint status)
{
  return hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer",
                        _("%s answers, but not as a platform does (HTTP status %u); check the address"), server, status);
}

/* (transfer none) (nullable): "error" of a refusal */
static JsonObject *
find_error (JsonNode *body)
{
  return body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? hub_json_get_object (json_node_get_object (body), "error") : NULL;
}

/**
 * hub_client_read_refusal:
 * @server: the platform's address
 * @status: of HTTP
 * @body: (nullable): the answer
 *
 * Returns: (transfer full): the platform's code and sentence; "platform.bad_answer" where it is not a platform's
 */
GError *
hub_client_read_refusal (const char *server, guint status, JsonNode *body)
{
  JsonObject *error = find_error (body);
  const char *code = hub_json_get_string (error, "code", NULL);
  const char *message = hub_json_get_string (error, "message", NULL);

  return code != NULL && message != NULL ? hub_error_new (kind_of_status (status), code, "%s", message)
                                         : bad_answer (server, status);
}

static GError *
refusal (HubClient *self, guint status, JsonNode *body)
{
  JsonObject *error = find_error (body);

  if (error != NULL && json_object_has_member (error, "detail"))
    hub_client_take_detail (self, json_node_copy (json_object_get_member (error, "detail")));
  return hub_client_read_refusal (hub_client_get_server (self), status, body);
}

static void
complete (GTask *task)
{
  HubClient *self = g_task_get_source_object (task);
  Answer *answer = g_task_get_task_data (task);
  guint status = soup_message_get_status (answer->message);
  g_autoptr (JsonNode) body = NULL;

  hub_client_take_detail (self, NULL);
  if (answer->raw && SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&answer->bytes)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (answer->bytes->len > 0)
    body = hub_json_parse ((const char *) answer->bytes->data, answer->bytes->len, "", NULL);
  else
    body = json_node_new (JSON_NODE_NULL);
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_error (task, refusal (self, status, body));
  else if (body == NULL)
    g_task_return_error (task, bad_answer (hub_client_get_server (self), status));
  else
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) json_node_unref);
}

static void read_more (GTask *task);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HubClient *self = g_task_get_source_object (task);
  Answer *answer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, unreachable (self, error));
      return;
    }
  g_byte_array_append (answer->bytes, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (answer->bytes->len > MAX_ANSWER)
    g_task_return_error (task, bad_answer (hub_client_get_server (self), soup_message_get_status (answer->message)));
  else if (g_bytes_get_size (bytes) == 0)
    complete (task);
  else
    read_more (g_steal_pointer (&task));
}

/* (transfer full) @task */
static void
read_more (GTask *task)
{
  Answer *answer = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (answer->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_read, task);
}

static void
on_headers (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Answer *answer = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  answer->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (answer->stream == NULL)
    {
      g_task_return_error (task, unreachable (g_task_get_source_object (task), error));
      return;
    }
  read_more (g_steal_pointer (&task));
}

static void
send_message (HubClient *self, SoupMessage *message, gboolean raw, GTask *task)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->message = g_object_ref (message);
  answer->bytes = g_byte_array_new ();
  answer->raw = raw;
  g_task_set_task_data (task, answer, answer_free);
  soup_session_send_async (hub_client_get_session (self), message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                           on_headers, task);
}

/*
 * hub_client_send_async:
 * @message: a request made by hub_client_new_message(), with its body
 *
 * Sends it, reads the answer, of bounded size, and makes JSON or an error of it.
 */
void
hub_client_send_async (HubClient *self, SoupMessage *message, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_client_send_async);
  send_message (self, message, FALSE, task);
}

JsonNode *
hub_client_send_finish (HubClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_client_read_async:
 * @self: a client
 * @operation: an operationId of data/api/openapi.json whose answer is no JSON: "exportAudit"
 * @parameters: (nullable): its parameters
 * @cancellable: (nullable): ends the call
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Reads a file, or a page of one, from the platform.
 */
void
hub_client_read_async (HubClient *self, const char *operation, JsonObject *parameters, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const HubApiOperation *api = hub_api_find (operation);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, hub_client_read_async);
  g_return_if_fail (HUB_IS_CLIENT (self));
  g_return_if_fail (api != NULL);

  if (hub_api_build_request (api, parameters, &path, &body, &error))
    message = hub_client_new_message (self, api->method, path, &error);
  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  send_message (self, message, TRUE, g_steal_pointer (&task));
}

/**
 * hub_client_read_finish:
 * @self: a client
 * @result: the result
 * @next: (out) (optional) (nullable) (transfer full): where the next page begins, where the answer is one of several
 * @error: (out) (optional): as hub_client_call_finish()
 *
 * Returns: (transfer full) (nullable): the bytes, at most 32 MiB
 */
GBytes *
hub_client_read_finish (HubClient *self, GAsyncResult *result, char **next, GError **error)
{
  Answer *answer;
  GBytes *bytes;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  answer = g_task_get_task_data (G_TASK (result));
  bytes = g_task_propagate_pointer (G_TASK (result), error);
  if (next != NULL)
    *next = bytes != NULL ? g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (answer->message),
                                                                    "X-Next-Cursor"))
                          : NULL;
  return bytes;
}
