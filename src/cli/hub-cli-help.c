/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define COLUMN 26

static void
print_heading (const char *text)
{
  g_print ("\n%s%s%s\n", hub_cli_colour (STDOUT_FILENO, "1"), text, hub_cli_colour (STDOUT_FILENO, "0"));
}

static void
print_row (const char *left, const char *right)
{
  g_print ("  %-*s  %s\n", COLUMN, left, right);
}

static void
print_options (const HubCliOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autoptr (GString) left = g_string_new (NULL);

      if (options->letter != 0)
        g_string_append_printf (left, "-%c, ", options->letter);
      else
        g_string_append (left, "    ");
      g_string_append_printf (left, "--%s", options->name);
      if (options->value != NULL)
        g_string_append_printf (left, " %s", options->value);
      print_row (left->str, _(options->help));
    }
}

/* The help of one command, made from its description. */
void
hub_cli_print_help (HubCli *cli)
{
  const HubCliCommand *command = cli->command;

  g_print ("%s superhub %s%s%s %s\n", _("Usage:"), command->name,
           command->arguments != NULL ? " " : "", command->arguments != NULL ? command->arguments : "",
           _("[OPTION…]"));
  g_print ("\n");
  /* Translators: %s is what a command does; the dot makes a sentence of it. */
  g_print (_("%s."), _(command->summary));
  g_print ("\n");
  if (command->description != NULL)
    g_print ("%s\n", _(command->description));
  print_heading (_("Options"));
  print_options (command->options);
  print_options (hub_cli_get_common_options ());
  if (command->examples != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (command->examples, "\n", -1);

      print_heading (_("Examples"));
      for (guint i = 0; lines[i] != NULL; i++)
        g_print ("  %s\n", lines[i]);
    }
}

/* The help of the program. */
void
hub_cli_print_commands (void)
{
  g_print ("%s superhub %s\n\n%s\n", _("Usage:"), _("COMMAND [ARGUMENT…] [OPTION…]"),
           _("Builds mini programs, shows them on a phone, and takes them through upload, review and release."));
  print_heading (_("Commands"));
  for (guint i = 0; hub_cli_commands[i] != NULL; i++)
    print_row (hub_cli_commands[i]->name, _(hub_cli_commands[i]->summary));
  g_print ("\n%s\n", _("“superhub COMMAND --help” says more. Exit codes and error codes: docs/cli.md."));
}

static void
print_words (const HubCliOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    g_print ("--%s\n", options->name);
}

/* For the shell's completion: what may follow the words typed so far, one a line. */
void
hub_cli_print_completions (int n_words, char **words)
{
  g_autofree char *typed = g_strjoinv (" ", words);
  gboolean known = FALSE;

  for (guint i = 0; hub_cli_commands[i] != NULL; i++)
    {
      const HubCliCommand *command = hub_cli_commands[i];
      gsize length = strlen (command->name);
      const char *rest = n_words == 0 ? command->name : command->name + strlen (typed) + 1;

      if (n_words == 0 || (strlen (typed) < length && strncmp (typed, command->name, strlen (typed)) == 0
                           && command->name[strlen (typed)] == ' '))
        g_print ("%.*s\n", (int) strcspn (rest, " "), rest);
      if (strncmp (typed, command->name, length) == 0 && (typed[length] == '\0' || typed[length] == ' '))
        {
          print_words (command->options);
          known = TRUE;
        }
    }
  if (known)
    print_words (hub_cli_get_common_options ());
}
