/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-api.h"
#include "hub-client-private.h"
#include "hub-error.h"

typedef struct
{
  goffset               sent;
  goffset               total;
  GFileProgressCallback progress;
  gpointer              progress_data;
} Upload;

static void
on_wrote (SoupMessage *message, guint length, gpointer user_data)
{
  Upload *upload = user_data;

  upload->sent = MIN (upload->sent + length, upload->total);
  if (upload->progress != NULL)
    upload->progress (upload->sent, upload->total, upload->progress_data);
}

/* A connection that broke is tried anew by libsoup, from the start. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  ((Upload *) user_data)->sent = 0;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *answer = hub_client_send_finish (HUB_CLIENT (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* (transfer full) (nullable): the request, whose body is read from the file while it is sent. */
static SoupMessage *
new_upload (HubClient *self, const char *app_id, const char *path, Upload *upload, GError **error)
{
  const HubApiOperation *operation = hub_api_find ("uploadPackage");
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *url = NULL;
  g_autofree char *key = g_uuid_string_random ();
  SoupMessage *message;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return NULL;
  json_object_set_string_member (parameters, "app_id", app_id);
  if (!hub_api_build_request (operation, parameters, &url, &body, error))
    return NULL;
  message = hub_client_new_message (self, operation->method, url, error);
  if (message == NULL)
    return NULL;
  upload->total = g_file_info_get_size (info);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
  soup_message_set_request_body (message, operation->body_type, G_INPUT_STREAM (stream), upload->total);
  return message;
}

/**
 * hub_client_upload_package_async:
 * @self: a client
 * @app_id: the program it is for
 * @path: the package's file; read while it is sent, never as a whole
 * @cancellable: (nullable): ends the upload; the platform keeps nothing of it
 * @progress: (nullable) (scope async): called with bytes sent and total
 * @progress_data: for @progress
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Sends a package.
 */
void
hub_client_upload_package_async (HubClient *self, const char *app_id, const char *path,
                                 GCancellable *cancellable, GFileProgressCallback progress,
                                 gpointer progress_data, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HUB_IS_CLIENT (self));

  g_task_set_source_tag (task, hub_client_upload_package_async);
  g_task_set_task_data (task, upload, g_free);
  upload->progress = progress;
  upload->progress_data = progress_data;
  message = new_upload (self, app_id, path, upload, &error);
  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_signal_connect_data (message, "wrote-body-data", G_CALLBACK (on_wrote), upload, NULL, 0);
  g_signal_connect_data (message, "restarted", G_CALLBACK (on_restarted), upload, NULL, 0);
  hub_client_send_async (self, message, cancellable, on_sent, g_steal_pointer (&task));
}

/**
 * hub_client_upload_package_finish:
 * @self: a client
 * @result: the result
 * @error: (out) (optional): as hub_client_call_finish()
 *
 * Returns: (transfer full) (nullable): the answer of `uploadPackage`
 */
JsonNode *
hub_client_upload_package_finish (HubClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
