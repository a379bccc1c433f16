/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-json.h"

/* The words by which the platform tells how a version came online. */
static const char *const kinds[] G_GNUC_UNUSED = {
  NC_("word", "full"), NC_("word", "phased"), NC_("word", "rollback"), NC_("word", "redo"), NC_("word", "suspend"),
  NC_("word", "resume"),
};

static gboolean
print_online (HubCli *cli, JsonNode *release)
{
  JsonObject *object = hub_cli_take_object (cli, release);

  if (object == NULL)
    return FALSE;
  hub_cli_print (cli, _("Version %s is online: %s"), hub_json_get_string (object, "version", ""),
                 hub_json_get_string (object, "url", ""));
  return TRUE;
}

static gboolean
run (HubCli *cli, GError **error)
{
  return print_online (cli, hub_cli_call_app (cli, "createRelease", error, "mode", "full",
                                              "review_id", hub_cli_get_option (cli, "review"), NULL));
}

/* (transfer full) (nullable): people know versions, the platform knows releases; the newest of that version. */
static char *
find_release (HubCli *cli, JsonObject *parameters, const char *given, GError **error)
{
  g_autoptr (JsonNode) versions = hub_cli_call (cli, "getVersions", parameters, error);
  JsonArray *history;

  if (versions == NULL)
    return NULL;
  history = hub_json_get_array (json_node_get_object (versions), "history");
  for (guint i = 0; history != NULL && i < json_array_get_length (history); i++)
    {
      JsonObject *release = json_array_get_object_element (history, i);

      if (g_str_equal (hub_json_get_string (release, "version", ""), given))
        return g_strdup (hub_json_get_string (release, "id", ""));
    }
  return g_strdup (given);
}

static gboolean
run_rollback (HubCli *cli, GError **error)
{
  g_autoptr (JsonObject) parameters = hub_cli_app_parameters (cli, error);
  const char *given = hub_cli_get_argument (cli, 0);
  g_autofree char *id = NULL;

  if (parameters == NULL)
    return FALSE;
  if (given != NULL)
    {
      id = find_release (cli, parameters, given, error);
      if (id == NULL)
        return FALSE;
      json_object_set_string_member (parameters, "id", id);
    }
  return print_online (cli, hub_cli_call_sensitive (cli, "revertCodeRelease", parameters, error));
}

static gboolean
run_redo (HubCli *cli, GError **error)
{
  return print_online (cli, hub_cli_call_app (cli, "redoCodeRelease", error, NULL));
}

/* "cancelled at 20 % by opal", "1 % → 5 %" before it; "" for what is done with its beginning. */
static char *
dup_outcome (JsonObject *event)
{
  JsonObject *phased = hub_json_get_object (event, "phased");
  JsonArray *steps = phased != NULL ? hub_json_get_array (phased, "steps") : NULL;
  const char *by = phased != NULL ? hub_json_get_string (phased, "ended_by", "") : "";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *ended = NULL;

  if (phased == NULL)
    return g_strdup ("");
  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    g_string_append_printf (text, "%s%g %%", i > 0 ? " → " : "",
                            json_object_get_double_member (json_array_get_object_element (steps, i), "percentage"));
  ended = hub_cli_time (hub_json_get_string (phased, "ended_at", NULL));
  g_string_append_printf (text, _("; %s at %g %%"), hub_cli_word (event, "state"),
                          json_object_get_double_member (phased, "percentage"));
  if (*by != '\0')
    g_string_append_printf (text, _(" by %s, %s"), by, ended);
  return g_strdup (text->str);
}

static gboolean
run_history (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("When"), _("What"), _("Version"), _("By"), _("Outcome"), _("ID"), NULL);
  JsonArray *items = hub_cli_take_items (cli, hub_cli_list_app (cli, "listReleases", error, NULL));

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *event = json_array_get_object_element (items, i);
      g_autofree char *when = hub_cli_time (hub_json_get_string (event, "made_at", NULL));
      g_autofree char *outcome = dup_outcome (event);

      hub_cli_table_add (table, when, hub_cli_word (event, "kind"), hub_json_get_string (event, "version", "–"),
                         hub_json_get_string (event, "made_by", ""), outcome, hub_json_get_string (event, "release_id", ""));
    }
  hub_cli_table_print (table, cli, _("Nothing was released yet"));
  return TRUE;
}

static const HubCliOption options[] = {
  { "review", 'r', "ID", N_("The approved review; the latest without") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption app_options[] = {
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_release = {
  .name = "release",
  .summary = N_("Release the approved version to everyone"),
  .description = N_("Every phone gets the new version with its next start. Needs your password again."),
  .options = options,
  .examples = "superhub release --app wx0123456789abcdef",
  .run = run,
};

const HubCliCommand hub_command_release_full = {
  .name = "release full",
  .summary = N_("Release the approved version to everyone; the same as “release”"),
  .options = options,
  .run = run,
};

const HubCliCommand hub_command_release_rollback = {
  .name = "release rollback",
  .arguments = "[VERSION]",
  .max_arguments = 1,
  .summary = N_("Put an earlier version online again"),
  .description = N_("Without a version, the one before. With a version or the id of a release, as “release history” shows them. "
                    "A phased release is cancelled with it. Needs your password again."),
  .options = app_options,
  .examples = "superhub release rollback\nsuperhub release rollback 1.4.0",
  .run = run_rollback,
};

const HubCliCommand hub_command_release_redo = {
  .name = "release redo",
  .summary = N_("Take back the last rollback"),
  .options = app_options,
  .run = run_redo,
};

const HubCliCommand hub_command_release_history = {
  .name = "release history",
  .summary = N_("List releases in full and in phases, rollbacks and suspensions, with what became of them"),
  .options = app_options,
  .run = run_history,
};
