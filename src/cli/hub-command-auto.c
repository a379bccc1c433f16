/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-paths.h"
#include "hub-project.h"

#define DEFAULT_PORT "9420"
/* The simulator's descriptor that it tells us by how its start went. */
#define NOTIFY_FD 3
/* Bytes: the list of a program's errors is shorter. */
#define MAX_ANSWER 65536

/* The simulator outlives this program and its terminal. */
static void
detach (gpointer user_data)
{
  setsid ();
}

/* (transfer full): what the simulator and WebKit print goes there. */
static char *
log_path (const char *port)
{
  g_autofree char *cache = hub_paths_user_cache ();
  g_autofree char *name = g_strdup_printf ("automation-%s.log", port);

  g_mkdir_with_parents (cache, 0700);
  return g_build_filename (cache, name, NULL);
}

static gboolean
spawn (const char *folder, const char *port, int log_fd, int notify_fd, GPid *pid, GError **error)
{
  g_autofree char *program = hub_paths_find_program ("superhub-simulator", error);
  g_autofree char *port_option = g_strconcat ("--auto-port=", port, NULL);
  const char *arguments[] = { program, port_option, "--auto-notify=" G_STRINGIFY (NOTIFY_FD), "--", folder, NULL };
  const int to = NOTIFY_FD;

  if (program == NULL)
    return FALSE;
  return g_spawn_async_with_pipes_and_fds (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, detach, NULL, -1,
                                           log_fd, log_fd, &notify_fd, &to, 1, pid, NULL, NULL, NULL, error);
}

/* (transfer full): what the simulator wrote, up to a zero byte, or to its end. */
static char *
read_answer (int fd, GCancellable *cancellable)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPollFD polls[2] = { { .fd = fd, .events = G_IO_IN | G_IO_HUP } };
  guint n = g_cancellable_make_pollfd (cancellable, &polls[1]) ? 2 : 1;

  while (text->len < MAX_ANSWER && memchr (text->str, '\0', text->len) == NULL)
    {
      char buffer[4096];
      gssize length;

      /* A signal wakes the poll and is handled in the main context. */
      g_main_context_iteration (NULL, FALSE);
      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (g_poll (polls, n, 200) <= 0 || polls[0].revents == 0)
        continue;
      length = read (fd, buffer, sizeof buffer);
      if (length < 0 && errno == EINTR)
        continue;
      if (length <= 0)
        break;
      g_string_append_len (text, buffer, length);
    }
  if (n == 2)
    g_cancellable_release_fd (cancellable);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The end of the simulator's own words, for the error. */
static char *
last_line (const char *log)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (log, &text, NULL, NULL))
    return g_strdup ("");
  g_strchomp (text);
  line = strrchr (text, '\n');
  return g_utf8_make_valid (line != NULL ? line + 1 : text, -1);
}

static gboolean
take_refusal (const char *answer, const char *log, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (answer, " ", 3);

  if (g_strv_length (parts) == 3 && g_str_equal (parts[0], "error"))
    {
      hub_set_error (error, g_str_equal (parts[1], "compile.failed") ? HUB_ERROR_COMPILE : HUB_ERROR_FAILED,
                     parts[1], "%s", parts[2]);
    }
  else
    {
      g_autofree char *line = last_line (log);

      hub_set_error (error, HUB_ERROR_FAILED, "automation.start_failed",
                     _("The simulator ended before the program ran: %s (all it said is in %s)"), line, log);
    }
  return FALSE;
}

static void
take_result (HubCli *cli, const char *port, GPid pid)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *endpoint = g_strconcat ("ws://127.0.0.1:", port, NULL);

  json_object_set_string_member (object, "endpoint", endpoint);
  json_object_set_int_member (object, "port", g_ascii_strtoll (port, NULL, 10));
  json_object_set_int_member (object, "pid", pid);
  json_node_take_object (node, object);
  hub_cli_print (cli, _("The program runs; automation clients connect to %s"), endpoint);
  hub_cli_take_result (cli, node);
}

static gboolean
start (HubCli *cli, const char *folder, const char *port, GError **error)
{
  g_autofree char *log = log_path (port);
  g_autofree char *answer = NULL;
  int log_fd = open (log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  int fds[2];
  gboolean spawned;
  GPid pid;

  if (log_fd < 0)
    log_fd = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  if (!g_unix_open_pipe (fds, FD_CLOEXEC, error))
    {
      close (log_fd);
      return FALSE;
    }
  spawned = spawn (folder, port, log_fd, fds[1], &pid, error);
  close (fds[1]);
  close (log_fd);
  if (spawned)
    answer = read_answer (fds[0], cli->cancellable);
  close (fds[0]);
  if (!spawned)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    {
      kill (pid, SIGTERM);
      return FALSE;
    }
  g_strchomp (answer);
  if (!g_str_has_prefix (answer, "ready "))
    return take_refusal (answer, log, error);
  take_result (cli, answer + strlen ("ready "), pid);
  return TRUE;
}

static gboolean
run_auto (HubCli *cli, GError **error)
{
  const char *folder = hub_cli_require (cli, 0, "project", error);
  const char *port = hub_cli_get_option (cli, "auto-port");
  g_autoptr (HubProject) project = NULL;
  guint64 number;

  if (folder == NULL)
    return FALSE;
  if (port == NULL)
    port = DEFAULT_PORT;
  if (!g_ascii_string_to_unsigned (port, 10, 0, G_MAXUINT16, &number, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("“--auto-port %s”: a port is a number, like %s"),
                     port, DEFAULT_PORT);
      return FALSE;
    }
  project = hub_project_open (folder, error);
  return project != NULL && start (cli, hub_project_get_folder (project), port, error);
}

static const HubCliOption auto_options[] = {
  { "project", 0, "DIR", N_("The program's folder") },
  { "auto-port", 0, "PORT", N_("Where clients connect, on 127.0.0.1: 9420 without; 0 chooses a free one") },
  { "auto-account", 0, "OPENID", N_("Who uses the program: the local tester, whatever the value") },
  { "ticket", 0, "TICKET", N_("Taken and not used: the simulator needs no sign-in") },
  { "trust-project", 0, NULL, N_("Taken and not needed: every program runs confined, and nothing of it runs outside") },
  { NULL },
};

const HubCliCommand hub_command_auto = {
  .name = "auto",
  .arguments = "[DIR]",
  .max_arguments = 1,
  .summary = N_("Run a mini program for automated tests"),
  .description = N_("Returns when the first page is shown, and leaves the simulator running until a client closes it. "
                    "Works without a display, too, if Xvfb is installed."),
  .options = auto_options,
  .examples = "superhub auto --project my-shop --auto-port 9420",
  .run = run_auto,
};
