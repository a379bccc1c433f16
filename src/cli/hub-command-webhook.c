/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

static void
print_webhook (HubCli *cli, JsonObject *webhook)
{
  const char *outcome = hub_json_get_string (webhook, "outcome", "");

  if (!hub_json_get_boolean (webhook, "enabled", FALSE))
    {
      hub_cli_print (cli, _("No webhook: the program's notifications stay on the platform"));
      return;
    }
  hub_cli_print (cli, "%s  %s", hub_json_get_string (webhook, "url", ""), hub_json_get_string (webhook, "state", ""));
  if (outcome[0] != '\0')
    hub_cli_print (cli, "%s", outcome);
}

static gboolean
run_show (HubCli *cli, GError **error)
{
  JsonObject *webhook = hub_cli_take_object (cli, hub_cli_call_app (cli, "getWebhook", error, NULL));

  if (webhook == NULL)
    return FALSE;
  print_webhook (cli, webhook);
  return TRUE;
}

static gboolean
run_set (HubCli *cli, GError **error)
{
  JsonNode *answer;
  g_autofree char *secret = NULL;

  if (!hub_cli_read_secret (cli, "secret", &secret, error))
    return FALSE;
  if (secret == NULL)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("Say with --secret-file what your server checks signatures with: 16 to 128 letters, digits, “-” and “_”, "
                       "as “openssl rand -hex 32” makes them"));
      return FALSE;
    }
  answer = hub_cli_call_app (cli, "setWebhook", error, "url", hub_cli_get_argument (cli, 0), "secret", secret, NULL);
  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  hub_cli_print (cli, _("The program's notifications are sent to your server, too. “superhub settings webhook test” tries it"));
  return TRUE;
}

static gboolean
run_test (HubCli *cli, GError **error)
{
  JsonNode *answer = hub_cli_call_app (cli, "testWebhook", error, NULL);

  if (answer == NULL)
    return FALSE;
  hub_cli_take_result (cli, answer);
  hub_cli_print (cli, _("Your server took the test"));
  return TRUE;
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  return hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteWebhook", error, NULL),
                               _("Notifications are sent to your server no more"));
}

static gboolean
run_log (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Delivery"), _("Kind"), _("State"), _("Attempts"), _("When"), _("Outcome"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listWebhookDeliveries", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *delivery = json_array_get_object_element (items, i);
      g_autofree char *attempts = g_strdup_printf ("%d", (int) hub_json_get_int (delivery, "attempts", 0));
      g_autofree char *when = hub_cli_time (hub_json_get_string (delivery, "created_at", NULL));

      hub_cli_table_add (table, hub_json_get_string (delivery, "id", ""), hub_json_get_string (delivery, "kind", ""),
                         hub_json_get_string (delivery, "state", ""), attempts, when, hub_json_get_string (delivery, "outcome", ""));
    }
  hub_cli_table_print (table, cli, _("Nothing has been sent yet"));
  return TRUE;
}

static const HubCliOption common_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption set_options[] = {
  { "secret-file", 0, "FILE", N_("A file with what your server checks signatures with: 16 to 128 letters, digits, “-” and “_”; - for standard input") },
  { "secret", 0, "SECRET", N_("The same as an argument, which everybody sees who lists this machine's processes") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_webhook_show = {
  .name = "settings webhook",
  .summary = N_("Show which server the program's notifications are sent to"),
  .options = common_options,
  .run = run_show,
};

const HubCliCommand hub_command_webhook_set = {
  .name = "settings webhook set",
  .arguments = "URL",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Send the program's notifications to a server, too"),
  .options = set_options,
  .examples = "superhub settings webhook set https://chat.example.com/hooks/shop --secret-file FILE",
  .run = run_set,
};

const HubCliCommand hub_command_webhook_test = {
  .name = "settings webhook test",
  .summary = N_("Send a test to the server"),
  .options = common_options,
  .run = run_test,
};

const HubCliCommand hub_command_webhook_remove = {
  .name = "settings webhook remove",
  .summary = N_("Send notifications to the server no more"),
  .options = common_options,
  .run = run_remove,
};

const HubCliCommand hub_command_webhook_log = {
  .name = "settings webhook log",
  .summary = N_("List what was sent to the server, and how it went"),
  .options = common_options,
  .run = run_log,
};
