/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Being let in to a program's Console by its admin, and sign-ins in general. */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run_request (HubCli *cli, GError **error)
{
  const char *message = hub_cli_get_option (cli, "message");
  JsonNode *answer = hub_cli_call_app (cli, "requestConsoleSignIn", error, "message", message != NULL ? message : "", NULL);
  JsonObject *object = hub_cli_take_object (cli, answer);

  if (object == NULL)
    return FALSE;
  if (g_str_equal (hub_json_get_string (object, "state", ""), "allowed"))
    hub_cli_print (cli, _("You may sign in: superhub console enter %s"), hub_json_get_string (object, "id", ""));
  else
    hub_cli_print (cli, _("The program's admin was asked. When it is allowed: superhub console enter %s"),
                   hub_json_get_string (object, "id", ""));
  return TRUE;
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Request"), _("Super Hub ID"), _("State"), _("Asked"), _("From"), _("By"), _("Message"), NULL);
  const char *state = hub_cli_has_option (cli, "pending") ? "pending" : NULL;
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listConsoleSignIns", error, "state", state, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      g_autofree char *asked = hub_cli_time (hub_json_get_string (item, "created_at", NULL));

      hub_cli_table_add (table, hub_json_get_string (item, "id", ""), hub_json_get_string (item, "superhub_id", ""),
                         hub_cli_word (item, "state"), asked, hub_json_get_string (item, "address", ""),
                         hub_json_get_string (item, "label", ""), hub_json_get_string (item, "message", ""));
    }
  hub_cli_table_print (table, cli, _("Nobody has asked"));
  return TRUE;
}

static gboolean
decide (HubCli *cli, const char *decision, GError **error)
{
  const char *id = hub_cli_require (cli, 0, "id", error);
  JsonObject *decided;

  if (id == NULL)
    return FALSE;
  decided = hub_cli_take_object (cli, hub_cli_call_app (cli, "decideConsoleSignIn", error, "id", id,
                                                        "decision", decision, NULL));
  if (decided == NULL)
    return FALSE;
  hub_cli_print (cli, g_str_equal (decision, "allow") ? _("“%s” may sign in once, within an hour")
                                                      : _("“%s” is not let in"),
                 hub_json_get_string (decided, "superhub_id", ""));
  return TRUE;
}

static gboolean
run_allow (HubCli *cli, GError **error)
{
  return decide (cli, "allow", error);
}

static gboolean
run_deny (HubCli *cli, GError **error)
{
  return decide (cli, "deny", error);
}

static gboolean
run_enter (HubCli *cli, GError **error)
{
  const char *id = hub_cli_require (cli, 0, "id", error);
  JsonObject *session;

  if (id == NULL)
    return FALSE;
  session = hub_cli_take_object (cli, hub_cli_call_app (cli, "createConsoleSession", error, "id", id, NULL));
  if (session == NULL)
    return FALSE;
  hub_cli_print (cli, "export SUPERHUB_TOKEN=%s", hub_json_get_string (session, "token", ""));
  return TRUE;
}

static gboolean
run_sessions (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Sign-in"), _("For"), _("From"), _("By"), _("Used"), NULL);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonArray *items;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  items = hub_cli_take_items (cli, hub_cli_list (cli, "listSessions", parameters, error));
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *app_id = hub_json_get_string (item, "app_id", NULL);
      g_autofree char *used = hub_cli_time (hub_json_get_string (item, "used_at", NULL));
      g_autofree char *scope = g_strconcat (hub_json_get_string (item, "scope", ""), app_id != NULL ? " " : "",
                                            app_id != NULL ? app_id : "", NULL);

      hub_cli_table_add (table, hub_json_get_string (item, "id", ""), scope, hub_json_get_string (item, "address", ""),
                         hub_json_get_string (item, "label", ""),
                         hub_json_get_boolean (item, "current", FALSE) ? _("this one") : used);
    }
  hub_cli_table_print (table, cli, "");
  return TRUE;
}

static gboolean
run_revoke (HubCli *cli, GError **error)
{
  const char *id = hub_cli_has_option (cli, "others") ? NULL : hub_cli_require (cli, 0, "id", error);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonNode *answer;

  if ((id == NULL && !hub_cli_has_option (cli, "others")) || !hub_cli_connect (cli, error))
    return FALSE;
  if (id != NULL)
    json_object_set_string_member (parameters, "id", id);
  answer = hub_cli_call (cli, id != NULL ? "revokeSession" : "revokeOtherSessions", parameters, error);
  if (answer == NULL)
    return FALSE;
  if (id != NULL)
    json_node_unref (answer);
  else
    hub_cli_take_result (cli, answer);
  hub_cli_print (cli, id != NULL ? _("The sign-in has ended") : _("You are signed in here only"));
  return TRUE;
}

static const HubCliOption request_options[] = {
  { "message", 'm', "TEXT", N_("What the program's admin should know") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption list_options[] = {
  { "pending", 0, NULL, N_("Only those that wait for an answer") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption id_options[] = {
  { "id", 'i', "ID", N_("The request, as “console list” shows it") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption revoke_options[] = {
  { "id", 'i', "ID", N_("The sign-in, as “session list” shows it") },
  { "others", 0, NULL, N_("All but this one, phones included") },
  { NULL },
};

const HubCliCommand hub_command_console_request = {
  .name = "console request",
  .summary = N_("Ask to sign in to a program's Console"),
  .description = N_("Project members are let in at once. Anybody else waits for the program's admin. The sign-in is good for this "
                    "program only, and for 12 hours."),
  .options = request_options,
  .examples = "superhub console request --app wx0123456789abcdef --message \"To check the texts\"",
  .run = run_request,
};

const HubCliCommand hub_command_console_list = {
  .name = "console list",
  .summary = N_("List who asked to sign in to the program's Console"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_console_allow = {
  .name = "console allow",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Let somebody in to the program's Console"),
  .options = id_options,
  .run = run_allow,
};

const HubCliCommand hub_command_console_deny = {
  .name = "console deny",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Do not let somebody in, or end the sign-in of one who was let in"),
  .options = id_options,
  .run = run_deny,
};

const HubCliCommand hub_command_console_enter = {
  .name = "console enter",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Sign in to the program's Console with an allowed request, once"),
  .options = id_options,
  .examples = "eval \"$(superhub console enter si0123456789abcdef --app wx0123456789abcdef)\"",
  .run = run_enter,
};

const HubCliCommand hub_command_session_list = {
  .name = "session list",
  .summary = N_("List where you are signed in"),
  .run = run_sessions,
};

const HubCliCommand hub_command_session_revoke = {
  .name = "session revoke",
  .arguments = "ID | --others",
  .max_arguments = 1,
  .summary = N_("End one of your sign-ins, or all others"),
  .options = revoke_options,
  .run = run_revoke,
};
