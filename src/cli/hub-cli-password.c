/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "hub-error.h"

#define MAX_LINE 4096

/* Reading one line while the main loop runs, so that Ctrl-C ends it. */
typedef struct
{
  GString *line;
  gboolean done;
} LineReader;

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  LineReader *reader = user_data;
  char c;
  gssize count = read (fd, &c, 1);

  if (count < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (count <= 0 || c == '\n' || reader->line->len >= MAX_LINE)
    {
      reader->done = TRUE;
      return G_SOURCE_REMOVE;
    }
  g_string_append_c (reader->line, c);
  return G_SOURCE_CONTINUE;
}

/* (transfer full) (nullable) */
static char *
read_line_from (HubCli *cli, int fd, GError **error)
{
  LineReader reader = { g_string_new (NULL), FALSE };
  guint source = g_unix_fd_add (fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, &reader);
  char *line;

  while (!reader.done && !g_cancellable_is_cancelled (cli->cancellable))
    g_main_context_iteration (NULL, TRUE);
  if (!reader.done)
    g_source_remove (source);
  line = g_string_free (reader.line, FALSE);
  if (g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    {
      hub_cli_free_password (line);
      return NULL;
    }
  if (g_str_has_suffix (line, "\r"))
    line[strlen (line) - 1] = '\0';
  return line;
}

/* (transfer full) (nullable): a line from the terminal, shown or not. */
static char *
ask (HubCli *cli, const char *prompt, gboolean echo, GError **error)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  struct termios before, quiet;
  char *line;

  if (fd < 0)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.no_terminal",
                     _("There is no terminal to ask on; use --password-stdin, and --id for the Super Hub ID"));
      return NULL;
    }
  tcgetattr (fd, &before);
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  if (!echo)
    tcsetattr (fd, TCSAFLUSH, &quiet);
  g_printerr ("%s", prompt);
  line = read_line_from (cli, fd, error);
  if (!echo)
    {
      tcsetattr (fd, TCSAFLUSH, &before);
      g_printerr ("\n");
    }
  close (fd);
  return line;
}

/* (transfer full) (nullable) */
char *
hub_cli_read_line (HubCli *cli, const char *prompt, GError **error)
{
  return ask (cli, prompt, TRUE, error);
}

/* (transfer full) (nullable): from standard input with --password-stdin, else from the terminal
 * without echo; free with hub_cli_free_password(). */
char *
hub_cli_read_password (HubCli *cli, const char *prompt, GError **error)
{
  static char *given;    /* standard input is read once; a second question gets the same answer */
  char *password;

  if (!hub_cli_has_option (cli, "password-stdin"))
    password = ask (cli, prompt, FALSE, error);
  else if (given != NULL)
    password = g_strdup (given);
  else
    {
      password = read_line_from (cli, STDIN_FILENO, error);
      given = g_strdup (password);
    }
  if (password != NULL && password[0] == '\0')
    {
      g_free (password);
      hub_set_error (error, HUB_ERROR_INVALID, "usage.no_password", _("The password is empty"));
      return NULL;
    }
  return password;
}

/* (transfer full) (nullable): one that is going to be: the next line of standard input with --password-stdin, else typed twice
 * on the terminal; free with hub_cli_free_password(). */
char *
hub_cli_read_new_password (HubCli *cli, GError **error)
{
  gboolean given = hub_cli_has_option (cli, "password-stdin");
  char *password = given ? read_line_from (cli, STDIN_FILENO, error) : ask (cli, _("New password: "), FALSE, error);
  char *again = password != NULL && !given ? ask (cli, _("New password again: "), FALSE, error) : g_strdup (password);
  gboolean same = g_strcmp0 (password, again) == 0;

  hub_cli_free_password (again);
  if (password == NULL || (same && password[0] != '\0'))
    return password;
  if (error != NULL && *error == NULL)
    hub_set_error (error, HUB_ERROR_INVALID, "usage.no_password", "%s",
                   same ? _("The password is empty") : _("The two passwords differ; nothing was changed"));
  hub_cli_free_password (password);
  return NULL;
}

/* A secret given as an argument is seen by everybody who lists the machine's processes: --OPTION-file names a file with it, "-" for the
 * next line of standard input. (transfer full) (nullable) @secret: %NULL where neither option was given. */
gboolean
hub_cli_read_secret (HubCli *cli, const char *option, char **secret, GError **error)
{
  g_autofree char *file_option = g_strconcat (option, "-file", NULL);
  const char *path = hub_cli_get_option (cli, file_option);
  const char *given = hub_cli_get_option (cli, option);

  *secret = NULL;
  if (path != NULL && given != NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("Say either --%s or --%s"), option, file_option);
      return FALSE;
    }
  if (path == NULL)
    *secret = g_strdup (given);
  else if (g_str_equal (path, "-"))
    *secret = read_line_from (cli, STDIN_FILENO, error);
  else if (g_file_get_contents (path, secret, NULL, error))
    (*secret)[strcspn (*secret, "\r\n")] = '\0';
  return path == NULL || *secret != NULL;
}

void
hub_cli_free_password (char *password)
{
  if (password != NULL)
    memset (password, 0, strlen (password));
  g_free (password);
}
