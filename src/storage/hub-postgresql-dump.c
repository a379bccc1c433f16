/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-postgresql-dump.h"

#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

#include "hub-error.h"

/* In libpq's form: 'it''s' is 'it\'s'. */
static void
append_setting (GString *conninfo, const char *keyword, const char *value)
{
  g_string_append_printf (conninfo, "%s%s='", conninfo->len > 0 ? " " : "", keyword);
  for (; *value != '\0'; value++)
    {
      if (*value == '\'' || *value == '\\')
        g_string_append_c (conninfo, '\\');
      g_string_append_c (conninfo, *value);
    }
  g_string_append_c (conninfo, '\'');
}

/* The same without the password, which goes to the child by its environment: everybody can read its arguments. */
static char *
take_password (const char *conninfo, GSubprocessLauncher *launcher)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  GString *rest = g_string_new (NULL);

  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    {
      if (option->val == NULL)
        continue;
      if (g_str_equal (option->keyword, "password"))
        g_subprocess_launcher_setenv (launcher, "PGPASSWORD", option->val, TRUE);
      else
        append_setting (rest, option->keyword, option->val);
    }
  PQconninfoFree (options);
  return g_string_free (rest, FALSE);
}

/**
 * hub_postgresql_dump:
 * @conninfo: libpq's connection string or URI
 * @path: the file to write, in pg_dump's custom format
 * @error: (out) (optional): "storage.failed" with what pg_dump says; "storage.no_program" where it is not installed
 *
 * Copies a database as it is at one moment, with PostgreSQL's own program.
 *
 * Returns: whether the file is whole
 */
gboolean
hub_postgresql_dump (const char *conninfo, const char *path, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *target = g_strconcat ("--file=", path, NULL);
  g_autofree char *rest = take_password (conninfo, launcher);
  g_autofree char *source = g_strconcat ("--dbname=", rest, NULL);
  g_autofree char *message = NULL;
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_launcher_spawn (launcher, NULL, "pg_dump", "--format=custom", "--no-owner",
                                         "--no-privileges", "--lock-wait-timeout=60s", target, source, NULL);
  if (process == NULL)
    {
      hub_set_error (error, HUB_ERROR_STORAGE, "storage.no_program",
                     _("PostgreSQL's program pg_dump is missing; install the package postgresql-client"));
      return FALSE;
    }
  if (!g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &message, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  hub_set_error (error, HUB_ERROR_STORAGE, "storage.failed", _("The database could not be copied: %s"),
                 g_strstrip (message));
  return FALSE;
}
