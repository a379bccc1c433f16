/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"

static const char *const filters[] = { "actor", "action", "target", "outcome", "since", "until" };
static const char *const columns[] = {
  "number", "at", "actor", "action", "app_id", "target", "outcome", "code", "previous", "hash",
};

/* (transfer full) (nullable): the rows that are asked for, of a program or of oneself. */
static JsonNode *
fetch (HubCli *cli, guint limit, GError **error)
{
  gboolean own = hub_cli_has_option (cli, "mine");
  g_autoptr (JsonObject) parameters = NULL;

  if (!own)
    parameters = hub_cli_app_parameters (cli, error);
  else if (hub_cli_connect (cli, error))
    parameters = json_object_new ();
  if (parameters == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (hub_cli_get_option (cli, filters[i]) != NULL)
      json_object_set_string_member (parameters, filters[i], hub_cli_get_option (cli, filters[i]));
  json_object_set_int_member (parameters, "limit", limit > 0 ? limit : 200);
  if (limit > 0)
    return hub_cli_call (cli, own ? "listOwnAudit" : "listAudit", parameters, error);
  return hub_cli_list (cli, own ? "listOwnAudit" : "listAudit", parameters, error);
}

static gboolean
run_list (HubCli *cli, GError **error)
{
  g_autoptr (HubCliTable) table = hub_cli_table_new (_("No."), _("Time"), _("Who"), _("What"), _("About"), _("Result"), NULL);
  const char *text = hub_cli_get_option (cli, "limit");
  guint64 limit = 50;
  JsonArray *items;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, 200, &limit, NULL))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("--limit is a number from 1 to 200; “audit export” takes all"));
      return FALSE;
    }
  items = hub_cli_take_items (cli, fetch (cli, limit, error));
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *row = json_array_get_object_element (items, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, hub_json_get_int (row, "number", 0));
      g_autofree char *time = hub_cli_time (hub_json_get_string (row, "at", NULL));
      const char *code = hub_json_get_string (row, "code", "");

      hub_cli_table_add (table, number, time, hub_json_get_string (row, "actor", ""),
                         hub_json_get_string (row, "action", ""), hub_json_get_string (row, "target", ""),
                         code[0] != '\0' ? code : hub_cli_word (row, "outcome"));
    }
  hub_cli_table_print (table, cli, _("Nothing"));
  return TRUE;
}

/* A program that opens the file must not take a name for a formula. */
static void
append_cell (GString *text, const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);
  gboolean formula = cell[0] != '\0' && strchr ("=+-@\t\r", cell[0]) != NULL;

  g_string_append_printf (text, "\"%s%s\"", formula ? "'" : "", escaped);
}

static void
append_csv (GString *text, JsonObject *row)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT, hub_json_get_int (row, columns[0], 0));
  for (gsize i = 1; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_append_c (text, ',');
      append_cell (text, hub_json_get_string (row, columns[i], ""));
    }
  g_string_append (text, "\r\n");
}

static GString *
to_text (JsonArray *items, gboolean csv)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; csv && i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (text, "%s%s", columns[i], i + 1 < G_N_ELEMENTS (columns) ? "," : "\r\n");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autofree char *line = NULL;

      if (csv)
        {
          append_csv (text, json_array_get_object_element (items, i));
          continue;
        }
      line = json_to_string (json_array_get_element (items, i), FALSE);
      g_string_append_printf (text, "%s\n", line);
    }
  return text;
}

static gboolean
run_export (HubCli *cli, GError **error)
{
  const char *path = hub_cli_require (cli, 0, "output", error);
  const char *format = hub_cli_get_option (cli, "format");
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GString) text = NULL;
  JsonObject *result;
  JsonNode *node;
  JsonArray *items;

  if (path == NULL)
    return FALSE;
  if (format != NULL && !g_str_equal (format, "csv") && !g_str_equal (format, "jsonl"))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("--format is csv or jsonl"));
      return FALSE;
    }
  answer = fetch (cli, 0, error);
  if (answer == NULL)
    return FALSE;
  items = hub_json_get_array (json_node_get_object (answer), "items");
  text = to_text (items, g_strcmp0 (format, "jsonl") != 0);
  if (!g_file_set_contents_full (path, text->str, text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;
  result = json_object_new ();
  json_object_set_string_member (result, "file", path);
  json_object_set_int_member (result, "entries", json_array_get_length (items));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, result);
  hub_cli_take_result (cli, node);
  hub_cli_print (cli, _("Wrote %u entries to %s"), json_array_get_length (items), path);
  return TRUE;
}

/* The operator's way: the whole log, in the database itself. */
static gboolean
verify_database (HubCli *cli, const char *data_dir, GError **error)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", error);
  const char *database = hub_cli_get_option (cli, "database");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autofree char *problem = NULL;

  if (program == NULL)
    return FALSE;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error, program,
                              "--data-dir", data_dir, "--verify-audit", database != NULL ? "--database" : NULL,
                              database, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, cli->cancellable, &said, &problem, error))
    return FALSE;
  if (!g_subprocess_get_successful (process))
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "audit.broken", "%s", g_strstrip (problem));
      return FALSE;
    }
  hub_cli_print (cli, "%s", g_strstrip (said));
  return TRUE;
}

