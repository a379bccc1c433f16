/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One exchange over HTTP: a request, the download of a file, the upload of one. */
#include "hub-network-private.h"

#include "config.h"

#include "hub-host-private.h"
#include "hub-json.h"
#include "hub-mime-type.h"

/* How often at most a program hears of progress, in microseconds. */
#define PROGRESS_INTERVAL 50000

typedef struct
{
  HubNetwork    *network;
  GTask         *task;        /* NULL once it was answered: then the end is an event */
  gint64         id;
  SoupMessage   *message;
  GCancellable  *cancellable;
  GInputStream  *stream;
  GOutputStream *out;
  goffset        limit;
  goffset        received;
  goffset        sent;
  goffset        to_send;
  gint64         last_progress;
  guint          timeout_id;
  guint          resume_id;
  const char    *ending;      /* why it was cancelled: "timeout", "abort" */
  char          *key;         /* of the file a download makes */
  gboolean       is_download;
  HubDomainUse   use;
  gboolean       binary;
  gboolean       chunked;
  gboolean       tells_headers;
  gboolean       tells_progress;
  char           buffer[64 * 1024];
} Transfer;

static void read_next (Transfer *self);

static void
transfer_free (Transfer *self)
{
  if (self->network->transfers != NULL
      && g_hash_table_lookup (self->network->transfers, &self->id) == self)
    g_hash_table_remove (self->network->transfers, &self->id);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->resume_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_object (&self->out);
  g_clear_object (&self->network);
  g_free (self->key);
  g_free (self);
}

static void
transfer_fail (Transfer *self, const char *reason)
{
  /* A file that is closed so stays what it was before. */
  g_cancellable_cancel (self->cancellable);
  if (self->out != NULL)
    g_output_stream_close (self->out, self->cancellable, NULL);
  if (self->task != NULL)
    hub_host_return_failure (self->task, self->ending != NULL ? self->ending : reason);
  else
    {
      JsonObject *event = hub_network_event_new (self->id, "end");

      json_object_set_string_member (event, "errMsg", self->ending != NULL ? self->ending : reason);
      hub_network_push_event (self->network, event, 0);
    }
  transfer_free (self);
}

/* Takes the result. Where there were events the end is one of them, so that it comes last. */
static void
transfer_answer (Transfer *self, JsonObject *result)
{
  if (self->task != NULL)
    hub_host_return_object (self->task, result);
  else
    {
      JsonObject *event = hub_network_event_new (self->id, "end");

      json_object_set_object_member (event, "result", result);
      hub_network_push_event (self->network, event, 0);
    }
}

static void
cancel (Transfer *self, const char *ending)
{
  if (self->ending != NULL)
    return;
  self->ending = ending;
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_timeout (gpointer user_data)
{
  Transfer *self = user_data;

  self->timeout_id = 0;
  cancel (self, "timeout");
  return G_SOURCE_REMOVE;
}

/* Text that is not UTF-8 gets replacement characters, as in a browser. */
static void
set_data (JsonObject *result, GBytes *bytes, gboolean binary)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (binary)
    {
      g_autofree char *text = g_base64_encode ((const guchar *) data, length);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "base64", text);
      json_object_set_object_member (result, "data", object);
    }
  else
    {
      g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", length);

      json_object_set_string_member (result, "data", text);
    }
}

static void
tell_progress (Transfer *self, goffset done, goffset total, gboolean now)
{
  gint64 time = g_get_monotonic_time ();
  JsonObject *event;

  if (!self->tells_progress || (!now && time - self->last_progress < PROGRESS_INTERVAL))
    return;
  self->last_progress = time;
  event = hub_network_event_new (self->id, "progress");
  json_object_set_int_member (event, "done", done);
  json_object_set_int_member (event, "total", total);
  hub_network_push_event (self->network, event, 0);
}

static void
transfer_done (Transfer *self)
{
  JsonObject *result = json_object_new ();

  g_output_stream_close (self->out, NULL, NULL);
  hub_network_describe (self->message, result);
  if (self->is_download)
    {
      json_object_set_string_member (result, "path", self->key);
      json_object_set_int_member (result, "dataLength", self->received);
      hub_program_files_recount (self->network->files);
      tell_progress (self, self->received, self->received, TRUE);
    }
  else
    {
      g_autoptr (GBytes) bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (self->out));

      set_data (result, bytes, self->binary);
    }
  transfer_answer (self, result);
  transfer_free (self);
}

