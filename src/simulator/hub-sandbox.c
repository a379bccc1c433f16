/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sandbox.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

/* WebKit starts its processes in another way, or not confined, in these cases. */
static gboolean
is_not_used (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"), "1") == 0;
}

/* What bubblewrap itself says when it is asked for what WebKit asks it for; NULL where it works. */
static char *
find_reason (void)
{
  const char *command[] = { "bwrap", "--die-with-parent", "--unshare-pid", "--ro-bind", "/", "/",
                            "--proc", "/proc", "--dev", "/dev", "true", NULL };
  g_autoptr (GError) local = NULL;
  g_autofree char *said = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                     NULL, &said, &status, &local))
    return g_strdup (local->message);
  if (status == 0)
    return NULL;
  g_strstrip (said);
  return said[0] != '\0' ? g_steal_pointer (&said) : g_strdup ("bwrap");
}

/**
 * hub_sandbox_check:
 * @error: (out) (optional): "simulator.no_sandbox", with what the system said
 *
 * Tries the sandbox that WebKit confines a program with. Where it cannot work (bubblewrap is not
 * installed, a container without user namespaces), WebKit would end the whole application, so this is asked
 * first. Takes some 10 ms the first time; a sandbox that works is not tried again. Main thread.
 *
 * Returns: whether a program can be started
 */
gboolean
hub_sandbox_check (GError **error)
{
  static gboolean works = FALSE;
  g_autofree char *reason = NULL;

  if (works || is_not_used ())
    return TRUE;
  reason = find_reason ();
  works = reason == NULL;
  if (!works)
    hub_set_error (error, HUB_ERROR_FAILED, "simulator.no_sandbox",
                   _("The sandbox that confines programs does not work on this system: %s. Install the "
                     "package bubblewrap; in a container, allow user namespaces and mounts"),
                   reason);
  return works;
}
