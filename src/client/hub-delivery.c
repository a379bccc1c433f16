/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-delivery.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "hub-credentials.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-limits.h"
#include "hub-package.h"
#include "hub-paths.h"
#include "hub-session.h"

/* One delivery on its way through the steps. */
typedef struct
{
  HubPipeline         *pipeline;
  HubClient           *client;        /* NULL when only measured */
  char                *app_id;
  const char          *operation;     /* what is called with the package's hash */
  JsonObject          *parameters;    /* its parameters */
  HubDeliveryProgress  progress;
  gpointer             progress_data;
  HubBuild            *build;
  char                *path;          /* the package, until it is sent */
  JsonNode            *sizes;
  HubPackageLimits     limits;        /* those of the platform it goes to */
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  if (delivery->path != NULL)
    g_unlink (delivery->path);
  g_free (delivery->path);
  g_free (delivery->app_id);
  g_clear_object (&delivery->pipeline);
  g_clear_object (&delivery->client);
  g_clear_object (&delivery->build);
  g_clear_pointer (&delivery->parameters, json_object_unref);
  g_clear_pointer (&delivery->sizes, json_node_unref);
  g_free (delivery);
}

static void
report (Delivery *delivery, HubDeliveryStep step, double fraction)
{
  if (delivery->progress != NULL)
    delivery->progress (step, fraction, delivery->progress_data);
}

/* ---- Finishing: the package's hash becomes a preview or a version ---- */

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (delivery->client, result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  report (delivery, HUB_DELIVERY_FINISHING, 1);
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) json_node_unref);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) package = hub_client_upload_package_finish (delivery->client, result, &error);

  if (package == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  report (delivery, HUB_DELIVERY_FINISHING, 0);
  json_object_set_string_member (delivery->parameters, "package",
                                 hub_json_get_string (json_node_get_object (package), "sha256", ""));
  hub_client_call_async (delivery->client, delivery->operation, delivery->parameters,
                         g_task_get_cancellable (task), on_called, g_object_ref (task));
}

/* ---- Sending ---- */

static void
on_sent_bytes (goffset sent, goffset total, gpointer user_data)
{
  report (user_data, HUB_DELIVERY_SENDING, total > 0 ? (double) sent / (double) total : 1);
}

static void
on_packed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  report (delivery, HUB_DELIVERY_SENDING, 0);
  hub_client_upload_package_async (delivery->client, delivery->app_id, delivery->path,
                                   g_task_get_cancellable (task), on_sent_bytes, delivery,
                                   on_uploaded, g_object_ref (task));
}

/* ---- Checking and packing, in a thread ---- */

/* (transfer full): the entries, whose strings belong to @build. */
static HubPackageEntry *
list_entries (HubBuild *build, gsize *n_entries)
{
  GPtrArray *files = hub_build_get_files (build);
  HubPackageEntry *entries = g_new0 (HubPackageEntry, MAX (files->len, 1));

  for (guint i = 0; i < files->len; i++)
    {
      const HubBuildFile *file = g_ptr_array_index (files, i);

      entries[i] = (HubPackageEntry) { file->name, file->path, file->package };
    }
  *n_entries = files->len;
  return entries;
}

