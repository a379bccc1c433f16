/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <string.h>
#include <unistd.h>

#define BAR 30

static gboolean shown;

/* A bar on standard error, where that is a terminal; @fraction below 0 is no bar, just the words. */
void
hub_cli_progress (HubCli *cli, const char *what, double fraction)
{
  g_autoptr (GString) bar = g_string_new (NULL);
  int filled = (int) (CLAMP (fraction, 0, 1) * BAR);

  if (cli->json || !isatty (STDERR_FILENO))
    return;
  if (fraction < 0)
    {
      g_printerr ("\r\033[K%s…", what);
    }
  else
    {
      for (int i = 0; i < BAR; i++)
        g_string_append (bar, i < filled ? "█" : "░");
      g_printerr ("\r\033[K%s %s %3d %%", what, bar->str, (int) (fraction * 100 + 0.5));
    }
  shown = TRUE;
}

/* Wipes the bar away. */
void
hub_cli_progress_end (HubCli *cli)
{
  if (shown)
    g_printerr ("\r\033[K");
  shown = FALSE;
}
