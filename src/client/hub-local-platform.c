/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-local-platform.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub-client.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"

/* Seconds: a first start makes the database and its account, on a slow disk. */
#define START_TIMEOUT 30
#define IDLE_EXIT "3600"
/* What superhubd says when another one has its data folder. */
#define EXIT_RUNS_ALREADY 3
#define MAX_ACCOUNT_FILE 65536
/* Bytes: a log that was longer at the start of a platform begins anew. */
#define MAX_LOG (1024 * 1024)

typedef struct
{
  char         *folder;
  GFileMonitor *monitor;
  GSubprocess  *daemon;
  HubClient    *probed;      /* being asked for its health */
  char         *dead_url;    /* did not answer: a port file left behind */
  GCancellable *stop;        /* ends the waiting for the daemon's exit */
  GSource      *cancelled;
  guint         timeout;
  gboolean      started;
  GTask        *waiting;     /* the task itself, while only the port file is waited for */
} Start;

/* Nothing calls back after this; what still waits only lets go of the task. The caller holds it. */
static void
settle (Start *start)
{
  g_clear_object (&start->waiting);
  g_clear_handle_id (&start->timeout, g_source_remove);
  g_clear_object (&start->monitor);
  if (start->cancelled != NULL)
    g_source_destroy (start->cancelled);
  g_clear_pointer (&start->cancelled, g_source_unref);
  g_cancellable_cancel (start->stop);
}

static void
start_free (gpointer data)
{
  Start *start = data;

  settle (start);
  g_clear_object (&start->stop);
  g_clear_object (&start->daemon);
  g_clear_object (&start->probed);
  g_free (start->dead_url);
  g_free (start->folder);
  g_free (start);
}

/**
 * hub_local_platform_get_folder:
 *
 * Returns: (transfer full): the data folder of this user's local platform, whether there is one or not
 */
char *
hub_local_platform_get_folder (void)
{
  g_autofree char *data = hub_paths_user_data ();

  return g_build_filename (data, "platform", NULL);
}

static char *
platform_file (const char *name)
{
  g_autofree char *folder = hub_local_platform_get_folder ();

  return g_build_filename (folder, name, NULL);
}

/**
 * hub_local_platform_dup_url:
 *
 * Returns: (transfer full) (nullable): the address its port file names; nobody may listen there any more
 */
char *
hub_local_platform_dup_url (void)
{
  g_autofree char *path = platform_file ("port");
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_strstrip (text);
  if (text[0] == '\0')
    return NULL;
  if (g_str_has_prefix (text, "http"))
    return g_steal_pointer (&text);
  if (strchr (text, ':') != NULL)
    return g_strconcat ("http://", text, NULL);
  return g_strconcat ("http://127.0.0.1:", text, NULL);
}

/**
 * hub_local_platform_read_account:
 * @superhub_id: (out) (transfer full): the account superhubd made on its first start
 * @password: (out) (optional) (transfer full): its password, for signing in on a phone
 * @token: (out) (optional) (nullable) (transfer full): a sign-in for this machine's programs
 * @error: (out) (optional): "platform.no_local_account"
 *
 * Returns: whether the file could be read
 */
