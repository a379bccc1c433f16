/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-workbench.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

struct _HubWorkbench
{
  GObject            parent_instance;
  HubProject        *project;
  HubAccount        *account;
  GSettings         *settings;
  HubPipeline       *pipeline;
  HubPipeline       *delivery_pipeline;   /* its own: a change on disk must not cancel an upload */
  HubProjectWatcher *watcher;
  HubBuild          *build;
  GCancellable      *cancellable;
  char              *app_id;
  char              *last_version;
  guint              running;             /* compilations asked for and not yet answered */
};

G_DEFINE_FINAL_TYPE (HubWorkbench, hub_workbench, G_TYPE_OBJECT)

enum { PROP_0, PROP_BUILD, PROP_COMPILING, PROP_APP_ID, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { SIGNAL_BUILT, SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_app_id (HubWorkbench *self, const char *app_id)
{
  if (g_strcmp0 (self->app_id, app_id) == 0)
    return;
  g_free (self->app_id);
  self->app_id = g_strdup (app_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APP_ID]);
}

static void
compiled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubWorkbench) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubBuild) build = hub_pipeline_compile_finish (HUB_PIPELINE (object), result, &error);

  self->running--;
  if (self->running == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPILING]);
  if (build == NULL)
    {
      if (g_strcmp0 (hub_error_get_name (error), "cancelled") != 0)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  g_set_object (&self->build, build);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILD]);
  g_signal_emit (self, signals[SIGNAL_BUILT], 0, build);
}

static void
disk_changed (HubWorkbench *self)
{
  set_app_id (self, hub_project_get_app_id (self->project));
  if (g_settings_get_boolean (self->settings, "auto-compile"))
    hub_workbench_compile (self);
}

static void
hub_workbench_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HubWorkbench *self = HUB_WORKBENCH (object);

  switch (id)
    {
    case PROP_BUILD: g_value_set_object (value, self->build); break;
    case PROP_COMPILING: g_value_set_boolean (value, self->running > 0); break;
    case PROP_APP_ID: g_value_set_string (value, self->app_id); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hub_workbench_dispose (GObject *object)
{
  HubWorkbench *self = HUB_WORKBENCH (object);

  hub_workbench_close (self);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->delivery_pipeline);
  g_clear_object (&self->project);
  g_clear_object (&self->account);
  g_clear_object (&self->settings);
  g_clear_object (&self->build);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hub_workbench_parent_class)->dispose (object);
}

static void
hub_workbench_finalize (GObject *object)
{
  HubWorkbench *self = HUB_WORKBENCH (object);

  g_free (self->app_id);
  g_free (self->last_version);
  G_OBJECT_CLASS (hub_workbench_parent_class)->finalize (object);
}