static gboolean
on_resume (gpointer user_data)
{
  Transfer *self = user_data;

  if (hub_network_is_behind (self->network) && self->ending == NULL)
    return G_SOURCE_CONTINUE;
  self->resume_id = 0;
  read_next (self);
  return G_SOURCE_REMOVE;
}

static void
tell_chunk (Transfer *self, gsize length)
{
  JsonObject *event = hub_network_event_new (self->id, "chunk");
  g_autofree char *text = g_base64_encode ((const guchar *) self->buffer, length);

  json_object_set_string_member (event, "data", text);
  hub_network_push_event (self->network, event, length);
}

static gboolean
keep (Transfer *self, gsize length, GError **error)
{
  if (self->chunked)
    {
      tell_chunk (self, length);
      return TRUE;
    }
  return g_output_stream_write_all (self->out, self->buffer, length, NULL, NULL, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Transfer *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    transfer_fail (self, hub_network_reason (error));
  else if (n == 0)
    transfer_done (self);
  else if (!self->chunked && self->received + n > self->limit)
    transfer_fail (self, self->is_download ? "exceed max file size" : "response exceeds 50 MB");
  else if (!keep (self, n, &error))
    transfer_fail (self, error->message);
  else
    {
      self->received += n;
      if (self->is_download)
        tell_progress (self, self->received,
                       soup_message_headers_get_content_length (
                         soup_message_get_response_headers (self->message)),
                       FALSE);
      if (self->chunked && hub_network_is_behind (self->network))
        self->resume_id = g_timeout_add (20, on_resume, self);
      else
        read_next (self);
    }
}

static void
read_next (Transfer *self)
{
  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, on_read, self);
}

static const char *
extension_for (Transfer *self)
{
  const char *path = g_uri_get_path (soup_message_get_uri (self->message));
  const char *type = soup_message_headers_get_content_type (
    soup_message_get_response_headers (self->message), NULL);
  const char *by_type = type != NULL ? hub_mime_type_get_extension (type) : NULL;
  const char *dot = strrchr (path, '.');

  if (by_type != NULL)
    return by_type;
  return dot != NULL && strchr (dot, '/') == NULL ? dot + 1 : NULL;
}

/* Where the answer goes: memory, or the file a download makes. FALSE with the reason. */
static gboolean
open_target (Transfer *self, const char **reason)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  if (!self->is_download)
    {
      self->out = g_memory_output_stream_new_resizable ();
      return TRUE;
    }
  if (self->key == NULL)
    path = hub_program_files_make_temporary (self->network->files, extension_for (self), &self->key);
  else
    path = hub_program_files_resolve (self->network->files, self->key);
  if (path != NULL)
    {
      file = g_file_new_for_path (path);
      self->out = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL));
      self->limit = MIN (self->limit, hub_program_files_get_room (self->network->files, self->key));
    }
  if (self->out == NULL)
    {
      *reason = "no such file or directory, the file cannot be written";
      g_clear_pointer (&self->key, g_free);
    }
  return self->out != NULL;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Transfer *self = user_data;
  g_autoptr (GError) error = NULL;
  const char *reason = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    transfer_fail (self, hub_network_reason (error));
  else if (!open_target (self, &reason))
    transfer_fail (self, reason);
  else
    {
      if (self->tells_headers)
        {
          JsonObject *event = hub_network_event_new (self->id, "headers");

          hub_network_describe (self->message, event);
          hub_network_push_event (self->network, event, 0);
        }
      read_next (self);
    }
}

static void
on_wrote (SoupMessage *message, guint size, gpointer user_data)
{
  Transfer *self = user_data;

  self->sent += size;
  tell_progress (self, MIN (self->sent, self->to_send), self->to_send, self->sent >= self->to_send);
}

/* A redirect or a new sign-on sends it once more. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  ((Transfer *) user_data)->sent = 0;
}

/* A redirect, or a new sign-on: before it is sent once more. */
static void
on_redirected (SoupMessage *message, gpointer user_data)
{
  Transfer *self = user_data;
  g_autofree char *url = g_uri_to_string (soup_message_get_uri (message));

  if (!hub_network_may_ask (self->network, self->use, url))
    cancel (self, "url not in domain list");
}