gboolean
hub_local_platform_read_account (char **superhub_id, char **password, char **token,
                                 GError **error)
{
  g_autofree char *path = platform_file ("local-account.json");
  g_autoptr (JsonNode) root = hub_json_parse_file (path, MAX_ACCOUNT_FILE, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *id = hub_json_get_string (object, "superhub_id", NULL);
  const char *secret = hub_json_get_string (object, "password", NULL);

  if (id == NULL || secret == NULL)
    {
      hub_set_error (error, HUB_ERROR_STORAGE, "platform.no_local_account",
                     _("“%s”, the local platform's account, is missing or damaged"), path);
      return FALSE;
    }
  *superhub_id = g_strdup (id);
  if (password != NULL)
    *password = g_strdup (secret);
  if (token != NULL)
    *token = g_strdup (hub_json_get_string (object, "token", NULL));
  return TRUE;
}

/* (transfer full): the last line the daemon wrote, for the error. */
static char *
last_log_line (void)
{
  g_autofree char *path = platform_file ("superhubd.log");
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("");
  g_strchomp (text);
  line = strrchr (text, '\n');
  return g_utf8_make_valid (line != NULL ? line + 1 : text, -1);
}

static void
fail (GTask *task, const char *why)
{
  g_autoptr (GTask) kept = g_object_ref (task);
  g_autofree char *line = last_log_line ();

  settle (g_task_get_task_data (kept));
  g_task_return_error (kept, hub_error_new (HUB_ERROR_UNREACHABLE, "platform.not_started",
                                            _("The local platform could not be started: %s%s%s"), why,
                                            line[0] != '\0' ? ": " : "", line));
}

static void probe (GTask *task);
static void spawn (GTask *task);

static void
on_health (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HubClient) client = g_steal_pointer (&start->probed);
  g_autoptr (JsonNode) answer = hub_client_call_finish (client, result, &error);

  if (g_cancellable_is_cancelled (start->stop))
    return;
  if (answer != NULL)
    {
      settle (start);
      g_task_return_pointer (task, g_strdup (hub_client_get_server (client)), g_free);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return;
  g_free (start->dead_url);
  start->dead_url = g_strdup (hub_client_get_server (client));
  if (!start->started)
    spawn (task);
  else
    probe (task);
}

/* Asks the platform the port file names, once for each address; without one there is nothing to ask. */
static void
probe (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autofree char *url = NULL;

  if (start->probed != NULL || g_cancellable_is_cancelled (start->stop))
    return;
  url = hub_local_platform_dup_url ();
  if (url == NULL || g_strcmp0 (url, start->dead_url) == 0)
    {
      if (!start->started)
        spawn (task);
      return;
    }
  start->probed = hub_client_new (url);
  hub_client_call_async (start->probed, "getHealth", NULL, g_task_get_cancellable (task), on_health,
                         g_object_ref (task));
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
            gpointer user_data)
{
  GTask *task = user_data;
  Start *start = g_task_get_task_data (task);

  if (start->started)
    probe (task);
}

static gboolean
on_timeout (gpointer user_data)
{
  GTask *task = user_data;
  Start *start = g_task_get_task_data (task);

  start->timeout = 0;
  fail (task, _("it did not become ready within 30 seconds"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  settle (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  GSubprocess *daemon = G_SUBPROCESS (source);

  g_subprocess_wait_finish (daemon, result, NULL);
  if (g_cancellable_is_cancelled (start->stop))
    return;
  if (g_subprocess_get_if_exited (daemon) && g_subprocess_get_exit_status (daemon) == EXIT_RUNS_ALREADY)
    {
      /* Somebody else was faster: its port file is there, or will be. */
      g_clear_pointer (&start->dead_url, g_free);
      probe (task);
      return;
    }
  fail (task, _("superhubd ended"));
}

/* A session of its own: it outlives us, and a Ctrl-C in our terminal is not for it. */
static void
detach (gpointer user_data)
{
  setsid ();
}

/* Appended to, so that the last line is the last one said, also when two of them start at once. */
static int
open_log (GError **error)
{
  g_autofree char *path = platform_file ("superhubd.log");
  int file = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat status;

  if (file < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("“%s” cannot be written: %s"), path,
                   g_strerror (saved_errno));
      return -1;
    }
  if (fstat (file, &status) == 0 && status.st_size > MAX_LOG && ftruncate (file, 0) != 0)
    g_debug ("%s stays long: %s", path, g_strerror (errno));
  return file;
}

static GSubprocess *
launch (Start *start, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *program = hub_paths_find_program ("superhubd", error);
  g_autofree char *port = platform_file ("port");
  g_autofree char *account = platform_file ("local-account.json");
  int log = program != NULL ? open_log (error) : -1;

  if (log < 0)
    return NULL;
  g_subprocess_launcher_set_stdin_file_path (launcher, "/dev/null");
  g_subprocess_launcher_take_stdout_fd (launcher, log);
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_set_child_setup (launcher, detach, NULL, NULL);
  return g_subprocess_launcher_spawn (launcher, error, program, "--data-dir", start->folder,
                                      "--listen", "127.0.0.1:0", "--port-file", port,
                                      "--local-account-file", account, "--idle-exit", IDLE_EXIT, NULL);
}

static void
spawn (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr (GTask) kept = g_object_ref (task);
  g_autoptr (GError) error = NULL;

  start->started = TRUE;
  start->daemon = launch (start, &error);
  if (start->daemon == NULL)
    {
      settle (start);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  start->timeout = g_timeout_add_seconds (START_TIMEOUT, on_timeout, task);
  g_subprocess_wait_async (start->daemon, start->stop, on_exited, g_object_ref (task));
}

/**
 * hub_local_platform_start_async:
 * @cancellable: (nullable): ends the waiting, not the platform
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Finds the local platform, and starts it where it does not run.
 */
void
hub_local_platform_start_async (GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, hub_local_platform_start_async);
  g_task_set_task_data (task, start, start_free);
  start->waiting = g_object_ref (task);
  start->stop = g_cancellable_new ();
  start->folder = hub_local_platform_get_folder ();
  if (g_mkdir_with_parents (start->folder, 0700) != 0)
    {
      int saved_errno = errno;

      settle (start);
      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                               _("“%s” cannot be made: %s"), start->folder, g_strerror (saved_errno));
      return;
    }
  folder = g_file_new_for_path (start->folder);
  start->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (start->monitor == NULL)
    {
      settle (start);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_signal_connect (start->monitor, "changed", G_CALLBACK (on_changed), task);
  if (cancellable != NULL)
    {
      start->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (start->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (start->cancelled, g_main_context_get_thread_default ());
    }
  probe (task);
}

/**
 * hub_local_platform_start_finish:
 * @result: the result
 * @error: (out) (optional): "platform.not_started", with the last line the daemon wrote;
 *   "install.missing_file"; "cancelled"
 *
 * Returns: (transfer full) (nullable): the platform's address
 */
char *
hub_local_platform_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
