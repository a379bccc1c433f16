/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-paths.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

/* The folder that holds bin/: where the running program stands, so that an installed tree can be
 * moved (a Flatpak, an AppImage-like folder) and still finds its parts. */
static char *
running_prefix (void)
{
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = NULL;
  g_autofree char *base = NULL;

  if (exe == NULL)
    return NULL;
  dir = g_path_get_dirname (exe);
  base = g_path_get_basename (dir);
  if (g_str_equal (base, "superhub"))
    {
      g_autofree char *libexec = g_path_get_dirname (dir);

      return g_path_get_dirname (libexec);
    }
  return g_path_get_dirname (dir);
}

static char *
find (const char *variable, const char *below_prefix, const char *configured, const char *name,
      GError **error)
{
  const char *listed = g_getenv (variable);
  g_auto (GStrv) folders = g_strsplit (listed != NULL ? listed : "", ":", -1);
  g_autofree char *prefix = running_prefix ();
  g_autofree char *moved = NULL;
  g_autofree char *fixed = NULL;

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = NULL;

      if (folders[i][0] == '\0')
        continue;
      path = g_build_filename (folders[i], name, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  moved = g_build_filename (prefix != NULL ? prefix : "/", below_prefix, name, NULL);
  if (g_file_test (moved, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&moved);
  fixed = g_build_filename (configured, name, NULL);
  if (g_file_test (fixed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&fixed);
  hub_set_error (error, HUB_ERROR_NOT_FOUND, "install.missing_file",
                 _("“%s” is missing from the installation (looked for %s); install it again"),
                 name, fixed);
  return NULL;
}

/**
 * hub_paths_find_data:
 * @name: a file or folder below share/superhub: "runtime/logic.js", "samples"
 * @error: (out) (optional): "install.missing_file"
 *
 * Looks in `SUPERHUB_DATA_PATH` (folders with colons between), beside the running program, and
 * in the configured prefix, in this order.
 *
 * Returns: (transfer full) (nullable): the path
 */
char *
hub_paths_find_data (const char *name, GError **error)
{
  return find ("SUPERHUB_DATA_PATH", "share/superhub", HUB_PKGDATADIR, name, error);
}

/**
 * hub_paths_find_helper:
 * @name: a program people do not start themselves: "superhub-compiler"
 * @error: (out) (optional): "install.missing_file"
 *
 * As hub_paths_find_data(), for `SUPERHUB_LIBEXEC_PATH` and libexec/superhub.
 *
 * Returns: (transfer full) (nullable): the path
 */
char *
hub_paths_find_helper (const char *name, GError **error)
{
  return find ("SUPERHUB_LIBEXEC_PATH", "libexec/superhub", HUB_PKGLIBEXECDIR, name, error);
}

/**
 * hub_paths_find_program:
 * @name: one of our own programs: "superhubd"
 * @error: (out) (optional): "install.missing_file"
 *
 * As hub_paths_find_data(), for `SUPERHUB_BIN_PATH` and bin.
 *
 * Returns: (transfer full) (nullable): the path
 */
char *
hub_paths_find_program (const char *name, GError **error)
{
  return find ("SUPERHUB_BIN_PATH", "bin", HUB_PKGLIBEXECDIR "/../../bin", name, error);
}

/**
 * hub_paths_user_data:
 *
 * Returns: (transfer full): `$XDG_DATA_HOME/superhub`; not created here
 */
char *
hub_paths_user_data (void)
{
  return g_build_filename (g_get_user_data_dir (), "superhub", NULL);
}

/**
 * hub_paths_user_cache:
 *
 * Returns: (transfer full): `$XDG_CACHE_HOME/superhub`; not created here
 */
char *
hub_paths_user_cache (void)
{
  return g_build_filename (g_get_user_cache_dir (), "superhub", NULL);
}

/**
 * hub_paths_user_config:
 *
 * Returns: (transfer full): `$XDG_CONFIG_HOME/superhub`; not created here
 */
char *
hub_paths_user_config (void)
{
  return g_build_filename (g_get_user_config_dir (), "superhub", NULL);
}

/**
 * hub_paths_locale:
 *
 * `SUPERHUB_LOCALE_PATH` where it is set, as for programs that run from the build folder.
 *
 * Returns: (transfer full): the folder of the message catalogues
 */
char *
hub_paths_locale (void)
{
  g_autofree char *prefix = running_prefix ();
  g_autofree char *moved = g_build_filename (prefix != NULL ? prefix : "/", "share/locale", NULL);
  const char *set = g_getenv ("SUPERHUB_LOCALE_PATH");

  if (set != NULL && set[0] != '\0')
    return g_strdup (set);
  return g_file_test (moved, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&moved)
                                                 : g_strdup (HUB_LOCALEDIR);
}
