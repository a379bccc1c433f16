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

/* (transfer full) (nullable): connects; a program's parameters with those of @members that have a value. */
static JsonObject *
collect (HubCli *cli, GError **error, va_list members)
{
  JsonObject *parameters = hub_cli_app_parameters (cli, error);
  const char *name;

  while (parameters != NULL && (name = va_arg (members, const char *)) != NULL)
    {
      const char *value = va_arg (members, const char *);

      if (value != NULL)
        json_object_set_string_member (parameters, name, value);
    }
  return parameters;
}

/* Connects and asks for what is about the program. @error is followed by names and texts of further parameters and
 * NULL; a text may be NULL, then the parameter is left out. Gives the password again where the platform asks for it.
 * (transfer full) (nullable): the answer */
JsonNode *
hub_cli_call_app (HubCli *cli, const char *operation, GError **error, ...)
{
  g_autoptr (JsonObject) parameters = NULL;
  va_list members;

  va_start (members, error);
  parameters = collect (cli, error, members);
  va_end (members);
  return parameters != NULL ? hub_cli_call_sensitive (cli, operation, parameters, error) : NULL;
}

/* As hub_cli_call_app(), for every page of a list. (transfer full) (nullable): {"items": […]} */
JsonNode *
hub_cli_list_app (HubCli *cli, const char *operation, GError **error, ...)
{
  g_autoptr (JsonObject) parameters = NULL;
  va_list members;

  va_start (members, error);
  parameters = collect (cli, error, members);
  va_end (members);
  return parameters != NULL ? hub_cli_list (cli, operation, parameters, error) : NULL;
}