static void
hub_workbench_class_init (HubWorkbenchClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hub_workbench_get_property;
  object_class->dispose = hub_workbench_dispose;
  object_class->finalize = hub_workbench_finalize;
  properties[PROP_BUILD] = g_param_spec_object ("build", NULL, NULL, HUB_TYPE_BUILD, flags);
  properties[PROP_COMPILING] = g_param_spec_boolean ("compiling", NULL, NULL, FALSE, flags);
  properties[PROP_APP_ID] = g_param_spec_string ("app-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_BUILT] = g_signal_new ("built", HUB_TYPE_WORKBENCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, HUB_TYPE_BUILD);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", HUB_TYPE_WORKBENCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hub_workbench_init (HubWorkbench *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hub_workbench_open:
 * @folder: a program's folder
 * @settings: the application's settings
 * @account: the application's account
 * @error: (out) (optional): as hub_project_open()
 *
 * Returns: (transfer full) (nullable): a workbench that watches the folder; nothing is compiled yet
 */
HubWorkbench *
hub_workbench_open (const char *folder, GSettings *settings, HubAccount *account, GError **error)
{
  g_autoptr (HubProject) project = hub_project_open (folder, error);
  HubWorkbench *self;

  if (project == NULL)
    return NULL;
  self = g_object_new (HUB_TYPE_WORKBENCH, NULL);
  self->project = g_steal_pointer (&project);
  self->settings = g_object_ref (settings);
  self->account = g_object_ref (account);
  self->app_id = g_strdup (hub_project_get_app_id (self->project));
  self->pipeline = hub_pipeline_new (self->project);
  self->watcher = hub_project_watcher_new (self->project);
  g_signal_connect_object (self->watcher, "changed", G_CALLBACK (disk_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hub_workbench_get_project:
 * @self: a workbench
 *
 * Returns: (transfer none): its project
 */
HubProject *
hub_workbench_get_project (HubWorkbench *self)
{
  return self->project;
}

/**
 * hub_workbench_get_account:
 * @self: a workbench
 *
 * Returns: (transfer none): the application's account
 */
HubAccount *
hub_workbench_get_account (HubWorkbench *self)
{
  return self->account;
}

/**
 * hub_workbench_get_delivery_pipeline:
 * @self: a workbench
 *
 * Returns: (transfer none): the pipeline for Preview and Upload
 */
HubPipeline *
hub_workbench_get_delivery_pipeline (HubWorkbench *self)
{
  if (self->delivery_pipeline == NULL)
    self->delivery_pipeline = hub_pipeline_new (self->project);
  return self->delivery_pipeline;
}

/**
 * hub_workbench_get_build:
 * @self: a workbench
 *
 * Returns: (transfer none) (nullable): the last build, which may have errors
 */
HubBuild *
hub_workbench_get_build (HubWorkbench *self)
{
  return self->build;
}

/**
 * hub_workbench_is_compiling:
 * @self: a workbench
 *
 * Returns: whether a compilation runs
 */
gboolean
hub_workbench_is_compiling (HubWorkbench *self)
{
  return self->running > 0;
}

/**
 * hub_workbench_get_app_id:
 * @self: a workbench
 *
 * Returns: (transfer none) (nullable): the program's id on the platform
 */
const char *
hub_workbench_get_app_id (HubWorkbench *self)
{
  return self->app_id;
}

/**
 * hub_workbench_get_storage_id:
 * @self: a workbench
 *
 * The folder, not the app id: the program keeps its storage when it gets an id.
 *
 * Returns: (transfer none): the name of the program's storage in the simulator
 */
const char *
hub_workbench_get_storage_id (HubWorkbench *self)
{
  return hub_project_get_folder (self->project);
}

/**
 * hub_workbench_compile:
 * @self: a workbench
 *
 * Compiles what is on the disk; "built" or "failed" says how it went.
 */
void
hub_workbench_compile (HubWorkbench *self)
{
  self->running++;
  if (self->running == 1)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPILING]);
  hub_pipeline_compile_async (self->pipeline, HUB_COMPILE_DEVELOPMENT, self->cancellable, compiled,
                              g_object_ref (self));
}

/**
 * hub_workbench_suggest_version:
 * @self: a workbench
 *
 * Returns: (transfer full): the last version number with its last part one higher, or "1.0.0"
 */
char *
hub_workbench_suggest_version (HubWorkbench *self)
{
  const char *last_part;
  guint64 number;
  char *end;

  if (self->last_version == NULL)
    return g_strdup ("1.0.0");
  last_part = strrchr (self->last_version, '.');
  last_part = last_part != NULL ? last_part + 1 : self->last_version;
  number = g_ascii_strtoull (last_part, &end, 10);
  if (end == last_part || *end != '\0' || number >= G_MAXUINT32)
    return g_strdup (self->last_version);
  return g_strdup_printf ("%.*s%" G_GUINT64_FORMAT, (int) (last_part - self->last_version), self->last_version,
                          number + 1);
}

/**
 * hub_workbench_remember_version:
 * @self: a workbench
 * @version: a version number the platform has
 */
void
hub_workbench_remember_version (HubWorkbench *self, const char *version)
{
  g_free (self->last_version);
  self->last_version = g_strdup (version);
}

static void
app_ensured (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubWorkbench *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) app = hub_session_ensure_app_finish (result, &error);

  if (app == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  set_app_id (self, hub_json_get_string (json_node_get_object (app), "app_id", NULL));
  hub_project_reload (self->project, NULL);
  g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

static void
account_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubWorkbench *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  HubClient *client = hub_account_connect_finish (HUB_ACCOUNT (object), result, &error);

  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, client, g_object_unref);
  hub_session_ensure_app_async (client, hub_project_get_folder (self->project), cancellable, app_ensured,
                                g_steal_pointer (&task));
}

/**
 * hub_workbench_ensure_app_async:
 * @self: a workbench
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Connects, and makes sure that the program exists on the platform.
 */
void
hub_workbench_ensure_app_async (HubWorkbench *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_workbench_ensure_app_async);
  hub_account_connect_async (self->account, cancellable, account_connected, task);
}

/**
 * hub_workbench_ensure_app_finish:
 * @self: a workbench
 * @result: given to the callback
 * @error: (out) (optional): as hub_session_connect_finish() and hub_session_ensure_app_finish()
 *
 * Returns: (transfer full) (nullable): the client; hub_workbench_get_app_id() is set then
 */
HubClient *
hub_workbench_ensure_app_finish (HubWorkbench *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hub_workbench_close:
 * @self: a workbench
 *
 * Stops watching and compiling.
 */
void
hub_workbench_close (HubWorkbench *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->watcher != NULL)
    g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_clear_object (&self->watcher);
}
