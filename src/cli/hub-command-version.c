/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

static void
add_row (HubCliTable *table, const char *kind, JsonObject *version, const char *who, const char *when)
{
  g_autofree char *time = NULL;
  g_autofree char *key = NULL;
  gint64 slot = hub_json_get_int (version, "key_slot", 0);

  if (version == NULL)
    return;
  if (slot > 0)
    key = g_strdup_printf (_("%s, key %d"), hub_json_get_string (version, who, ""), (int) slot);
  time = hub_cli_time (hub_json_get_string (version, when, NULL));
  hub_cli_table_add (table, kind, hub_json_get_string (version, "version", ""), hub_json_get_string (version, "id", ""),
                     key != NULL ? key : hub_json_get_string (version, who, ""), time, hub_json_get_string (version, "remarks", ""));
}

static void
add_phased (HubCliTable *table, JsonObject *phased)
{
  g_autofree char *kind = NULL;

  if (phased == NULL)
    return;
  kind = g_strdup_printf (_("phased: %s, %g %%"), hub_cli_word (phased, "state"),
                          json_object_get_double_member (hub_json_get_object (phased, "phased"), "percentage"));
  add_row (table, kind, phased, "released_by", "released_at");
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Kind"), _("Version"), _("ID"), _("By"), _("When"), _("Remarks"), NULL);
  JsonObject *object = hub_cli_take_object (cli, hub_cli_call_app (cli, "getVersions", error, NULL));
  JsonObject *review;
  JsonArray *developer;

  if (object == NULL)
    return FALSE;
  add_row (table, _("online"), hub_json_get_object (object, "online"), "released_by", "released_at");
  add_phased (table, hub_json_get_object (object, "phased"));
  review = hub_json_get_object (object, "review");
  if (review != NULL)
    {
      g_autofree char *kind = g_strdup_printf (_("review: %s"), hub_cli_word (review, "state"));

      add_row (table, kind, review, "submitted_by", "submitted_at");
    }
  add_row (table, g_str_equal (hub_json_get_string (hub_json_get_object (object, "test"), "mode", ""), "pin")
                  ? _("test (pinned)") : _("test"), hub_json_get_object (object, "test"), "developer", "uploaded_at");
  developer = hub_json_get_array (object, "developer");
  for (guint i = 0; developer != NULL && i < json_array_get_length (developer); i++)
    add_row (table, _("developer"), json_array_get_object_element (developer, i), "developer", "uploaded_at");
  hub_cli_table_print (table, cli, _("Nothing was uploaded yet. Next: superhub upload DIR --version 1.0.0"));
  return TRUE;
}

static gboolean
run_delete (HubCli *cli, GError **error)
{
  const char *id = hub_cli_require (cli, 0, "id", error);

  return id != NULL
         && hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteDeveloperVersion", error, "id", id, NULL),
                                  _("Deleted. What is in review or online stays as it is."));
}

static gboolean
run_test (HubCli *cli, GError **error)
{
  gboolean end = hub_cli_has_option (cli, "end");
  const char *id = end ? NULL : hub_cli_require (cli, 0, "id", error);
  JsonObject *test;

  if (end)
    return hub_cli_finish_empty (cli, hub_cli_call_app (cli, "deleteTestVersion", error, NULL),
                                 _("There is no test version any more"));
  if (id == NULL)
    return FALSE;
  test = hub_cli_take_object (cli, hub_cli_call_app (cli, "putTestVersion", error, "id", id, "mode",
                                                     hub_cli_has_option (cli, "pin") ? "pin" : "follow", NULL));
  if (test == NULL)
    return FALSE;
  hub_cli_print (cli, _("Version %s is the test version: %s"), hub_json_get_string (test, "version", ""),
                 hub_json_get_string (test, "url", ""));
  return TRUE;
}

static const HubCliOption list_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption id_options[] = {
  { "id", 'i', "ID", N_("The developer version, as “version list” shows it") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption test_options[] = {
  { "id", 'i', "ID", N_("The developer version, as “version list” shows it") },
  { "pin", 0, NULL, N_("Stay at this package; without, the test version follows its developer's uploads") },
  { "end", 0, NULL, N_("End the test version") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_version_list = {
  .name = "version list",
  .summary = N_("List online, in-review, test and developer versions"),
  .options = list_options,
  .run = run_list,
};

const HubCliCommand hub_command_version_delete = {
  .name = "version delete",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Delete a developer version"),
  .options = id_options,
  .run = run_delete,
};

const HubCliCommand hub_command_version_test = {
  .name = "version test",
  .arguments = "ID | --end",
  .max_arguments = 1,
  .summary = N_("Choose the test version"),
  .options = test_options,
  .run = run_test,
};
