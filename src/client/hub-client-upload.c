/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-api.h"
#include "hub-client-private.h"
#include "hub-error.h"
#include "hub-json.h"

/* A package up to this size goes in one request: parts would cost more than they may save. */
#define ONE_REQUEST (1024 * 1024)
#define PART_BYTES (4 * 1024 * 1024)
#define MAX_PART_BYTES (64 * 1024 * 1024)
/* Breaks in a row without a byte that arrived. */
#define MAX_ATTEMPTS 6
#define FIRST_WAIT_MS 250

/* One package on its way. */
typedef struct
{
  char                  *app_id;
  char                  *path;
  GBytes                *bytes;       /* the file, mapped */
  char                  *sha256;
  char                  *key;         /* Idempotency-Key of the last step */
  char                  *id;          /* (nullable): of the upload, when it goes in parts */
  gsize                  offset;      /* bytes that have arrived */
  gsize                  part;
  gsize                  sent;        /* bytes of the request under way */
  gsize                  total;
  guint                  attempts;
  gboolean               anew;        /* begun a second time */
  gboolean               renewed;     /* signed in once more, since bytes arrived */
  GError                *failure;     /* to be told when nothing is left of it */
  GFileProgressCallback  progress;
  gpointer               progress_data;
} Upload;

static void go_on (GTask *task);

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_free (upload->app_id);
  g_free (upload->path);
  g_clear_pointer (&upload->bytes, g_bytes_unref);
  g_free (upload->sha256);
  g_free (upload->key);
  g_free (upload->id);
  g_clear_error (&upload->failure);
  g_free (upload);
}

static void
on_wrote (SoupMessage *message, guint length, gpointer user_data)
{
  Upload *upload = user_data;

  upload->sent += length;
  if (upload->progress != NULL)
    upload->progress (MIN (upload->offset + upload->sent, upload->total), upload->total, upload->progress_data);
}

/* A connection that broke is tried anew by libsoup, from the start. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  ((Upload *) user_data)->sent = 0;
}

/* (transfer full) (nullable): a request of one of the steps, with a part of the package where @length is not 0. */
static SoupMessage *
new_request (GTask *task, const char *name, gsize length, JsonObject *parameters, GError **error)
{
  Upload *upload = g_task_get_task_data (task);
  const HubApiOperation *operation = hub_api_find (name);
  g_autofree char *url = NULL;
  g_autoptr (JsonNode) body = NULL;
  SoupMessage *message;

  json_object_set_string_member (parameters, "app_id", upload->app_id);
  if (upload->id != NULL)
    json_object_set_string_member (parameters, "id", upload->id);
  if (!hub_api_build_request (operation, parameters, &url, &body, error))
    return NULL;
  message = hub_client_new_message (g_task_get_source_object (task), operation->method, url, error);
  if (message == NULL)
    return NULL;
  upload->sent = 0;
  if (length > 0)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (upload->bytes, upload->offset, length);

      soup_message_set_request_body_from_bytes (message, operation->body_type, part);
      g_signal_connect_data (message, "wrote-body-data", G_CALLBACK (on_wrote), upload, NULL, 0);
      g_signal_connect_data (message, "restarted", G_CALLBACK (on_restarted), upload, NULL, 0);
    }
  else if (body != NULL)
    {
      g_autofree char *text = hub_json_to_string (body, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return message;
}

static void
send_request (GTask *task, const char *name, gsize length, JsonObject *parameters, GAsyncReadyCallback callback)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (JsonObject) owned = parameters != NULL ? parameters : json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = new_request (task, name, length, owned, &error);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  headers = soup_message_get_request_headers (message);
  if (g_str_equal (name, "putUploadPart"))
    {
      g_autofree char *range = g_strdup_printf ("bytes %zu-%zu/%zu", upload->offset, upload->offset + length - 1,
                                                upload->total);

      soup_message_headers_replace (headers, "Content-Range", range);
    }
  else
    soup_message_headers_replace (headers, HUB_CLIENT_KEY_HEADER, upload->key);
  hub_client_send_async (g_task_get_source_object (task), message, g_task_get_cancellable (task), callback,
                         g_object_ref (task));
}

/* ---- When something goes wrong ---- */

static void
on_cancelled_there (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = hub_client_send_finish (HUB_CLIENT (source), result, NULL);

  g_task_return_error (task, g_steal_pointer (&upload->failure));
}

/* Tells the platform to keep nothing, then the caller why. */
static void
fail (GTask *task, GError *error)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (SoupMessage) message = NULL;

  if (upload->id != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    message = new_request (task, "deleteUpload", 0, parameters, NULL);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  upload->failure = error;
  hub_client_send_async (g_task_get_source_object (task), message, NULL, on_cancelled_there, g_object_ref (task));
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
on_waited (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);

  if (upload->id != NULL)
    send_request (task, "getUpload", 0, NULL, on_asked);
  else
    go_on (task);
  return G_SOURCE_REMOVE;
}

