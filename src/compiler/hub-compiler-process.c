/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compiler-process.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#include "hub-build-private.h"
#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-paths.h"

#define PROGRAM "superhub-compiler"
#define EXIT_MEMORY 75
/* A compilation nobody waits for any more is soon through; killing it at once would cost the loaded engines. */
#define GRACE_MS 500
/* What a program's sources left behind in the engines; a new child costs less than keeping more. */
#define MAX_RESIDENT_MB 384

struct _HubCompilerProcess
{
  GObject parent_instance;

  GSubprocess      *process;     /* NULL until needed */
  GDataInputStream *answers;
  gboolean          fresh;       /* has answered nothing yet */
  gboolean          busy;        /* a request was sent and not answered */
  gboolean          timed_out;
  char             *at;          /* the file it said it works on */
  GTask            *task;        /* whose request it works on; NULL when it was abandoned */
  GTask            *waiting;     /* comes next */
  char             *abandoned;   /* an output folder to remove when the child is through */
  guint             timer;
};

/* One compilation asked for. */
typedef struct
{
  char    *line;
  char    *output;
  guint    timeout_seconds;
  GSource *cancelled;
} Request;

G_DEFINE_FINAL_TYPE (HubCompilerProcess, hub_compiler_process, G_TYPE_OBJECT)

static void start (HubCompilerProcess *self, GTask *task);
static void read_next (HubCompilerProcess *self);

static void
request_free (Request *request)
{
  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
  g_free (request->line);
  g_free (request->output);
  g_free (request);
}

/* The child is told to end by the end of its input; one that works is killed. */
static void
drop_process (HubCompilerProcess *self)
{
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  if (self->process != NULL && self->busy)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
  self->busy = FALSE;
}

static void
remove_abandoned (HubCompilerProcess *self)
{
  if (self->abandoned != NULL)
    hub_file_tree_remove (self->abandoned);
  g_clear_pointer (&self->abandoned, g_free);
}

static void
hub_compiler_process_finalize (GObject *object)
{
  HubCompilerProcess *self = HUB_COMPILER_PROCESS (object);

  g_clear_pointer (&self->at, g_free);
  G_OBJECT_CLASS (hub_compiler_process_parent_class)->finalize (object);
}

static void
hub_compiler_process_class_init (HubCompilerProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_compiler_process_finalize;
  /* Writing to a child that has just died is an error to handle, not the end of the program. */
  signal (SIGPIPE, SIG_IGN);
}

static void
hub_compiler_process_init (HubCompilerProcess *self)
{
}

/**
 * hub_compiler_process_new:
 *
 * Returns: (transfer full): a process that was not started yet
 */
HubCompilerProcess *
hub_compiler_process_new (void)
{
  return g_object_new (HUB_TYPE_COMPILER_PROCESS, NULL);
}

/* Answers a request; its output folder stays only where it succeeded and nobody writes to it any more. */
static void
finish (GTask *task, JsonNode *result, GError *error)
{
  Request *request = g_task_get_task_data (task);

  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  if (error == NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) json_node_unref);
  else
    {
      if (request->output != NULL)
        hub_file_tree_remove (request->output);
      g_task_return_error (task, error);
    }
  g_object_unref (task);
}

/* The child is idle or gone: the next one may start. */
static void
go_on (HubCompilerProcess *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->at, g_free);
  self->timed_out = FALSE;
  remove_abandoned (self);
  if (self->waiting != NULL)
    start (self, g_steal_pointer (&self->waiting));
}

static GError *
describe_end (HubCompilerProcess *self, GSubprocess *process, guint timeout_seconds)
{
  const char *file = self->at != NULL ? self->at : "app.json";

  if (self->timed_out)
    return hub_error_new (HUB_ERROR_FAILED, "compiler.timeout",
                          _("Compiling took longer than %u s and was stopped; the last file was %s"),
                          timeout_seconds, file);
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == EXIT_MEMORY)
    return hub_error_new (HUB_ERROR_FAILED, "compiler.crashed",
                          _("Compiling %s took more memory than it may have and was stopped"), file);
  return hub_error_new (HUB_ERROR_FAILED, "compiler.crashed",
                        _("The compiler crashed while it worked on %s; change this file, or leave "
                          "it out, and compile again"), file);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubCompilerProcess) self = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autoptr (GTask) task = NULL;
  gboolean untouched;

  g_subprocess_wait_finish (process, result, NULL);
  if (process != self->process)
    return;
  untouched = !self->fresh && self->at == NULL && !self->timed_out;
  task = g_steal_pointer (&self->task);
  drop_process (self);
  if (task != NULL && untouched)
    {
      /* It died before it looked at the request, so the program is not to blame. */
      g_clear_handle_id (&self->timer, g_source_remove);
      start (self, g_steal_pointer (&task));
      return;
    }
  if (task != NULL)
    {
      Request *request = g_task_get_task_data (task);
      GError *error = describe_end (self, process, request->timeout_seconds);

      finish (g_steal_pointer (&task), NULL, error);
    }
  go_on (self);
}

static GError *
error_from_child (JsonObject *result)
{
  const char *name = hub_json_get_string (result, "error", "compiler.crashed");

  return hub_error_new (g_str_has_prefix (name, "io.") ? HUB_ERROR_STORAGE : HUB_ERROR_FAILED, name,
                        "%s", hub_json_get_string (result, "message", ""));
}

