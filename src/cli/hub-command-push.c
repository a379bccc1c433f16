/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-random.h"

static gboolean
run_show (HubCli *cli, GError **error)
{
  JsonObject *push = hub_cli_take_object (cli, hub_cli_call_app (cli, "getMessagePush", error, NULL));

  if (push == NULL)
    return FALSE;
  if (hub_json_get_boolean (push, "enabled", FALSE))
    hub_cli_print (cli, "%s  %s  %s", hub_json_get_string (push, "url", ""), hub_json_get_string (push, "mode", ""),
                   hub_json_get_string (push, "format", ""));
  else
    hub_cli_print (cli, _("No message push: the program's server is told nothing"));
  return TRUE;
}

/* (transfer full) (nullable): what was given, or a proposal. */
static char *
given_or_made (HubCli *cli, const char *option, guint length, gboolean *made, GError **error)
{
  char *given;

  if (!hub_cli_read_secret (cli, option, &given, error))
    return NULL;
  *made = *made || given == NULL;
  return given != NULL ? given : hub_random_letters (length, error);
}

static gboolean
run_set (HubCli *cli, GError **error)
{
  gboolean made = FALSE;
  g_autofree char *token = given_or_made (cli, "token", 32, &made, error);
  g_autofree char *key = token != NULL ? given_or_made (cli, "key", 43, &made, error) : NULL;
  JsonNode *answer;

  if (key == NULL)
    return FALSE;
  /* The server must know them before it is asked. */
  if (made)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Your server must know token and key before it is asked. Give it these, and say: --token %s --key %s"), token, key);
      return FALSE;
    }
  answer = hub_cli_call_app (cli, "setMessagePush", error, "url", hub_cli_get_argument (cli, 0), "token", token,
                             "encoding_aes_key", key, "mode", hub_cli_get_option (cli, "mode"),
                             "format", hub_cli_get_option (cli, "format"), NULL);
  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  hub_cli_print (cli, _("Your server passed the handshake and is told of events from now on"));
  return TRUE;
}

static gboolean
run_test (HubCli *cli, GError **error)
{
  JsonNode *answer = hub_cli_call_app (cli, "testMessagePush", error, NULL);

  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  hub_cli_print (cli, _("Your server took the event debug_demo"));
  return TRUE;
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  return hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteMessagePush", error, NULL),
                               _("Your server is told nothing any more"));
}

static gboolean
run_log (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Message"), _("Event"), _("State"), _("Attempts"), _("When"), _("Outcome"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listPushMessages", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *message = json_array_get_object_element (items, i);
      g_autofree char *number = g_strdup_printf ("%d", (int) hub_json_get_int (message, "msg_id", 0));
      g_autofree char *attempts = g_strdup_printf ("%d", (int) hub_json_get_int (message, "attempts", 0));
      g_autofree char *when = hub_cli_time (hub_json_get_string (message, "created_at", NULL));

      hub_cli_table_add (table, number, hub_json_get_string (message, "event", ""), hub_json_get_string (message, "state", ""),
                         attempts, when, hub_json_get_string (message, "outcome", ""));
    }
  hub_cli_table_print (table, cli, _("Nothing has been told yet"));
  return TRUE;
}

static const HubCliOption common_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption set_options[] = {
  { "token", 0, "TOKEN", N_("3 to 32 letters and digits that your server knows; one is proposed without") },
  { "key", 0, "KEY", N_("The EncodingAESKey, 43 letters and digits; one is proposed without") },
  { "token-file", 0, "FILE", N_("A file with the token, which as an argument is seen by who lists this machine's processes; - for standard input") },
  { "key-file", 0, "FILE", N_("The same for the key; - for the next line of standard input") },
  { "mode", 0, "MODE", N_("safe (encrypted) or plain; safe without") },
  { "format", 0, "FORMAT", N_("json or xml; json without") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_push_show = {
  .name = "settings push",
  .summary = N_("Show which server is told of the program's events"),
  .options = common_options,
  .run = run_show,
};

const HubCliCommand hub_command_push_set = {
  .name = "settings push set",
  .arguments = "URL",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Let a server be told of the program's events"),
  .options = set_options,
  .examples = "superhub settings push set https://api.example.com/events --token TOKEN --key KEY",
  .run = run_set,
};

const HubCliCommand hub_command_push_test = {
  .name = "settings push test",
  .summary = N_("Send the event debug_demo to the server"),
  .options = common_options,
  .run = run_test,
};

const HubCliCommand hub_command_push_remove = {
  .name = "settings push remove",
  .summary = N_("Tell the server nothing any more"),
  .options = common_options,
  .run = run_remove,
};

const HubCliCommand hub_command_push_log = {
  .name = "settings push log",
  .summary = N_("List what the server was told, and how it went"),
  .options = common_options,
  .run = run_log,
};
