/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-pipeline.h"

#include "config.h"

#include "hub-build-private.h"
#include "hub-compiler-process.h"

#define TIMEOUT_SECONDS 30

struct _HubPipeline
{
  GObject       parent_instance;

  HubProject         *project;
  HubCompilerProcess *process;
  HubBuild           *last_good;
  guint               generation;
  guint               timeout_seconds;
};

/* One compilation. */
typedef struct
{
  guint  generation;
  gint64 start;
  char  *folder;
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
  g_free (run->folder);
  g_free (run);
}

static void
hub_pipeline_dispose (GObject *object)
{
  HubPipeline *self = HUB_PIPELINE (object);

  if (self->process != NULL)
    hub_compiler_process_stop (self->process);
  g_clear_object (&self->process);
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

static void
return_build (GTask *task, HubPipeline *self, Run *run, JsonObject *result)
{
  guint duration = (guint) ((g_get_monotonic_time () - run->start) / 1000);
  g_autoptr (HubBuild) build = hub_build_new (self->project, run->generation, duration, result,
                                              g_steal_pointer (&run->folder));

  if (!hub_build_has_errors (build))
    {
      g_set_object (&self->last_good, build);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_GOOD]);
    }
  g_signal_emit (self, signals[FINISHED], 0, build);
  g_task_return_pointer (task, g_steal_pointer (&build), g_object_unref);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hub_compiler_process_run_finish (HUB_COMPILER_PROCESS (source), result,
                                                               &error);

  if (node != NULL)
    return_build (task, g_task_get_source_object (task), g_task_get_task_data (task),
                  json_node_get_object (node));
  else
    g_task_return_error (task, g_steal_pointer (&error));
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
  g_signal_emit (self, signals[STARTED], 0, run->generation);
  run->folder = hub_build_folder_new (&error);
  if (run->folder == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->process == NULL)
    self->process = hub_compiler_process_new ();
  hub_compiler_process_run_async (self->process, hub_project_get_folder (self->project), run->folder,
                                  mode == HUB_COMPILE_RELEASE, self->timeout_seconds, cancellable,
                                  on_answer, g_steal_pointer (&task));
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
