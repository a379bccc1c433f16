/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-pipeline.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-build-private.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"

#define PROGRAM "superhub-compiler"
#define TIMEOUT_SECONDS 30
#define EXIT_MEMORY 75

struct _HubPipeline
{
  GObject       parent_instance;

  HubProject   *project;
  HubBuild     *last_good;
  guint         generation;
  guint         timeout_seconds;
  GCancellable *running;      /* of the compilation under way */
};

/* One compilation. */
typedef struct
{
  guint         generation;
  gint64        start;
  char         *folder;
  GSubprocess  *process;
  GCancellable *cancellable;   /* our own: stopped by the caller's, and by the next compilation */
  GCancellable *outer;
  gulong        outer_id;
  guint         timeout;
  gboolean      timed_out;
  GBytes       *output;
} Run;

enum
{
  PROP_0,
  PROP_LAST_GOOD,
  PROP_TIMEOUT,
  N_PROPS
};

enum
{
  STARTED,
  FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubPipeline, hub_pipeline, G_TYPE_OBJECT)

static void
run_free (Run *run)
{
  if (run->folder != NULL)
    hub_build_folder_remove (run->folder);
  g_free (run->folder);
  g_clear_handle_id (&run->timeout, g_source_remove);
  if (run->outer != NULL)
    g_cancellable_disconnect (run->outer, run->outer_id);
  g_clear_object (&run->outer);
  g_clear_object (&run->process);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->output, g_bytes_unref);
  g_free (run);
}

static void
hub_pipeline_dispose (GObject *object)
{
  HubPipeline *self = HUB_PIPELINE (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->last_good);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (hub_pipeline_parent_class)->dispose (object);
}

static void
hub_pipeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HubPipeline *self = HUB_PIPELINE (object);

  if (id == PROP_LAST_GOOD)
    g_value_set_object (value, self->last_good);
  else if (id == PROP_TIMEOUT)
    g_value_set_uint (value, self->timeout_seconds);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
hub_pipeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  HubPipeline *self = HUB_PIPELINE (object);

  if (id == PROP_TIMEOUT)
    self->timeout_seconds = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
hub_pipeline_class_init (HubPipelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hub_pipeline_dispose;
  object_class->get_property = hub_pipeline_get_property;
  object_class->set_property = hub_pipeline_set_property;

  /**
   * HubPipeline:last-good: (attributes org.gtk.Property.get=hub_pipeline_get_last_good)
   *
   * The last build without errors.
   */
  properties[PROP_LAST_GOOD] =
    g_param_spec_object ("last-good", NULL, NULL, HUB_TYPE_BUILD,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * HubPipeline:timeout:
   *
   * Seconds after which a compilation is given up.
   */
  properties[PROP_TIMEOUT] =
    g_param_spec_uint ("timeout", NULL, NULL, 1, 3600, TIMEOUT_SECONDS,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HubPipeline::started:
   * @self: the pipeline
   * @generation: the number of the compilation that starts
   */
  signals[STARTED] = g_signal_new ("started", HUB_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * HubPipeline::finished:
   * @self: the pipeline
   * @build: what came out, with errors or without
   */
  signals[FINISHED] = g_signal_new ("finished", HUB_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, HUB_TYPE_BUILD);
}

static void
hub_pipeline_init (HubPipeline *self)
{
  self->timeout_seconds = TIMEOUT_SECONDS;
}

/**
 * hub_pipeline_new:
 * @project: the project to compile
 *
 * Returns: (transfer full): a pipeline; nothing is compiled yet
 */
HubPipeline *
hub_pipeline_new (HubProject *project)
{
  HubPipeline *self;

  g_return_val_if_fail (HUB_IS_PROJECT (project), NULL);

  self = g_object_new (HUB_TYPE_PIPELINE, NULL);
  self->project = g_object_ref (project);
  return self;
}

/**
 * hub_pipeline_get_last_good:
 * @self: a pipeline
 *
 * Returns: (transfer none) (nullable): the last build without errors
 */
HubBuild *
hub_pipeline_get_last_good (HubPipeline *self)
{
  g_return_val_if_fail (HUB_IS_PIPELINE (self), NULL);
  return self->last_good;
}

/* The last line of the output that starts with @prefix, up to its end; NULL where there is none. */
static char *
last_line (GBytes *output, const char *prefix)
{
  gsize size;
  const char *text = g_bytes_get_data (output, &size);
  gsize end = size;

  while (end > 0)
    {
      const char *line;
      gsize length;

      if (text[end - 1] == '\n')
        end--;
      line = memrchr (text, '\n', end);
      line = line != NULL ? line + 1 : text;
      length = text + end - line;
      if (length >= strlen (prefix) && memcmp (line, prefix, strlen (prefix)) == 0)
        return g_strndup (line, length);
      end = line - text;
    }
  return NULL;
}

/* What to say when the child ended without an answer. */
static GError *
describe_end (HubPipeline *self, Run *run)
{
  g_autofree char *at = run->output != NULL ? last_line (run->output, "at ") : NULL;
  const char *file = at != NULL ? at + strlen ("at ") : "app.json";

  if (run->timed_out)
    return hub_error_new (HUB_ERROR_FAILED, "compiler.timeout",
                          _("Compiling took longer than %u s and was stopped; the last file was %s"),
                          self->timeout_seconds, file);
  if (g_subprocess_get_if_exited (run->process)
      && g_subprocess_get_exit_status (run->process) == EXIT_MEMORY)
    return hub_error_new (HUB_ERROR_FAILED, "compiler.crashed",
                          _("Compiling %s took more memory than it may have and was stopped"), file);
  return hub_error_new (HUB_ERROR_FAILED, "compiler.crashed",
                        _("The compiler crashed while it worked on %s; change this file, or leave "
                          "it out, and compile again"), file);
}

static GError *
error_from_child (JsonObject *result)
{
  const char *name = hub_json_get_string (result, "error", "compiler.crashed");

  return hub_error_new (g_str_has_prefix (name, "io.") ? HUB_ERROR_STORAGE : HUB_ERROR_FAILED, name,
                        "%s", hub_json_get_string (result, "message", ""));
}

static void
return_build (GTask *task, HubPipeline *self, Run *run, JsonObject *result)
{
  guint duration = (guint) ((g_get_monotonic_time () - run->start) / 1000);
  g_autoptr (HubBuild) build = hub_build_new (self->project, run->generation, duration, result,
                                              g_steal_pointer (&run->folder));

  if (self->running == run->cancellable)
    g_clear_object (&self->running);
  if (!hub_build_has_errors (build))
    {
      g_set_object (&self->last_good, build);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_GOOD]);
    }
  g_signal_emit (self, signals[FINISHED], 0, build);
  g_task_return_pointer (task, g_steal_pointer (&build), g_object_unref);
}

/* The child is gone. */
static void
process_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubPipeline *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_subprocess_wait_finish (run->process, result, NULL);
  g_clear_handle_id (&run->timeout, g_source_remove);
  if (g_cancellable_is_cancelled (run->cancellable) && !run->timed_out)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Compiling was cancelled"));
      return;
    }
  line = run->output != NULL && !run->timed_out ? last_line (run->output, "{") : NULL;
  node = line != NULL ? hub_json_parse (line, -1, PROGRAM, NULL) : NULL;
  if (node != NULL && hub_json_get_string (json_node_get_object (node), "error", NULL) != NULL)
    g_task_return_error (task, error_from_child (json_node_get_object (node)));
  else if (node != NULL)
    return_build (task, self, run, json_node_get_object (node));
  else
    g_task_return_error (task, describe_end (self, run));
}

