/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the one who runs a platform does on its machine: superhubd does the work, beside the one that is running. */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "hub-commands.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-local-platform.h"
#include "hub-paths.h"

static void
add (GPtrArray *arguments, const char *option, const char *value)
{
  g_ptr_array_add (arguments, g_strdup (option));
  g_ptr_array_add (arguments, g_strdup (value));
}

/* Which platform it is: what the options say, else this user's local one. */
static void
add_platform (HubCli *cli, GPtrArray *arguments)
{
  const char *const names[] = { "config", "data-dir", "database" };
  g_autofree char *folder = hub_local_platform_get_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *option = g_strconcat ("--", names[i], NULL);

      if (hub_cli_has_option (cli, names[i]))
        add (arguments, option, hub_cli_get_option (cli, names[i]));
    }
  if (!hub_cli_has_option (cli, "config") && !hub_cli_has_option (cli, "data-dir"))
    add (arguments, "--data-dir", folder);
}

static gboolean
set_failed (const char *message, GError **error)
{
  const char *prefix = "superhubd: ";
  const char *sentence = g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;

  hub_set_error (error, HUB_ERROR_STORAGE, "admin.failed", "%s", sentence);
  return FALSE;
}

/* @output: (out) (transfer full): what superhubd printed */
static gboolean
run_superhubd (HubCli *cli, const char *option, const char *value, char **output, GError **error)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", error);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *message = NULL;

  *output = NULL;
  if (program == NULL)
    return FALSE;
  g_ptr_array_add (arguments, g_strdup (program));
  add_platform (cli, arguments);
  g_ptr_array_add (arguments, g_strdup (option));
  if (value != NULL)
    g_ptr_array_add (arguments, g_strdup (value));
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_INHERIT | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                               | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, NULL, cli->cancellable, output, &message, error))
    return FALSE;
  g_strchomp (*output);
  return g_subprocess_get_successful (process) || set_failed (g_strchomp (message), error);
}

static gboolean
run_backup (HubCli *cli, GError **error)
{
  const char *folder = hub_cli_get_argument (cli, 0);
  g_autofree char *path = g_build_filename (folder, "backup.json", NULL);
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!run_superhubd (cli, "--backup", folder, &output, error))
    return FALSE;
  node = hub_json_parse_file (path, 65536, error);
  if (node == NULL)
    return FALSE;
  json_object_set_string_member (json_node_get_object (node), "folder", folder);
  hub_cli_print (cli, "%s", output);
  hub_cli_take_result (cli, g_steal_pointer (&node));
  return TRUE;
}

/* The numbers in what superhubd says stand in the same order in every language. */
static gint64
take_number (const char **text)
{
  char *end;
  gint64 number;

  while (**text != '\0' && !g_ascii_isdigit (**text))
    (*text)++;
  number = g_ascii_strtoll (*text, &end, 10);
  *text = end;
  return number;
}

static gboolean
run_collect (HubCli *cli, GError **error)
{
  g_autofree char *output = NULL;
  const char *at;
  JsonObject *object;
  JsonNode *node;

  if (!run_superhubd (cli, "--collect", NULL, &output, error))
    return FALSE;
  at = output;
  object = json_object_new ();
  json_object_set_int_member (object, "packages", take_number (&at));
  json_object_set_int_member (object, "files", take_number (&at));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  hub_cli_print (cli, "%s", output);
  hub_cli_take_result (cli, node);
  return TRUE;
}

static gboolean
change_account (HubCli *cli, const char *option, const char *member, gboolean value, GError **error)
{
  const char *superhub_id = hub_cli_get_argument (cli, 0);
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();
  g_autofree char *output = NULL;

  json_object_set_string_member (object, "superhub_id", superhub_id);
  if (member != NULL)
    json_object_set_boolean_member (object, member, value);
  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  if (!run_superhubd (cli, option, superhub_id, &output, error))
    return FALSE;
  hub_cli_print (cli, "%s", output);
  hub_cli_take_result (cli, g_steal_pointer (&node));
  return TRUE;
}

static gboolean
run_make_reviewer (HubCli *cli, GError **error)
{
  return change_account (cli, "--make-reviewer", "reviewer", TRUE, error);
}

static gboolean
run_remove_reviewer (HubCli *cli, GError **error)
{
  return change_account (cli, "--remove-reviewer", "reviewer", FALSE, error);
}

static gboolean
run_make_account (HubCli *cli, GError **error)
{
  return change_account (cli, "--make-account", NULL, FALSE, error);
}

static gboolean
run_set_password (HubCli *cli, GError **error)
{
  return change_account (cli, "--set-password", NULL, FALSE, error);
}

static const HubCliOption options[] = {
  { "config", 0, "FILE", N_("The platform's configuration file") },
  { "data-dir", 0, "DIR", N_("The platform's data folder; without either, the local platform's") },
  { "database", 0, "ADDRESS", N_("The platform's database, where it is not in the data folder") },
  { NULL },
};

const HubCliCommand hub_command_admin_backup = {
  .name = "admin backup",
  .arguments = "DIR",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Copy a platform's database and packages, also while it runs"),
  .description = N_("For the operator, on the platform's machine. DIR must not exist. It holds the state of one moment; "
                    "with SQLite, a platform can be started on it as its data folder."),
  .options = options,
  .examples = "superhub admin backup /backup/$(date +%F) --config /etc/superhub/superhubd.conf",
  .run = run_backup,
};

const HubCliCommand hub_command_admin_collect = {
  .name = "admin collect",
  .summary = N_("Remove packages that nothing refers to"),
  .description = N_("For the operator, on the platform's machine, also while it runs, which does the same by itself every hour. What was sent "
                    "within the last day stays."),
  .options = options,
  .examples = "superhub admin collect --data-dir /var/lib/superhub",
  .run = run_collect,
};

const HubCliCommand hub_command_admin_make_reviewer = {
  .name = "admin make-reviewer",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Let an account decide reviews on the platform"),
  .description = N_("For the operator, on the platform's machine, also while it runs."),
  .options = options,
  .examples = "superhub admin make-reviewer rita --data-dir /var/lib/superhub",
  .run = run_make_reviewer,
};

const HubCliCommand hub_command_admin_remove_reviewer = {
  .name = "admin remove-reviewer",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Let an account decide no more reviews on the platform"),
  .description = N_("For the operator, on the platform's machine, also while it runs."),
  .options = options,
  .examples = "superhub admin remove-reviewer rita --data-dir /var/lib/superhub",
  .run = run_remove_reviewer,
};

const HubCliCommand hub_command_admin_make_account = {
  .name = "admin make-account",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Make an account, also where people may not make their own"),
  .description = N_("For the operator, on the platform's machine, also while it runs. The password is the first line of standard input."),
  .options = options,
  .examples = "printf %s \"$PASSWORD\" | superhub admin make-account bob --data-dir /var/lib/superhub",
  .run = run_make_account,
};

const HubCliCommand hub_command_admin_set_password = {
  .name = "admin set-password",
  .arguments = "ID",
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_("Give an account a new password, and sign it out everywhere"),
  .description = N_("For the operator, on the platform's machine, also while it runs. The password is the first line of standard input."),
  .options = options,
  .examples = "printf %s \"$PASSWORD\" | superhub admin set-password bob --data-dir /var/lib/superhub",
  .run = run_set_password,
};
