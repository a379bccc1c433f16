/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-project.h"
#include "hub-session.h"

/* Finds the platform without signing in. */
gboolean
hub_cli_find (HubCli *cli, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  hub_session_find_async (hub_cli_get_option (cli, "server"), cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  cli->client = hub_session_find_finish (result, error);
  return cli->client != NULL;
}

/* Finds the platform and signs in with what is stored. */
gboolean
hub_cli_connect (HubCli *cli, GError **error)
{
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  hub_cli_progress (cli, _("Connecting"), -1);
  hub_session_connect_async (hub_cli_get_option (cli, "server"), cli->cancellable, hub_cli_await_done, &await);
  result = hub_cli_await (&await);
  cli->client = hub_session_connect_finish (result, error);
  hub_cli_progress_end (cli);
  return cli->client != NULL;
}

/* (transfer full) (nullable): the program that is meant: --app, or that of the project in --project or here. */
char *
hub_cli_app_id (HubCli *cli, GError **error)
{
  const char *option = hub_cli_get_option (cli, "app");
  const char *folder = hub_cli_get_option (cli, "project");
  g_autoptr (HubProject) project = NULL;
  const char *app_id;

  if (option != NULL)
    return g_strdup (option);
  project = hub_project_open (folder != NULL ? folder : ".", folder != NULL ? error : NULL);
  if (project == NULL && folder != NULL)
    return NULL;
  app_id = project != NULL ? hub_project_get_app_id (project) : NULL;
  if (app_id == NULL || app_id[0] == '\0')
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.no_app",
                     _("Say which program: --app wx…, --project DIR, or run this in its folder; "
                       "“superhub app list” shows yours"));
      return NULL;
    }
  return g_strdup (app_id);
}

/* (transfer full) (nullable): connects, and begins the parameters of a call with the program. */
JsonObject *
hub_cli_app_parameters (HubCli *cli, GError **error)
{
  g_autofree char *app_id = hub_cli_app_id (cli, error);
  JsonObject *parameters;

  if (app_id == NULL || !hub_cli_connect (cli, error))
    return NULL;
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "app_id", app_id);
  return parameters;
}
