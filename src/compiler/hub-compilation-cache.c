/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <string.h>

/* Raise it when a stage makes something else of the same input. */
#define CACHE_FORMAT "2"

/* A result depends on its inputs' bytes and on this program; nothing else may influence it, so a
 * cached one is as good as a new one. Losing the cache loses only time. */

/* @kind and the following strings, each with its length, so that no two lists look the same. */
char *
hub_compilation_cache_key (const char *kind, ...)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  va_list args;

  g_checksum_update (sum, (const guchar *) CACHE_FORMAT PACKAGE_VERSION, -1);
  va_start (args, kind);
  for (const char *part = kind; part != NULL; part = va_arg (args, const char *))
    {
      guint64 length = strlen (part);

      g_checksum_update (sum, (const guchar *) &length, sizeof length);
      g_checksum_update (sum, (const guchar *) part, length);
    }
  va_end (args);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
cache_path (HubCompilation *self, const char *key)
{
  char folder[3] = { key[0], key[1], '\0' };

  return g_build_filename (self->cache, folder, key + 2, NULL);
}

char *
hub_compilation_cache_get (HubCompilation *self, const char *key, gsize *length)
{
  g_autofree char *path = NULL;
  char *bytes = NULL;

  if (self->cache == NULL)
    return NULL;
  path = cache_path (self, key);
  return g_file_get_contents (path, &bytes, length, NULL) ? bytes : NULL;
}

void
hub_compilation_cache_put (HubCompilation *self, const char *key, const char *bytes, gsize length)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  if (self->cache == NULL)
    return;
  path = cache_path (self, key);
  folder = g_path_get_dirname (path);
  /* A full disk costs only the cache here; the outputs say so where it matters. */
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}
