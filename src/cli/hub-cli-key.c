/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli-program.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-session.h"

/* Signs in with the key in @path instead of an account. */
static gboolean
connect_key (HubCli *cli, HubKeyFile *key, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  hub_cli_progress (cli, _("Connecting"), -1);
  hub_session_connect_key_async (hub_cli_get_option (cli, "server"), key, cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  cli->client = hub_session_connect_key_finish (result, error);
  hub_cli_progress_end (cli);
  return cli->client != NULL;
}

/* A key is for one program: sending another one's files there would be a mistake that nobody notices soon. */
static gboolean
check_program (HubCli *cli, HubCliProgram *program, const HubKeyFile *key, GError **error)
{
  const char *option = hub_cli_get_option (cli, "app");
  const char *meant = option != NULL ? option : hub_project_get_app_id (program->project);

  if (meant == NULL || !g_str_has_prefix (meant, "wx") || g_str_equal (meant, key->app_id))
    return TRUE;
  hub_set_error (error, HUB_ERROR_CONFLICT, "key.other_program",
                 _("The key is for %s, and this is %s; use that program's key, or say --app %s"), key->app_id, meant,
                 key->app_id);
  return FALSE;
}

/* (transfer full) (nullable): connects, with --key or as the person, and finds the program's id. */
char *
hub_cli_connect_program (HubCli *cli, HubCliProgram *program, GError **error)
{
  const char *path = hub_cli_get_option (cli, "key");
  g_autoptr (HubKeyFile) key = NULL;
  gboolean is_open = FALSE;

  if (path == NULL)
    return hub_cli_connect (cli, error) ? hub_cli_ensure_app (cli, program, error) : NULL;
  key = hub_key_file_read (path, &is_open, error);
  if (key == NULL || !check_program (cli, program, key, error))
    return NULL;
  if (is_open)
    hub_cli_note (cli, _("Others on this machine can read “%s”; chmod 600 makes it yours alone"), path);
  return connect_key (cli, key, error) ? g_strdup (key->app_id) : NULL;
}