/* (transfer full) (nullable): where the package is made: the cache, which is on a disk, not in memory. */
static char *
new_package_path (GError **error)
{
  g_autofree char *folder = hub_paths_user_cache ();
  g_autofree char *path = g_build_filename (folder, "package-XXXXXX", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_mkstemp (path);
  if (fd < 0)
    {
      int saved = errno;

      hub_set_error (error, HUB_ERROR_STORAGE, saved == ENOSPC ? "io.no_space" : "io.failed",
                     _("“%s” cannot be written: %s"), path, g_strerror (saved));
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&path);
}

static void
pack_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Delivery *delivery = data;
  gsize n_entries;
  g_autofree HubPackageEntry *entries = list_entries (delivery->build, &n_entries);
  const guint8 *upload_key = hub_session_get_signing_key (delivery->client);
  g_autofree guint8 *key = upload_key != NULL ? g_memdup2 (upload_key, HUB_KEY_SECRET_BYTES) : NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;

  delivery->path = new_package_path (&error);
  if (delivery->path != NULL && key == NULL)
    key = hub_credentials_signing_key (&error);
  if (delivery->path != NULL && key != NULL)
    hash = hub_package_write (entries, n_entries, &delivery->limits, key, delivery->path, NULL, cancellable, &error);
  if (hash != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
measure_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Delivery *delivery = data;
  gsize n_entries;
  g_autofree HubPackageEntry *entries = list_entries (delivery->build, &n_entries);
  g_autoptr (GError) error = NULL;

  if (hub_package_check_sizes (entries, n_entries, &delivery->limits, &delivery->sizes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The state belongs to the outer task, which @callback's data keeps. */
static void
run_blocking (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, func);
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean fits = g_task_propagate_boolean (G_TASK (result), &error);

  /* Too large or not, the table is the answer; whoever sends it will be refused with the reason. */
  if (delivery->client == NULL && delivery->sizes != NULL)
    {
      if (!fits)
        json_object_set_string_member (json_node_get_object (delivery->sizes), "problem", error->message);
      g_task_return_pointer (task, g_steal_pointer (&delivery->sizes), (GDestroyNotify) json_node_unref);
    }
  else if (!fits)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    {
      report (delivery, HUB_DELIVERY_PACKING, 0);
      run_blocking (task, pack_in_thread, on_packed);
    }
}

/* What the platform takes: its operator may have set other limits than those it comes with. */
static void
on_limits (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (delivery->client, result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hub_limits_take (delivery->client, answer, &delivery->limits);
  run_blocking (task, measure_in_thread, on_measured);
}

/* ---- Compiling ---- */

static GError *
first_problem (HubBuild *build)
{
  GListModel *diagnostics = hub_build_get_diagnostics (build);
  g_autoptr (HubDiagnostic) first = g_list_model_get_item (diagnostics, 0);
  g_autofree char *text = first != NULL ? hub_diagnostic_to_string (first)
                                        : g_strdup (_("The program has errors"));

  return hub_error_new (HUB_ERROR_COMPILE, "compile.failed", "%s", text);
}

static void
on_compiled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  delivery->build = hub_pipeline_compile_finish (HUB_PIPELINE (source), result, &error);
  if (delivery->build == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (hub_build_has_errors (delivery->build))
    {
      g_task_return_error (task, first_problem (delivery->build));
      return;
    }
  report (delivery, HUB_DELIVERY_CHECKING, 0);
  if (delivery->client != NULL)
    hub_client_call_async (delivery->client, "getLimits", NULL, g_task_get_cancellable (task), on_limits,
                           g_object_ref (task));
  else
    run_blocking (task, measure_in_thread, on_measured);
}

static void
start (HubPipeline *pipeline, Delivery *delivery, gpointer tag, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, delivery, delivery_free);
  delivery->pipeline = g_object_ref (pipeline);
  report (delivery, HUB_DELIVERY_COMPILING, 0);
  hub_pipeline_compile_async (pipeline, HUB_COMPILE_RELEASE, cancellable, on_compiled,
                              g_object_ref (task));
}

static Delivery *
new_delivery (HubClient *client, const char *app_id, const char *operation,
              HubDeliveryProgress progress, gpointer progress_data)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->client = g_object_ref (client);
  delivery->limits = hub_limits_recall (client);
  delivery->app_id = g_strdup (app_id);
  delivery->operation = operation;
  delivery->parameters = json_object_new ();
  json_object_set_string_member (delivery->parameters, "app_id", app_id);
  delivery->progress = progress;
  delivery->progress_data = progress_data;
  return delivery;
}

/**
 * hub_delivery_preview_async:
 * @pipeline: the project's
 * @client: signed in
 * @app_id: the program on the platform
 * @condition: (nullable): {"path", "query", "scene"}: where the phone starts
 * @progress: (nullable) (scope async): called in the main thread at each step
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it at any step; nothing is left behind
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Compile → size check → pack → send → link.
 */
void
hub_delivery_preview_async (HubPipeline *pipeline, HubClient *client, const char *app_id,
                            JsonObject *condition, HubDeliveryProgress progress,
                            gpointer progress_data, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Delivery *delivery = new_delivery (client, app_id, "createPreview", progress, progress_data);

  if (condition != NULL)
    json_object_set_object_member (delivery->parameters, "condition", json_object_ref (condition));
  start (pipeline, delivery, hub_delivery_preview_async, cancellable, callback, user_data);
}

/**
 * hub_delivery_preview_finish:
 * @result: the result
 * @error: (out) (optional): "compile.failed", whose message is the first diagnostic as
 *   file:line:column; the packager's; the platform's; "cancelled"
 *
 * Returns: (transfer full) (nullable): the answer of `createPreview`
 */
JsonNode *
hub_delivery_preview_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_delivery_measure_async:
 * @pipeline: the project's
 * @client: (nullable): of the platform whose limits, as it last told them, are meant; %NULL for the one that is used where none is
 *   named
 * @cancellable: (nullable): ends it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Compiles and measures, for the table of the Upload dialog.
 */
void
hub_delivery_measure_async (HubPipeline *pipeline, HubClient *client, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->limits = hub_limits_recall (client);
  start (pipeline, delivery, hub_delivery_measure_async, cancellable, callback, user_data);
}

/**
 * hub_delivery_measure_finish:
 * @result: the result
 * @error: (out) (optional): "compile.failed", or the file system's
 *
 * Returns: (transfer full) (nullable): as hub_package_check_sizes(); when the program is over a limit with a
 *   member "problem", the sentence that says so
 */
JsonNode *
hub_delivery_measure_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_delivery_upload_async:
 * @pipeline: the project's
 * @client: signed in
 * @app_id: the program on the platform
 * @version: the version number, 1 to 64 characters
 * @remarks: project remarks, at most 2,000 characters, stored as they are
 * @progress: (nullable) (scope async): called in the main thread at each step
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it at any step; nothing is left behind
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Compile → size check → pack → send → developer version.
 */
void
hub_delivery_upload_async (HubPipeline *pipeline, HubClient *client, const char *app_id,
                           const char *version, const char *remarks, HubDeliveryProgress progress,
                           gpointer progress_data, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Delivery *delivery = new_delivery (client, app_id, "putDeveloperVersion", progress, progress_data);

  json_object_set_string_member (delivery->parameters, "version", version);
  json_object_set_string_member (delivery->parameters, "remarks", remarks != NULL ? remarks : "");
  start (pipeline, delivery, hub_delivery_upload_async, cancellable, callback, user_data);
}

/**
 * hub_delivery_upload_finish:
 * @result: the result
 * @error: (out) (optional): as hub_delivery_preview_finish(), and "version.bad_number"
 *
 * Returns: (transfer full) (nullable): the answer of `putDeveloperVersion`
 */
JsonNode *
hub_delivery_upload_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
