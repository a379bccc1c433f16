/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Number"), _("When"), _("Read"), _("What"), NULL);
  JsonArray *items;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  items = hub_cli_take_items (cli, hub_cli_list (cli, "listNotifications", parameters, error));
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *row = json_array_get_object_element (items, i);
      g_autofree char *when = hub_cli_time (hub_json_get_string (row, "created_at", ""));

      hub_cli_table_add (table, hub_cli_word (row, "id"), when, hub_json_get_boolean (row, "read", FALSE) ? _("yes") : "",
                         hub_cli_word (row, "text"));
    }
  hub_cli_table_print (table, cli, _("No notifications"));
  return TRUE;
}

static gboolean
run_read (HubCli *cli, GError **error)
{
  gboolean all = hub_cli_has_option (cli, "all");
  const char *id = all ? NULL : hub_cli_require (cli, 0, "id", error);
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  if ((!all && id == NULL) || !hub_cli_connect (cli, error))
    return FALSE;
  if (id != NULL)
    json_object_set_string_member (parameters, "id", id);
  answer = hub_cli_call (cli, all ? "readAllNotifications" : "readNotification", parameters, error);
  if (answer != NULL)
    hub_cli_print (cli, _("Read."));
  return answer != NULL;
}

static const HubCliOption read_options[] = {
  { "id", 'i', "NUMBER", N_("The notification, as “notification list” shows it") },
  { "all", 0, NULL, N_("All that are there") },
  { NULL },
};

const HubCliCommand hub_command_notification_list = {
  .name = "notification list",
  .summary = N_("List what the platform told you, newest first"),
  .run = run_list,
};

const HubCliCommand hub_command_notification_read = {
  .name = "notification read",
  .arguments = "NUMBER | --all",
  .max_arguments = 1,
  .summary = N_("Count a notification as read"),
  .options = read_options,
  .run = run_read,
};