static void
take_answer (HubCompilerProcess *self, const char *line)
{
  g_autoptr (JsonNode) node = hub_json_parse (line, -1, PROGRAM, NULL);
  g_autoptr (GTask) task = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !self->busy)
    return;
  object = json_node_get_object (node);
  task = g_steal_pointer (&self->task);
  self->busy = FALSE;
  self->fresh = FALSE;
  if (hub_json_get_int (object, "resident", 0) > MAX_RESIDENT_MB)
    drop_process (self);
  if (task != NULL && hub_json_get_string (object, "error", NULL) != NULL)
    finish (g_steal_pointer (&task), NULL, error_from_child (object));
  else if (task != NULL)
    finish (g_steal_pointer (&task), g_steal_pointer (&node), NULL);
  go_on (self);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubCompilerProcess) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result,
                                                               NULL, NULL);

  if (source != (GObject *) self->answers)
    return;
  if (line == NULL)
    {
      g_subprocess_wait_async (self->process, NULL, on_ended, g_object_ref (self));
      return;
    }
  if (g_str_has_prefix (line, "at "))
    {
      g_free (self->at);
      self->at = g_strdup (line + strlen ("at "));
    }
  else if (line[0] == '{')
    take_answer (self, line);
  if (source == (GObject *) self->answers)
    read_next (self);
}

static void
read_next (HubCompilerProcess *self)
{
  g_data_input_stream_read_line_async (self->answers, G_PRIORITY_DEFAULT, NULL, on_line,
                                       g_object_ref (self));
}

static gboolean
spawn (HubCompilerProcess *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = hub_paths_find_helper (PROGRAM, NULL);

  if (program == NULL)
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "compiler.missing",
                     _("“%s” is missing from the installation; install it again"), PROGRAM);
      return FALSE;
    }
  g_subprocess_launcher_setenv (launcher, "SUPERHUB_COMPILER_PROGRESS", "1", TRUE);
  self->process = g_subprocess_launcher_spawn (launcher, error, program, "--serve", NULL);
  if (self->process == NULL)
    return FALSE;
  self->fresh = TRUE;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_next (self);
  return TRUE;
}

static gboolean
on_timeout (gpointer user_data)
{
  HubCompilerProcess *self = user_data;

  self->timer = 0;
  self->timed_out = self->task != NULL;
  /* Its output ends with it, and with it the last file it named is known. */
  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

/* The child goes on for a moment; what it writes is of no use to anybody. */
static void
abandon (HubCompilerProcess *self, GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (self->waiting == task)
    self->waiting = NULL;
  else
    {
      self->task = NULL;
      g_clear_handle_id (&self->timer, g_source_remove);
      self->timer = g_timeout_add (GRACE_MS, on_timeout, self);
      /* Removed when nobody writes to it any more. */
      self->abandoned = g_steal_pointer (&request->output);
    }
  finish (task, NULL,
          g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Compiling was cancelled")));
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  abandon (g_task_get_source_object (user_data), user_data);
  return G_SOURCE_REMOVE;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* A child that does not take it has died, which its output tells. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
}

static void
start (HubCompilerProcess *self, GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->process == NULL && !spawn (self, &error))
    {
      finish (task, NULL, error);
      return;
    }
  self->task = task;
  self->busy = TRUE;
  self->timer = g_timeout_add_seconds (request->timeout_seconds, on_timeout, self);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process), request->line,
                                   strlen (request->line), G_PRIORITY_DEFAULT, NULL, on_sent,
                                   g_object_ref (task));
}

static char *
make_line (const char *project, const char *output, gboolean release)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();
  g_autofree char *user_cache = hub_paths_user_cache ();
  g_autofree char *cache = g_build_filename (user_cache, "compiled", NULL);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "project", project);
  json_object_set_string_member (object, "output", output);
  json_object_set_string_member (object, "cache", cache);
  json_object_set_boolean_member (object, "release", release);
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  return g_strconcat (text, "\n", NULL);
}

/**
 * hub_compiler_process_run_async:
 * @self: a process
 * @project: the project's folder
 * @output: an empty folder made by hub_build_folder_new(); removed where this fails
 * @release: compile for preview and upload
 * @timeout_seconds: after which the compilation is given up
 * @cancellable: (nullable): stops waiting for it at once
 * @callback: called in the default main context
 * @user_data: for @callback
 *
 * Compiles a program. A compilation under way is cancelled.
 */
void
hub_compiler_process_run_async (HubCompilerProcess *self, const char *project, const char *output,
                                gboolean release, guint timeout_seconds, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (HUB_IS_COMPILER_PROCESS (self));

  if (self->waiting != NULL)
    abandon (self, self->waiting);
  if (self->task != NULL)
    abandon (self, self->task);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hub_compiler_process_run_async);
  request = g_new0 (Request, 1);
  request->line = make_line (project, output, release);
  request->output = g_strdup (output);
  request->timeout_seconds = timeout_seconds;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (cancellable != NULL)
    {
      request->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (request->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (request->cancelled, g_main_context_get_thread_default ());
    }
  if (self->busy)
    self->waiting = task;
  else
    start (self, task);
}

/**
 * hub_compiler_process_stop:
 * @self: a process
 *
 * Ends the child, and cancels what it works on. It keeps @self alive as long as it runs.
 */
void
hub_compiler_process_stop (HubCompilerProcess *self)
{
  g_return_if_fail (HUB_IS_COMPILER_PROCESS (self));

  if (self->waiting != NULL)
    abandon (self, self->waiting);
  if (self->task != NULL)
    abandon (self, self->task);
  g_clear_handle_id (&self->timer, g_source_remove);
  drop_process (self);
  remove_abandoned (self);
}

/**
 * hub_compiler_process_run_finish:
 * @self: a process
 * @result: the result given to the callback
 * @error: (out) (optional): "compiler.crashed", "compiler.timeout", "compiler.missing", "io.no_space",
 *   or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): an object with `diagnostics`, `files` and `hashes`
 */
JsonNode *
hub_compiler_process_run_finish (HubCompilerProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
