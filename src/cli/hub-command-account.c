/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"
#include "hub-session.h"

static gboolean
run_create (HubCli *cli, GError **error)
{
  const char *superhub_id = hub_cli_require (cli, 0, "id", error);
  const char *name = hub_cli_get_option (cli, "name");
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *account;
  char *password;

  if (superhub_id == NULL)
    return FALSE;
  password = hub_cli_read_password (cli, _("Password for the new account: "), error);
  if (password == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "superhub_id", superhub_id);
  json_object_set_string_member (parameters, "password", password);
  hub_cli_free_password (password);
  if (name != NULL)
    json_object_set_string_member (parameters, "display_name", name);
  if (!hub_cli_find (cli, error))
    return FALSE;
  account = hub_cli_call (cli, "createAccount", parameters, error);
  if (account == NULL)
    return FALSE;
  hub_cli_print (cli, _("Made the account “%s”. Next: superhub login --id %s"), superhub_id, superhub_id);
  hub_cli_take_result (cli, account);
  return TRUE;
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  g_autofree char *password = NULL;
  g_autofree char *since = NULL;
  JsonNode *account;
  JsonObject *object;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  account = hub_cli_call (cli, "getAccount", NULL, error);
  if (account == NULL)
    return FALSE;
  hub_cli_take_result (cli, account);
  object = json_node_get_object (account);
  since = hub_cli_time (hub_json_get_string (object, "created_at", NULL));
  if (hub_cli_has_option (cli, "show-password"))
    password = hub_session_dup_local_password (cli->client);
  if (password != NULL)
    json_object_set_string_member (object, "password", password);
  hub_cli_print (cli, _("Super Hub ID  %s"), hub_json_get_string (object, "superhub_id", ""));
  hub_cli_print (cli, _("Name          %s"), hub_json_get_string (object, "display_name", ""));
  hub_cli_print (cli, _("Since         %s"), since);
  hub_cli_print (cli, _("Reviewer      %s"), hub_json_get_boolean (object, "reviewer", FALSE) ? _("yes") : _("no"));
  if (password != NULL)
    hub_cli_print (cli, _("Password      %s"), password);
  return TRUE;
}

static gboolean
run_password (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  char *password, *new_password;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  password = hub_cli_read_password (cli, _("Password: "), error);
  new_password = password != NULL ? hub_cli_read_new_password (cli, error) : NULL;
  if (new_password != NULL)
    {
      json_object_set_string_member (parameters, "password", password);
      json_object_set_string_member (parameters, "new_password", new_password);
      answer = hub_cli_call (cli, "changePassword", parameters, error);
    }
  hub_cli_free_password (password);
  hub_cli_free_password (new_password);
  if (answer == NULL)
    return FALSE;
  hub_cli_print (cli, _("The password is changed, and you are signed in here only"));
  return TRUE;
}

static gboolean
run_name (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *account;

  json_object_set_string_member (parameters, "display_name", hub_cli_get_argument (cli, 0));
  account = hub_cli_connect (cli, error) ? hub_cli_call (cli, "renameAccount", parameters, error) : NULL;
  if (account == NULL)
    return FALSE;
  hub_cli_take_result (cli, account);
  hub_cli_print (cli, _("People see you as “%s” now"),
                 hub_json_get_string (json_node_get_object (account), "display_name", ""));
  return TRUE;
}

const HubCliCommand hub_command_account_name = {
  .name = "account name",
  .arguments = "NAME",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Change the name that people see"),
  .examples = "superhub account name \"Alice Liddell\"",
  .run = run_name,
};

const HubCliCommand hub_command_account_password = {
  .name = "account password",
  .summary = N_("Change your password; every other sign-in ends"),
  .description = N_("With --password-stdin the first line of standard input is the old password, the second the new one."),
  .run = run_password,
};

static const HubCliOption create_options[] = {
  { "id", 'i', "ID", N_("The Super Hub ID: 3 to 64 of a–z, 0–9, “.”, “_” and “-”") },
  { "name", 'n', "NAME", N_("The name people see") },
  { NULL },
};

const HubCliCommand hub_command_account_create = {
  .name = "account create",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Make a Super Hub ID"),
  .options = create_options,
  .examples = "superhub account create alice --name Alice --server https://hub.example.com",
  .run = run_create,
};

static const HubCliOption show_options[] = {
  { "show-password", 0, NULL, N_("On the local platform: also the password, for signing in on a phone") },
  { NULL },
};

const HubCliCommand hub_command_account_show = {
  .name = "account show",
  .summary = N_("Show the account that is signed in"),
  .options = show_options,
  .run = run_show,
};
