/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to several members, and to the admin. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"

#define MAX_LINES 200
#define MAX_FILE (64 * 1024)

/* "bob developer operator", "carol test"; commas may stand for spaces. */
static void
add_line (JsonArray *members, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t,;\r", -1);
  JsonObject *member = json_object_new ();
  JsonArray *roles = json_array_new ();
  const char *id = NULL;
  gboolean test = FALSE;

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (id == NULL)
        id = *word;
      else if (g_str_equal (*word, "test"))
        test = TRUE;
      else
        json_array_add_string_element (roles, *word);
    }
  json_object_set_string_member (member, "superhub_id", id != NULL ? id : "");
  json_object_set_string_member (member, "kind", test ? "test" : "project");
  json_object_set_array_member (member, "roles", roles);
  json_array_add_object_element (members, member);
}

/* (transfer full) (nullable): the members that a file names, one a line; lines that begin with # are remarks. */
static JsonArray *
read_file (const char *path, GError **error)
{
  g_autoptr (JsonArray) members = json_array_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    return NULL;
  if (length > MAX_FILE || !g_utf8_validate (text, length, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("%s is no list of members"), path);
      return NULL;
    }
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_strstrip (*line)[0] != '\0' && **line != '#')
      add_line (members, *line);
  if (json_array_get_length (members) > MAX_LINES)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments",
                     _("%s names more than %d members; make several files of it"), path, MAX_LINES);
      return NULL;
    }
  return g_steal_pointer (&members);
}

static void
print_results (HubCli *cli, JsonObject *answer)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Super Hub ID"), _("Result"), _("Why"), NULL);
  JsonArray *results = hub_json_get_array (answer, "results");

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);

      hub_cli_table_add (table, hub_json_get_string (result, "superhub_id", ""), hub_cli_word (result, "outcome"),
                         hub_json_get_string (result, "message", hub_json_get_string (result, "warning", "")));
    }
  hub_cli_table_print (table, cli, _("Nobody"));
}

static gboolean
run_import (HubCli *cli, GError **error)
{
  const char *path = hub_cli_require (cli, 0, "file", error);
  JsonArray *members = path != NULL ? read_file (path, error) : NULL;
  g_autoptr (JsonObject) parameters = NULL;
  JsonObject *object;

  if (members == NULL)
    return FALSE;
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    {
      json_array_unref (members);
      return FALSE;
    }
  json_object_set_array_member (parameters, "members", members);
  json_object_set_boolean_member (parameters, "all_or_nothing", hub_cli_has_option (cli, "all-or-nothing"));
  object = hub_cli_take_object (cli, hub_cli_call (cli, "addMembers", parameters, error));
  if (object == NULL)
    return FALSE;
  print_results (cli, object);
  hub_cli_note (cli, _("Done: %d; refused: %d"), (int) hub_json_get_int (object, "done", 0),
                (int) hub_json_get_int (object, "refused", 0));
  if (hub_json_get_int (object, "refused", 0) > 0 && !cli->json)
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "member.some_refused", _("Not every line could be done; see above"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_hand_over (HubCli *cli, GError **error)
{
  const char *superhub_id = hub_cli_require (cli, 0, "id", error);
  g_autoptr (JsonObject) parameters = superhub_id != NULL ? hub_cli_app_parameters (cli, error) : NULL;
  g_autoptr (JsonNode) answer = NULL;
  gboolean leave = hub_cli_has_option (cli, "leave");

  if (parameters == NULL)
    return FALSE;
  json_object_set_string_member (parameters, "superhub_id", superhub_id);
  json_object_set_boolean_member (parameters, "leave", leave);
  json_object_set_array_member (parameters, "roles", hub_cli_split_options (cli, "role"));
  answer = hub_cli_call_sensitive (cli, "handOverApp", parameters, error);
  if (answer == NULL)
    return FALSE;
  hub_cli_print (cli, leave ? _("“%s” is the admin now, and you are no member any more")
                            : _("“%s” is the admin now, and you are a project member"), superhub_id);
  return TRUE;
}

static gboolean
run_permissions (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("Permission"), _("Roles"), _("What it is for"), NULL);
  JsonObject *answer;
  JsonArray *rows;

  if (!hub_cli_connect (cli, error))
    return FALSE;
  answer = hub_cli_take_object (cli, hub_cli_call (cli, "listPermissions", NULL, error));
  if (answer == NULL)
    return FALSE;
  rows = hub_json_get_array (answer, "permissions");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *roles = hub_json_get_array (row, "roles");
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < json_array_get_length (roles); j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", json_array_get_string_element (roles, j));
      hub_cli_table_add (table, hub_json_get_string (row, "name", ""), names->str,
                         hub_json_get_string (row, "meaning", ""));
    }
  hub_cli_table_print (table, cli, "");
  return TRUE;
}

static const HubCliOption import_options[] = {
  { "file", 'f', "FILE", N_("The list: one member a line, the Super Hub ID and then roles, or “test”") },
  { "all-or-nothing", 0, NULL, N_("Do nothing when one line is refused") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

static const HubCliOption hand_over_options[] = {
  { "id", 'i', "ID", N_("The project member who becomes the admin") },
  { "role", 'r', "ROLE", N_("What you stay: operator, developer or data-analyst; may be repeated; operator without") },
  { "leave", 0, NULL, N_("Leave the program") },
  HUB_CLI_APP_OPTIONS,
  { NULL },
};

const HubCliCommand hub_command_member_import = {
  .name = "member import",
  .arguments = "FILE",
  .max_arguments = 1,
  .summary = N_("Add or change the members that a file names"),
  .options = import_options,
  .examples = "printf 'bob developer operator\\ncarol test\\n' >team.txt\nsuperhub member import team.txt",
  .run = run_import,
};

const HubCliCommand hub_command_member_hand_over = {
  .name = "member hand-over",
  .arguments = "ID",
  .max_arguments = 1,
  .summary = N_("Make a project member the admin in your place"),
  .options = hand_over_options,
  .examples = "superhub member hand-over bob --role developer",
  .run = run_hand_over,
};

const HubCliCommand hub_command_member_permissions = {
  .name = "member permissions",
  .summary = N_("Show which roles hold which permissions"),
  .run = run_permissions,
};
