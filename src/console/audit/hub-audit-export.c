/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the audit log to a file, one page of the platform after the other. */
#include "hub-audit-export.h"

#include "config.h"

#include "hub-json.h"

typedef struct
{
  HubClient *client;
  JsonObject *parameters;
  GFileOutputStream *stream;    /* (nullable) */
  GBytes *page;                 /* (nullable): being written */
  char *next;                   /* (nullable) */
  guint64 rows;
  gboolean is_csv;
  HubAuditExportProgress progress;
  gpointer progress_data;
  GError *error;                /* (nullable): why the file is not replaced */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->client);
  json_object_unref (export->parameters);
  g_clear_object (&export->stream);
  g_clear_pointer (&export->page, g_bytes_unref);
  g_free (export->next);
  g_clear_error (&export->error);
  g_free (export);
}

static void ask (GTask *task);

static void
closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error);
  if (export->error != NULL)
    g_task_return_error (task, g_steal_pointer (&export->error));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* (transfer full) @task, @error: a file that is closed by a cancelled cancellable is as it was before. */
static void
end (GTask *task, GError *error)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GCancellable) given_up = g_cancellable_new ();

  export->error = error;
  if (error != NULL)
    g_cancellable_cancel (given_up);
  g_output_stream_close_async (G_OUTPUT_STREAM (export->stream), G_PRIORITY_DEFAULT, given_up, closed, task);
}

static guint64
count_lines (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint64 n = 0;

  for (gsize i = 0; i < length; i++)
    n += data[i] == '\n';
  return n;
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      end (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }
  export->rows += count_lines (export->page);
  if (export->is_csv && !json_object_has_member (export->parameters, "cursor") && export->rows > 0)
    export->rows--;             /* the headings */
  g_clear_pointer (&export->page, g_bytes_unref);
  if (export->progress != NULL)
    export->progress (export->rows, export->progress_data);
  if (export->next == NULL)
    end (g_steal_pointer (&task), NULL);
  else
    ask (g_steal_pointer (&task));
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable;
  gsize length;
  gconstpointer data;

  g_clear_pointer (&export->next, g_free);
  export->page = hub_client_read_finish (HUB_CLIENT (source), result, &export->next, &error);
  if (export->page == NULL)
    {
      end (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }
  data = g_bytes_get_data (export->page, &length);
  cancellable = g_task_get_cancellable (task);
  g_output_stream_write_all_async (G_OUTPUT_STREAM (export->stream), data, length, G_PRIORITY_DEFAULT, cancellable, written,
                                   g_steal_pointer (&task));
}

/* (transfer full) @task */
static void
ask (GTask *task)
{
  Export *export = g_task_get_task_data (task);

  if (export->next != NULL)
    json_object_set_string_member (export->parameters, "cursor", export->next);
  hub_client_read_async (export->client, "exportAudit", export->parameters, g_task_get_cancellable (task), answered, task);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->stream = g_file_replace_finish (G_FILE (source), result, &error);
  if (export->stream == NULL)
    g_task_return_error (task, error);
  else
    ask (g_steal_pointer (&task));
}

/**
 * hub_audit_export_async:
 * @client: a client that is signed in
 * @parameters: (transfer none): of exportAudit: the program, the format, the filter
 * @file: where to write; it is as it was unless all was written
 * @cancellable: (nullable): ends it
 * @progress: (nullable): called after each page
 * @callback: called in the main thread
 * @user_data: for @callback and @progress
 *
 * Writes what the log has, however much that is.
 */
void
hub_audit_export_async (HubClient *client, JsonObject *parameters, GFile *file, GCancellable *cancellable,
                        HubAuditExportProgress progress, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  g_task_set_source_tag (task, hub_audit_export_async);
  g_task_set_task_data (task, export, export_free);
  export->client = g_object_ref (client);
  export->parameters = json_object_ref (parameters);
  export->is_csv = !g_str_equal (hub_json_get_string (parameters, "format", "csv"), "jsonl");
  export->progress = progress;
  export->progress_data = user_data;
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, G_PRIORITY_DEFAULT,
                        cancellable, opened, task);
}

/**
 * hub_audit_export_finish:
 * @result: the result
 * @rows: (out): how many were written
 * @error: (out) (optional): the platform's refusal, or what is wrong with the file
 *
 * Returns: whether all was written
 */
gboolean
hub_audit_export_finish (GAsyncResult *result, guint64 *rows, GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  *rows = export->rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}
