/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets which version and why, what people really have, and whether they may come at all. */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static gboolean
run_why (HubCli *cli, GError **error)
{
  JsonNode *choice = hub_cli_call_app (cli, "explainVersion", error, "superhub_id", hub_cli_get_argument (cli, 0),
                                       "device_key", hub_cli_get_option (cli, "device"), NULL);
  JsonObject *object = hub_cli_take_object (cli, choice);
  g_autofree char *since = NULL;

  if (object == NULL)
    return FALSE;
  since = hub_cli_time (hub_json_get_string (object, "since", NULL));
  hub_cli_print (cli, _("“%s” gets version %s"), hub_json_get_string (object, "user_key", ""),
                 hub_json_get_string (object, "version", ""));
  hub_cli_print (cli, "%s", hub_json_get_string (object, "reason", ""));
  hub_cli_print (cli, _("So since %s"), since);
  return TRUE;
}

static gboolean
run_adoption (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Version"), _("Update checks"), _("Share"), _("ID"), NULL);
  JsonNode *answer = hub_cli_call_app (cli, "getAdoption", error, "from", hub_cli_get_option (cli, "from"),
                                       "to", hub_cli_get_option (cli, "to"),
                                       "interval", hub_cli_has_option (cli, "by-day") ? "day" : NULL, NULL);
  JsonObject *adoption = hub_cli_take_object (cli, answer);
  JsonArray *totals;

  if (adoption == NULL)
    return FALSE;
  totals = hub_json_get_array (adoption, "totals");
  for (guint i = 0; totals != NULL && i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);
      g_autofree char *checks = g_strdup_printf ("%" G_GINT64_FORMAT, hub_json_get_int (total, "checks", 0));
      g_autofree char *share = g_strdup_printf ("%g %%", json_object_get_double_member (total, "percentage"));

      hub_cli_table_add (table, hub_json_get_string (total, "version", ""), checks, share,
                         hub_json_get_string (total, "release_id", ""));
    }
  hub_cli_table_print (table, cli, _("Nobody has asked in this time"));
  return TRUE;
}

static gboolean
set_status (HubCli *cli, const char *status, const char *sentence, GError **error)
{
  JsonNode *app = hub_cli_call_app (cli, "setVisitStatus", error, "status", status,
                                    "reason", hub_cli_get_option (cli, "reason"), NULL);

  if (app == NULL)
    return FALSE;
  hub_cli_take_result (cli, app);
  hub_cli_print (cli, "%s", sentence);
  return TRUE;
}

static gboolean
run_suspend (HubCli *cli, GError **error)
{
  return set_status (cli, "closed", _("Suspended; who has it open sees a notice within a minute"), error);
}

static gboolean
run_resume (HubCli *cli, GError **error)
{
  return set_status (cli, "open", _("Resumed with the version that was online"), error);
}

static gboolean
run_remove (HubCli *cli, GError **error)
{
  const char *name = hub_cli_get_option (cli, "name");
  g_autofree char *typed = NULL;

  if (name == NULL)
    name = typed = hub_cli_read_line (cli, _("This cannot be undone. Type the program's name to remove it: "), error);
  return name != NULL
         && hub_cli_finish_empty (cli, hub_cli_call_app (cli, "removeApp", error, "name", name, NULL),
                                  _("Removed for good"));
}

static const HubCliOption why_options[] = {
  { "device", 0, "KEY", N_("Ask for a device that nobody is signed in on, by its anonymous key") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption adoption_options[] = {
  { "from", 0, "TIME", N_("The first moment; a week ago without") },
  { "to", 0, "TIME", N_("The last moment; now without") },
  { "by-day", 0, NULL, N_("Count by day and not by hour, for --json") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption suspend_options[] = {
  { "reason", 0, "TEXT", N_("What people read, at most 200 characters") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption remove_options[] = {
  { "name", 0, "NAME", N_("The program's name, to confirm; asked for without") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption app_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_release_why = {
  .name = "release why",
  .arguments = "[ID]",
  .max_arguments = 1,
  .summary = N_("Say which version somebody gets, and why"),
  .description = N_("Without an ID, you."),
  .options = why_options,
  .examples = "superhub release why\nsuperhub release why anna",
  .run = run_why,
};

const HubCliCommand hub_command_release_adoption = {
  .name = "release adoption",
  .summary = N_("Count which versions people have"),
  .options = adoption_options,
  .examples = "superhub release adoption --from 2030-01-01T00:00:00Z --by-day --json",
  .run = run_adoption,
};

const HubCliCommand hub_command_release_suspend = {
  .name = "release suspend",
  .summary = N_("Suspend the online service"),
  .description = N_("People see a notice until you resume the service. Needs your password again."),
  .options = suspend_options,
  .examples = "superhub release suspend --reason \"Back on Monday\"",
  .run = run_suspend,
};

const HubCliCommand hub_command_release_resume_service = {
  .name = "release resume-service",
  .summary = N_("Resume the suspended service"),
  .options = app_options,
  .run = run_resume,
};

const HubCliCommand hub_command_release_remove = {
  .name = "release remove",
  .summary = N_("Take the program offline for good"),
  .description = N_("Nobody finds or opens it any more; its audit trail stays. Needs your password again."),
  .options = remove_options,
  .run = run_remove,
};