static void
output_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);

  /* Cancelled or not: what was printed is still in the stream; the process decides. */
  if (!g_subprocess_communicate_finish (run->process, result, &run->output, NULL, NULL))
    g_subprocess_force_exit (run->process);
  g_subprocess_wait_async (run->process, NULL, process_ended, task);
}

static gboolean
give_up (gpointer data)
{
  Run *run = data;

  run->timeout = 0;
  run->timed_out = TRUE;
  /* The output ends with the process, and with it the last file it named is known. */
  g_subprocess_force_exit (run->process);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
spawn (HubPipeline *self, HubCompileMode mode, Run *run, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = hub_paths_find_helper (PROGRAM, NULL);
  g_autofree char *user_cache = hub_paths_user_cache ();
  g_autofree char *cache = g_build_filename (user_cache, "compiled", NULL);

  if (program == NULL)
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "compiler.missing",
                     _("“%s” is missing from the installation; install it again"), PROGRAM);
      return FALSE;
    }
  run->folder = hub_build_folder_new (error);
  if (run->folder == NULL)
    return FALSE;
  g_subprocess_launcher_setenv (launcher, "SUPERHUB_COMPILER_PROGRESS", "1", TRUE);
  run->process = g_subprocess_launcher_spawn (launcher, error, program, "--project",
                                              hub_project_get_folder (self->project), "--output",
                                              run->folder, "--cache", cache,
                                              mode == HUB_COMPILE_RELEASE ? "--release" : NULL,
                                              NULL);
  return run->process != NULL;
}

/**
 * hub_pipeline_compile_async:
 * @self: a pipeline
 * @mode: for development, or for preview and upload
 * @cancellable: (nullable): stops it
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Compiles the project as it is on disk now. A compilation under way is cancelled.
 */
void
hub_pipeline_compile_async (HubPipeline *self, HubCompileMode mode, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Run *run;

  g_return_if_fail (HUB_IS_PIPELINE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hub_pipeline_compile_async);
  run = g_new0 (Run, 1);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  run->start = g_get_monotonic_time ();
  run->generation = ++self->generation;
  run->cancellable = g_cancellable_new ();
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_set_object (&self->running, run->cancellable);
  if (cancellable != NULL)
    {
      run->outer = g_object_ref (cancellable);
      run->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled),
                                             g_object_ref (run->cancellable), g_object_unref);
    }
  g_signal_emit (self, signals[STARTED], 0, run->generation);
  if (!spawn (self, mode, run, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  run->timeout = g_timeout_add_seconds (self->timeout_seconds, give_up, run);
  g_subprocess_communicate_async (run->process, NULL, run->cancellable, output_read,
                                  g_steal_pointer (&task));
}

/**
 * hub_pipeline_compile_finish:
 * @self: a pipeline
 * @result: the result given to the callback
 * @error: (out) (optional): "compiler.crashed", "compiler.timeout", "compiler.missing", "io.no_space",
 *   "cancelled"
 *
 * Returns: (transfer full) (nullable): the build, also when the program has errors: see
 *   hub_build_has_errors()
 */
HubBuild *
hub_pipeline_compile_finish (HubPipeline *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
