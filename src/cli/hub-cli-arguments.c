/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hub-error.h"

/* What every command takes. */
static const HubCliOption common_options[] = {
  { "json", 0, NULL, N_("Print one JSON document, for scripts") },
  { "server", 's', "URL", N_("The platform; without it SUPERHUB_SERVER, the one signed in to last, or the local one") },
  { "password-stdin", 0, NULL, N_("Read the password from standard input") },
  { "help", 'h', NULL, N_("Show this help") },
  { NULL },
};

static gboolean usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
usage (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  hub_set_error (error, HUB_ERROR_INVALID, "usage.bad_arguments", "%s", text);
  return FALSE;
}

static const HubCliOption *
search (const HubCliOption *options, const char *name, gsize length, char letter)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      if (letter != 0 ? options->letter == letter
                      : strlen (options->name) == length && strncmp (options->name, name, length) == 0)
        return options;
    }
  return NULL;
}

static const HubCliOption *
find_option (HubCli *cli, const char *name, gsize length, char letter)
{
  const HubCliOption *option = search (cli->command != NULL ? cli->command->options : NULL,
                                       name, length, letter);

  return option != NULL ? option : search (common_options, name, length, letter);
}

static void
set_option (HubCli *cli, const HubCliOption *option, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (cli->options, option->name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (cli->options, (gpointer) option->name, values);
    }
  g_ptr_array_add (values, g_strdup (value != NULL ? value : ""));
  if (g_str_equal (option->name, "json"))
    cli->json = TRUE;
}

/* One argument that begins with a dash; @next is used, and *@used set, where it needs a value. */
static gboolean
parse_option (HubCli *cli, const char *argument, const char *next, gboolean *used, GError **error)
{
  gboolean is_long = argument[1] == '-';
  const char *equals = is_long ? strchr (argument, '=') : NULL;
  gsize length = equals != NULL ? (gsize) (equals - argument - 2) : strlen (argument + 1 + is_long);
  const HubCliOption *option = is_long ? find_option (cli, argument + 2, length, 0)
                                       : find_option (cli, "", 0, argument[1]);
  const char *value = equals != NULL ? equals + 1 : NULL;

  *used = FALSE;
  if (option == NULL)
    return usage (error, _("“%s” is not an option of this command; --help lists them"), argument);
  if (option->value == NULL)
    {
      if (value != NULL || (!is_long && argument[2] != '\0'))
        return usage (error, _("“%s”: this option takes no value"), argument);
      set_option (cli, option, NULL);
      return TRUE;
    }
  if (!is_long && argument[2] != '\0')
    value = argument + 2;
  if (value == NULL)
    {
      value = next;
      *used = TRUE;
    }
  if (value == NULL)
    return usage (error, _("“%s” needs a value"), argument);
  if (!g_utf8_validate (value, -1, NULL) && !g_str_equal (option->name, "output"))
    return usage (error, _("The value of “%s” is not UTF-8 text"), argument);
  set_option (cli, option, value);
  return TRUE;
}

/* "review submit" before "review"; *@words says how many arguments were the name. */
static const HubCliCommand *
find_command (int argc, char **argv, int *words)
{
  for (*words = MIN (argc - 1, 3); *words > 0; (*words)--)
    {
      char *end = argv[1 + *words];
      g_autofree char *name = NULL;

      argv[1 + *words] = NULL;
      name = g_strjoinv (" ", argv + 1);
      argv[1 + *words] = end;
      for (guint i = 0; hub_cli_commands[i] != NULL; i++)
        if (g_str_equal (hub_cli_commands[i]->name, name))
          return hub_cli_commands[i];
    }
  return NULL;
}

static gboolean
check_count (HubCli *cli, GError **error)
{
  const HubCliCommand *command = cli->command;

  if (hub_cli_has_option (cli, "help"))
    return TRUE;
  if (cli->arguments->len < command->min_arguments)
    return usage (error, _("Something is missing: superhub %s"),
                  command->arguments != NULL ? command->arguments : command->name);
  if (cli->arguments->len > command->max_arguments)
    return usage (error, _("“%s” is one argument too many"),
                  (const char *) g_ptr_array_index (cli->arguments, command->max_arguments));
  return TRUE;
}

/* `cli --lang en auto …`: scripts for other tools put general options, which mean nothing here, before the command. */
static int
skip_general_options (int argc, char **argv)
{
  for (int i = 1; i < argc && argv[1][0] == '-'; i++)
    {
      if (g_str_equal (argv[i], "auto"))
        return i - 1;
    }
  return 0;
}

/* Finds the command and sorts what follows it into options and arguments. */
gboolean
hub_cli_parse (HubCli *cli, int argc, char **argv, GError **error)
{
  gboolean only_arguments = FALSE;
  int words = 0, skipped = skip_general_options (argc, argv);

  for (int i = 1; i < argc; i++)
    cli->json = cli->json || g_str_equal (argv[i], "--json");
  argc -= skipped;
  argv += skipped;
  cli->command = find_command (argc, argv, &words);
  if (cli->command == NULL)
    return usage (error, _("“%s” is not a command; “superhub --help” lists them"), argv[1]);
  for (int i = 1 + words; i < argc; i++)
    {
      gboolean used = FALSE;

      if (only_arguments || argv[i][0] != '-' || argv[i][1] == '\0')
        g_ptr_array_add (cli->arguments, g_strdup (argv[i]));
      else if (g_str_equal (argv[i], "--"))
        only_arguments = TRUE;
      else if (!parse_option (cli, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, error))
        return FALSE;
      i += used ? 1 : 0;
    }
  return check_count (cli, error);
}

/* (transfer none) (nullable): every value an option was given. */
GPtrArray *
hub_cli_get_options (HubCli *cli, const char *name)
{
  return g_hash_table_lookup (cli->options, name);
}

/* (transfer none) (nullable): the last value an option was given. */
const char *
hub_cli_get_option (HubCli *cli, const char *name)
{
  GPtrArray *values = hub_cli_get_options (cli, name);

  return values != NULL ? g_ptr_array_index (values, values->len - 1) : NULL;
}

/* (transfer full): the values of an option that may be given again and again, or hold several with commas
 * between; empty ones stay. */
JsonArray *
hub_cli_split_options (HubCli *cli, const char *name)
{
  GPtrArray *values = hub_cli_get_options (cli, name);
  JsonArray *parts = json_array_new ();

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      g_auto (GStrv) texts = g_strsplit (g_ptr_array_index (values, i), ",", -1);

      for (guint j = 0; texts[j] != NULL; j++)
        json_array_add_string_element (parts, g_strstrip (texts[j]));
    }
  return parts;
}

gboolean
hub_cli_has_option (HubCli *cli, const char *name)
{
  return g_hash_table_contains (cli->options, name);
}

/* (transfer none) (nullable) */
const char *
hub_cli_get_argument (HubCli *cli, guint index)
{
  return index < cli->arguments->len ? g_ptr_array_index (cli->arguments, index) : NULL;
}

/* (transfer none) (nullable): what may be given as an argument or as an option, and must be. */
const char *
hub_cli_require (HubCli *cli, guint index, const char *option, GError **error)
{
  const char *value = hub_cli_get_argument (cli, index);

  if (value == NULL)
    value = hub_cli_get_option (cli, option);
  if (value == NULL || value[0] == '\0')
    {
      usage (error, _("“--%s” is missing; --help shows how"), option);
      return NULL;
    }
  return value;
}

/* What every command takes. */
const HubCliOption *
hub_cli_get_common_options (void)
{
  return common_options;
}
