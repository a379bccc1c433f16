/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "hub-error.h"
#include "hub-json-text.h"

/* What to write for @old, which is NULL where there is no file yet. */
static char *
changed_text (const char *old, gsize length, const char *key, const char *value, GError **error)
{
  g_autofree char *problem = NULL;
  gsize offset = 0;
  char *text;
  guint line;
  guint column;

  if (old == NULL)
    {
      g_autofree char *made = hub_json_text_set ("{}", 2, key, value);

      return g_strconcat (made, "\n", NULL);
    }
  if (hub_json_text_check (old, length, &problem, &offset))
    {
      text = hub_json_text_set (old, length, key, value);
      if (text != NULL)
        return text;
      problem = g_strdup (_("an object “{…}” is expected"));
    }
  hub_text_position (old, length, offset, &line, &column);
  hub_set_error (error, HUB_ERROR_INVALID, "project.bad_config", "%s:%u:%u: %s",
                 HUB_PROJECT_CONFIG_FILE, line, column, problem);
  return NULL;
}

gboolean
hub_project_config_write (const char *folder, const char *key, const char *value, GError **error)
{
  g_autofree char *path = g_build_filename (folder, HUB_PROJECT_CONFIG_FILE, NULL);
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  struct stat status;

  if (real != NULL && (stat (real, &status) != 0 || !S_ISREG (status.st_mode)
                       || status.st_size > HUB_PROJECT_CONFIG_MAX))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "project.bad_config",
                     _("%s: not a file of at most 1 MB"), HUB_PROJECT_CONFIG_FILE);
      return FALSE;
    }
  if (real != NULL && !g_file_get_contents (real, &old, &length, error))
    return FALSE;
  text = changed_text (old, length, key, value, error);
  if (text == NULL)
    return FALSE;
  return g_file_set_contents_full (real != NULL ? real : path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   real != NULL ? (int) (status.st_mode & 07777) : 0666, error);
}
