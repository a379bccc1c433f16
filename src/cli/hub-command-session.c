/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-session.h"

static JsonNode *
describe (HubCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "server");
  json_builder_add_string_value (builder, hub_client_get_server (cli->client));
  json_builder_set_member_name (builder, "superhub_id");
  json_builder_add_string_value (builder, hub_client_get_account (cli->client));
  json_builder_set_member_name (builder, "local");
  json_builder_add_boolean_value (builder, hub_session_is_local (cli->client));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
run_login (HubCli *cli, GError **error)
{
  const char *given = hub_cli_get_argument (cli, 0);
  g_autofree char *superhub_id = NULL;
  char *password;
  HubCliAwait await = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  if (given == NULL)
    given = hub_cli_get_option (cli, "id");
  superhub_id = given != NULL ? g_strdup (given) : hub_cli_read_line (cli, _("Super Hub ID: "), error);
  if (superhub_id == NULL)
    return FALSE;
  password = hub_cli_read_password (cli, _("Password: "), error);
  if (password == NULL)
    return FALSE;
  hub_session_sign_in_async (hub_cli_get_option (cli, "server"), superhub_id, password, cli->cancellable,
                             hub_cli_await_done, &await);
  hub_cli_free_password (password);
  result = hub_cli_await (&await);
  cli->client = hub_session_sign_in_finish (result, error);
  if (cli->client == NULL)
    return FALSE;
  hub_cli_print (cli, _("Signed in to %s as “%s”"), hub_client_get_server (cli->client), superhub_id);
  hub_cli_take_result (cli, describe (cli));
  return TRUE;
}

static gboolean
run_logout (HubCli *cli, GError **error)
{
  const char *server = hub_cli_get_option (cli, "server");
  g_autoptr (GError) local = NULL;

  /* A platform that does not answer must not keep anyone from forgetting the sign-in here. */
  if (hub_cli_connect (cli, &local) && hub_session_dup_local_password (cli->client) == NULL)
    {
      g_autoptr (JsonNode) answer = hub_cli_call (cli, "deleteSession", NULL, NULL);
    }
  if (g_strcmp0 (local != NULL ? hub_error_get_name (local) : NULL, "cancelled") == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!hub_session_sign_out (server, error))
    return FALSE;
  hub_cli_print (cli, _("Signed out"));
  return TRUE;
}

static gboolean
run_status (HubCli *cli, GError **error)
{
  g_autoptr (JsonNode) apps = NULL;
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *result;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  apps = hub_cli_list (cli, "listApps", parameters, error);
  if (apps == NULL)
    return FALSE;
  result = describe (cli);
  json_object_set_member (json_node_get_object (result), "apps",
                          json_node_copy (json_object_get_member (json_node_get_object (apps), "items")));
  hub_cli_take_result (cli, result);
  hub_cli_print (cli, _("Platform     %s%s"), hub_client_get_server (cli->client),
                 hub_session_is_local (cli->client) ? _(" (on this machine)") : "");
  hub_cli_print (cli, _("Signed in    %s"), hub_client_get_account (cli->client));
  hub_cli_print (cli, _("Programs     %u"),
                 json_array_get_length (hub_json_get_array (json_node_get_object (result), "apps")));
  return TRUE;
}

static const HubCliOption login_options[] = {
  { "id", 'i', "ID", N_("Your Super Hub ID; asked for without") },
  { NULL },
};

const HubCliCommand hub_command_login = {
  .name = "login",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_("Sign in to a platform"),
  .description = N_("The sign-in is kept in the system's password store, or in a file only you can read, and shared with "
                    "the window. This platform is then used where none is named. The local platform needs no sign-in."),
  .options = login_options,
  .examples = "superhub login --server https://hub.example.com --id alice\n"
              "printf %s \"$PASSWORD\" | superhub login --id alice --password-stdin",
  .run = run_login,
};

const HubCliCommand hub_command_logout = {
  .name = "logout",
  .summary = N_("Sign out, and forget the sign-in"),
  .run = run_logout,
};

const HubCliCommand hub_command_status = {
  .name = "status",
  .summary = N_("Show the platform and who is signed in"),
  .run = run_status,
};
