/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "hub-application.h"
#include "hub-paths.h"

int
main (int argc, char **argv)
{
  g_autofree char *catalogues = hub_paths_locale ();
  g_autoptr (HubApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Super Hub Mini App DevTools"));
  application = hub_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