static SoupMessage *
make_message (HubNetwork *network, const char *kind, JsonObject *arguments, const char **reason)
{
  if (g_str_equal (kind, "upload"))
    return hub_network_make_upload (network->files, arguments, reason);
  return hub_network_make_message (arguments,
                                   g_str_equal (kind, "download")
                                     ? "GET"
                                     : hub_json_get_string (arguments, "method", "GET"),
                                   reason);
}

static gboolean
has_folder (HubNetwork *network, const char *key)
{
  g_autofree char *folder = g_path_get_dirname (key);
  HubFileFacts facts;

  return hub_program_files_stat (network->files, folder, &facts) == 0 && facts.is_folder
         && (hub_program_files_stat (network->files, key, &facts) != 0 || !facts.is_folder);
}

static void
start (Transfer *self, JsonObject *arguments, gboolean is_upload)
{
  gint64 timeout = hub_json_get_int (arguments, "timeout", 60000);

  self->cancellable = g_cancellable_new ();
  self->limit = self->is_download ? HUB_NETWORK_MAX_FILE : HUB_NETWORK_MAX_RECEIVED;
  self->binary = g_str_equal (hub_json_get_string (arguments, "responseType", ""), "arraybuffer");
  self->chunked = !self->is_download && hub_json_get_boolean (arguments, "chunked", FALSE);
  self->tells_headers = hub_json_get_boolean (arguments, "headers", FALSE);
  self->tells_progress = hub_json_get_boolean (arguments, "progress", FALSE);
  self->timeout_id = g_timeout_add (CLAMP (timeout, 1, HUB_NETWORK_MAX_TIMEOUT), on_timeout, self);
  if (is_upload)
    {
      self->to_send = soup_message_headers_get_content_length (
        soup_message_get_request_headers (self->message));
      g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (on_wrote), self);
      g_signal_connect (self->message, "restarted", G_CALLBACK (on_restarted), self);
    }
  g_signal_connect (self->message, "restarted", G_CALLBACK (on_redirected), self);
  if (self->chunked || self->tells_headers || self->tells_progress)
    hub_host_return_value (g_steal_pointer (&self->task), NULL);
  if (self->id != 0)
    g_hash_table_replace (self->network->transfers, g_memdup2 (&self->id, sizeof self->id), self);
  soup_session_send_async (self->network->session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, on_sent, self);
}

static HubDomainUse
use_of (const char *kind)
{
  if (g_str_equal (kind, "upload"))
    return HUB_DOMAIN_UPLOAD_FILE;
  return g_str_equal (kind, "download") ? HUB_DOMAIN_DOWNLOAD_FILE : HUB_DOMAIN_REQUEST;
}

/* `network/request`, `network/download`, `network/upload`: takes the task. The system's proxy and certificates apply. */
void
hub_network_transfer (HubNetwork *network, const char *kind, JsonObject *arguments, GTask *task)
{
  const char *reason = NULL;
  const char *path = hub_json_get_string (arguments, "path", NULL);
  gint64 id = hub_json_get_int (arguments, "id", 0);
  gboolean is_download = g_str_equal (kind, "download");
  SoupMessage *message = NULL;
  Transfer *self;

  if (!hub_network_may_ask (network, use_of (kind), hub_json_get_string (arguments, "url", "")))
    reason = "url not in domain list";
  else if (id != 0 && g_hash_table_contains (network->transfers, &id))
    reason = "parameter error: the id is in use";
  else if (is_download && path != NULL && !has_folder (network, path))
    reason = "no such file or directory";
  else
    message = make_message (network, kind, arguments, &reason);
  if (message == NULL)
    {
      hub_host_return_failure (task, reason);
      return;
    }
  self = g_new0 (Transfer, 1);
  self->network = g_object_ref (network);
  self->task = task;
  self->id = id;
  self->message = message;
  self->is_download = is_download;
  self->key = is_download ? g_strdup (path) : NULL;
  self->use = use_of (kind);
  start (self, arguments, g_str_equal (kind, "upload"));
}

/* Ends the transfer with that number, if there is one; its task is answered soon. */
void
hub_network_abort (HubNetwork *network, gint64 id)
{
  Transfer *self = g_hash_table_lookup (network->transfers, &id);

  if (self != NULL)
    cancel (self, "abort");
}

void
hub_network_abort_all (HubNetwork *network)
{
  g_autoptr (GList) all = g_hash_table_get_values (network->transfers);

  /* A new program may use the numbers again before the old answers are given. */
  g_hash_table_remove_all (network->transfers);
  for (GList *l = all; l != NULL; l = l->next)
    cancel (l->data, "abort");
}