/* Whether what failed may work in a moment. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, HUB_ERROR, HUB_ERROR_UNREACHABLE)
         || g_strcmp0 (hub_error_get_name (error), "request.in_progress") == 0
         || g_strcmp0 (hub_error_get_name (error), "upload.wrong_offset") == 0;
}

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (hub_client_renew_finish (HUB_CLIENT (source), result, &error))
    on_waited (g_steal_pointer (&task));
  else
    fail (task, error);
}

/* (transfer full) @error: waits and goes on where the platform is, or gives up. */
static void
recover (GTask *task, GError *error)
{
  Upload *upload = g_task_get_task_data (task);
  gboolean lost = g_strcmp0 (hub_error_get_name (error), "upload.not_found") == 0 && !upload->anew;

  if (!upload->renewed && hub_client_may_renew (g_task_get_source_object (task), error))
    {
      upload->renewed = TRUE;
      g_error_free (error);
      hub_client_renew_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_renewed, g_object_ref (task));
      return;
    }
  if (lost)
    {
      upload->anew = TRUE;
      g_clear_pointer (&upload->id, g_free);
      upload->offset = 0;
    }
  if (!lost && (!is_passing (error) || ++upload->attempts > MAX_ATTEMPTS))
    {
      fail (task, error);
      return;
    }
  g_error_free (error);
  g_timeout_add (FIRST_WAIT_MS << MIN (upload->attempts, 4), on_waited, g_object_ref (task));
}

/* ---- The steps ---- */

/* (transfer full) @answer: where the platform is now. */
static gboolean
take_upload (GTask *task, JsonNode *answer)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (JsonNode) owned = answer;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  gint64 offset = hub_json_get_int (object, "offset", -1);

  if (hub_json_get_string (object, "id", NULL) == NULL || offset < 0 || offset > (gint64) upload->total)
    {
      g_task_return_error (task, hub_error_new (HUB_ERROR_FAILED, "platform.bad_answer",
                                                _("The platform does not say how much of the package has arrived")));
      return FALSE;
    }
  if ((gsize) offset > upload->offset)
    {
      upload->attempts = 0;
      upload->renewed = FALSE;
    }
  upload->offset = offset;
  upload->part = CLAMP (hub_json_get_int (object, "part_size", PART_BYTES), 1, MAX_PART_BYTES);
  g_free (upload->id);
  upload->id = g_strdup (hub_json_get_string (object, "id", ""));
  return TRUE;
}

/* Begun, a part sent, or asked how much has arrived: all answer with the upload. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *answer = hub_client_send_finish (HUB_CLIENT (source), result, &error);

  if (answer == NULL)
    recover (task, g_steal_pointer (&error));
  else if (take_upload (task, answer))
    go_on (task);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *answer = hub_client_send_finish (HUB_CLIENT (source), result, &error);
  Upload *upload = g_task_get_task_data (task);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else if (upload->id != NULL && is_passing (error) && upload->attempts < MAX_ATTEMPTS)
    {
      /* Whether it was kept is not known: the same request again gives the same answer. */
      upload->attempts++;
      send_request (task, "finishUpload", 0, NULL, on_kept);
    }
  else
    recover (task, g_steal_pointer (&error));
}

static void
go_on (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  JsonObject *parameters;

  if (upload->total <= ONE_REQUEST)
    {
      send_request (task, "uploadPackage", upload->total, NULL, on_kept);
    }
  else if (upload->id == NULL)
    {
      parameters = json_object_new ();
      json_object_set_int_member (parameters, "size", upload->total);
      json_object_set_string_member (parameters, "sha256", upload->sha256);
      send_request (task, "createUpload", 0, parameters, on_asked);
    }
  else if (upload->offset < upload->total)
    {
      send_request (task, "putUploadPart", MIN (upload->part, upload->total - upload->offset), NULL, on_asked);
    }
  else
    {
      send_request (task, "finishUpload", 0, NULL, on_kept);
    }
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Upload *upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (upload->path, FALSE, &error);

  if (file == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  upload->bytes = g_mapped_file_get_bytes (file);
  upload->total = g_bytes_get_size (upload->bytes);
  upload->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, upload->bytes);
  g_task_return_boolean (task, TRUE);
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    go_on (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hub_client_upload_package_async:
 * @self: a client
 * @app_id: the program it is for
 * @path: the package's file, which must not change meanwhile
 * @cancellable: (nullable): ends the upload; the platform keeps nothing of it
 * @progress: (nullable) (scope async): called with bytes sent and total
 * @progress_data: for @progress
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Sends a package. A large one goes in parts: where the connection breaks, it goes on by itself with what has not arrived,
 * for about ten seconds without a byte; where the sign-in of an upload key ends, it signs in again; the same package sent again within a day goes on as well.
 */
void
hub_client_upload_package_async (HubClient *self, const char *app_id, const char *path,
                                 GCancellable *cancellable, GFileProgressCallback progress,
                                 gpointer progress_data, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) reading = g_task_new (NULL, cancellable, on_file_read, g_object_ref (task));
  Upload *upload = g_new0 (Upload, 1);

  g_return_if_fail (HUB_IS_CLIENT (self));

  g_task_set_source_tag (task, hub_client_upload_package_async);
  g_task_set_task_data (task, upload, upload_free);
  upload->app_id = g_strdup (app_id);
  upload->path = g_strdup (path);
  upload->key = g_uuid_string_random ();
  upload->progress = progress;
  upload->progress_data = progress_data;
  g_task_set_task_data (reading, upload, NULL);
  g_task_run_in_thread (reading, read_in_thread);
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