/* Whether the platform still has the hash that was noted: "NUMBER:HASH". */
static gboolean
check_noted (JsonObject *answer, const char *expected, GError **error)
{
  const char *colon = strchr (expected, ':');
  const char *hash = hub_json_get_string (hub_json_get_object (answer, "noted"), "hash", NULL);

  if (g_strcmp0 (hash, colon + 1) == 0)
    return TRUE;
  hub_set_error (error, HUB_ERROR_CONFLICT, "audit.broken",
                 _("Entry %.*s is not the one that was noted: the log was shortened, or written anew"),
                 (int) (colon - expected), expected);
  return FALSE;
}

static gboolean
check_verified (HubCli *cli, JsonObject *answer, const char *expected, GError **error)
{
  JsonObject *head = hub_json_get_object (answer, "head");

  if (!hub_json_get_boolean (answer, "whole", FALSE))
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "audit.broken", _("The audit log was changed at entry %lld"),
                     (long long) hub_json_get_int (answer, "broken_at", 0));
      return FALSE;
    }
  if (expected != NULL && !check_noted (answer, expected, error))
    return FALSE;
  hub_cli_print (cli, _("The program's %d entries are whole, and so is the log behind them."),
                 (int) hub_json_get_int (answer, "entries", 0));
  hub_cli_print (cli, _("To note: %lld:%s"), (long long) hub_json_get_int (head, "number", 0),
                 hub_json_get_string (head, "hash", ""));
  return TRUE;
}

static gboolean
run_verify (HubCli *cli, GError **error)
{
  const char *data_dir = hub_cli_get_option (cli, "data-dir");
  const char *expected = hub_cli_get_option (cli, "expect");
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (data_dir != NULL)
    return verify_database (cli, data_dir, error);
  if (expected != NULL && !g_regex_match_simple ("^[0-9]{1,18}:[0-9a-f]{64}$", expected, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", _("--expect is what was noted: NUMBER:HASH"));
      return FALSE;
    }
  parameters = hub_cli_app_parameters (cli, error);
  if (parameters == NULL)
    return FALSE;
  if (expected != NULL)
    json_object_set_int_member (parameters, "number", g_ascii_strtoll (expected, NULL, 10));
  answer = hub_cli_call (cli, "verifyAudit", parameters, error);
  if (answer == NULL || !check_verified (cli, json_node_get_object (answer), expected, error))
    return FALSE;
  hub_cli_take_result (cli, g_steal_pointer (&answer));
  return TRUE;
}

#define FILTER_OPTIONS                                                                             \
  { "actor", 0, "ID", N_("Only what this person did; ID#SLOT for an upload key") },                \
  { "action", 0, "NAME", N_("Only this operation of the API: createRelease") },                    \
  { "target", 0, "WHAT", N_("Only what is about this person, version or review") },                \
  { "outcome", 0, "done|refused", N_("Only what was done, or refused") },                          \
  { "since", 0, "TIME", N_("From this time on, like 2026-01-31T08:00:00Z") },                      \
  { "until", 0, "TIME", N_("Before this time") },                                                  \
  { "mine", 0, NULL, N_("What was done in your own name, in all programs") },                      \
  HUB_CLI_APP_OPTIONS

static const HubCliOption list_options[] = {
  FILTER_OPTIONS,
  { "limit", 'n', "NUMBER", N_("How many, at most 200; 50 without") },
  { NULL },
};

static const HubCliOption export_options[] = {
  { "output", 'o', "FILE", N_("Where to write") },
  { "format", 0, "csv|jsonl", N_("A table, or a JSON object a line; csv without") },
  FILTER_OPTIONS,
  { NULL },
};

static const HubCliOption verify_options[] = {
  HUB_CLI_APP_OPTIONS,
  { "expect", 0, "NUMBER:HASH", N_("What was noted before; the entry must still be the same") },
  { "data-dir", 0, "DIR", N_("For the operator: check the whole log of the platform in this folder") },
  { "database", 0, "ADDRESS", N_("For the operator: its database, where it is not in that folder") },
  { NULL },
};

const HubCliCommand hub_command_audit_list = {
  .name = "audit list",
  .summary = N_("Show what was done and refused in a program"),
  .options = list_options,
  .examples = "superhub audit list --outcome refused --since 2026-01-01\nsuperhub audit list --mine",
  .run = run_list,
};

const HubCliCommand hub_command_audit_export = {
  .name = "audit export",
  .arguments = "FILE",
  .max_arguments = 1,
  .summary = N_("Write what was done and refused in a program to a file"),
  .options = export_options,
  .run = run_export,
};

const HubCliCommand hub_command_audit_verify = {
  .name = "audit verify",
  .summary = N_("Check that nobody has changed the audit log"),
  .options = verify_options,
  .examples = "superhub audit verify --app wx0123456789abcdef\nsuperhub audit verify --data-dir /var/lib/superhub",
  .run = run_verify,
};
