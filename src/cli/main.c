/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "hub-cli.h"
#include "hub-paths.h"

/* The first Ctrl-C asks what runs to stop and clean up; the second does not wait. */
static gboolean
on_interrupt (gpointer user_data)
{
  GCancellable *cancellable = user_data;

  if (g_cancellable_is_cancelled (cancellable))
    _exit (HUB_CLI_EXIT_CANCELLED);
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static void
set_up_language (void)
{
  g_autofree char *locale_folder = hub_paths_locale ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
cli_init (HubCli *cli)
{
  cli->arguments = g_ptr_array_new_with_free_func (g_free);
  cli->options = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  cli->cancellable = g_cancellable_new ();
}

static void
cli_clear (HubCli *cli)
{
  g_clear_object (&cli->client);
  g_clear_object (&cli->cancellable);
  g_clear_pointer (&cli->arguments, g_ptr_array_unref);
  g_clear_pointer (&cli->options, g_hash_table_unref);
  g_clear_pointer (&cli->result, json_node_unref);
  g_clear_pointer (&cli->detail, json_node_unref);
}

static int
run (int argc, char **argv)
{
  HubCli cli = { 0 };
  g_autoptr (GError) error = NULL;
  HubCliExit code;

  cli_init (&cli);
  g_unix_signal_add (SIGINT, on_interrupt, cli.cancellable);
  g_unix_signal_add (SIGTERM, on_interrupt, cli.cancellable);
  signal (SIGPIPE, SIG_IGN);
  if (!hub_cli_parse (&cli, argc, argv, &error))
    hub_cli_finish (&cli, error);
  else if (hub_cli_has_option (&cli, "help"))
    hub_cli_print_help (&cli);
  else
    {
      cli.command->run (&cli, &error);
      hub_cli_finish (&cli, error);
    }
  code = hub_cli_exit_code (error);
  cli_clear (&cli);
  return code;
}

int
main (int argc, char **argv)
{
  set_up_language ();
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      g_print ("superhub %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (argc > 1 && g_str_equal (argv[1], "--complete"))
    {
      hub_cli_print_completions (argc - 2, argv + 2);
      return EXIT_SUCCESS;
    }
  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || (argc == 2 && g_str_equal (argv[1], "help")))
    {
      hub_cli_print_commands ();
      return argc < 2 ? HUB_CLI_EXIT_USAGE : EXIT_SUCCESS;
    }
  return run (argc, argv);
}
