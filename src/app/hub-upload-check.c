/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-upload-check.h"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "hub-json.h"

#define MAX_VERSION 64

/**
 * hub_upload_check_version:
 * @version: a version number, as typed
 *
 * The platform checks again; this is for a sentence while typing.
 *
 * Returns: (transfer none) (nullable): what is wrong with it
 */
const char *
hub_upload_check_version (const char *version)
{
  if (*version == '\0')
    return _("A version number is needed, like 1.2.3");
  if (strlen (version) > MAX_VERSION)
    return _("A version number has at most 64 characters");
  if (!g_ascii_isdigit (*version))
    return _("A version number begins with a digit, like 1.2.3");
  for (const char *p = version; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("._-+", *p) == NULL)
      return _("A version number has digits, letters and . _ - + only");
  return NULL;
}

static int
compare_versions (const char *a, const char *b)
{
  g_auto (GStrv) left = g_strsplit (a, ".", -1);
  g_auto (GStrv) right = g_strsplit (b, ".", -1);

  for (guint i = 0; left[i] != NULL || right[i] != NULL; i++)
    {
      guint64 x = left[i] != NULL ? g_ascii_strtoull (left[i], NULL, 10) : 0;
      guint64 y = right[i] != NULL ? g_ascii_strtoull (right[i], NULL, 10) : 0;

      if (left[i] == NULL || right[i] == NULL || x != y)
        return left[i] == NULL ? -1 : right[i] == NULL ? 1 : x < y ? -1 : 1;
    }
  return 0;
}

static void
consider (char **highest, JsonObject *item)
{
  const char *version = item != NULL ? hub_json_get_string (item, "version", NULL) : NULL;

  if (version == NULL || (*highest != NULL && compare_versions (version, *highest) <= 0))
    return;
  g_free (*highest);
  *highest = g_strdup (version);
}

static void
consider_all (char **highest, JsonArray *items)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    consider (highest, json_array_get_object_element (items, i));
}

/**
 * hub_upload_highest_version:
 * @versions: the answer of getVersions
 *
 * Returns: (transfer full) (nullable): the highest version number of all kinds
 */
char *
hub_upload_highest_version (JsonObject *versions)
{
  char *highest = NULL;

  consider_all (&highest, hub_json_get_array (versions, "developer"));
  consider_all (&highest, hub_json_get_array (versions, "history"));
  consider (&highest, hub_json_get_object (versions, "online"));
  consider (&highest, hub_json_get_object (versions, "review"));
  consider (&highest, hub_json_get_object (versions, "test"));
  return highest;
}
