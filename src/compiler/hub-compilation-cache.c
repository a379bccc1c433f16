/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#define DAY_SECONDS (24 * 60 * 60)

/* Raise it when a stage makes something else of the same input. */
#define CACHE_FORMAT "9"

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

static char *
copy_bytes (GBytes *bytes, gsize *length)
{
  char *copy;

  *length = g_bytes_get_size (bytes);
  copy = g_malloc (*length + 1);
  memcpy (copy, g_bytes_get_data (bytes, NULL), *length);
  copy[*length] = '\0';
  return copy;
}

char *
hub_compilation_cache_get (HubCompilation *self, const char *key, gsize *length)
{
  GBytes *kept;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  struct stat status;

  if (self->cache == NULL)
    return NULL;
  kept = self->memory != NULL ? hub_compilation_memory_find_result (self->memory, key) : NULL;
  if (kept != NULL)
    return copy_bytes (kept, length);
  path = cache_path (self, key);
  if (stat (path, &status) != 0 || !g_file_get_contents (path, &bytes, length, NULL) || *length == 0)
    return NULL;
  /* The time says when it was last of use. */
  if (time (NULL) - status.st_mtime > DAY_SECONDS)
    g_utime (path, NULL);
  if (self->memory != NULL)
    hub_compilation_memory_keep_result (self->memory, key, bytes, *length);
  return g_steal_pointer (&bytes);
}

/* Without waiting for the disk: after a power cut a file may be empty, and then counts as none. */
void
hub_compilation_cache_put (HubCompilation *self, const char *key, const char *bytes, gsize length)
{
  g_autofree char *path = NULL;
  g_autofree char *unfinished = NULL;
  g_autofree char *folder = NULL;

  if (self->cache == NULL)
    return;
  if (self->memory != NULL && length > 0)
    hub_compilation_memory_keep_result (self->memory, key, bytes, length);
  path = cache_path (self, key);
  unfinished = g_strdup_printf ("%s.%d", path, (int) getpid ());
  folder = g_path_get_dirname (path);
  /* A full disk costs only the cache here; the outputs say so where it matters. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;
  if (!g_file_set_contents_full (unfinished, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL)
      || g_rename (unfinished, path) != 0)
    g_unlink (unfinished);
}

static void
remove_old (const char *folder, time_t before)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;

      if (lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_mtime < before)
        g_unlink (path);
    }
}

/* Once a day, forgets the results nobody used for two weeks. */
void
hub_compilation_cache_clean (HubCompilation *self)
{
  g_autofree char *stamp = NULL;
  time_t now = time (NULL);
  struct stat status;

  if (self->cache == NULL)
    return;
  stamp = g_build_filename (self->cache, "cleaned", NULL);
  if (stat (stamp, &status) == 0 && now - status.st_mtime < DAY_SECONDS && status.st_mtime <= now)
    return;
  for (guint i = 0; i < 256; i++)
    {
      char name[3];
      g_autofree char *folder = NULL;

      g_snprintf (name, sizeof name, "%02x", i);
      folder = g_build_filename (self->cache, name, NULL);
      remove_old (folder, now - 14 * DAY_SECONDS);
    }
  if (g_mkdir_with_parents (self->cache, 0700) == 0)
    g_file_set_contents_full (stamp, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}
