/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#include "hub-file-tree.h"

#define DAY_SECONDS (24 * 60 * 60)
#define MAX_PACK (64 * 1024 * 1024)
#define KEY_LENGTH 64

/* Raise it when a stage makes something else of the same input. */
#define CACHE_FORMAT "11"

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

/* All results of a project are in one file, for making hundreds of small ones takes longer than to compile.
 * It only grows, by whole entries; what is behind the last good one was not finished by a process that died. */

typedef struct
{
  char    key[KEY_LENGTH];
  guint32 length;
  guint32 sum;
} Entry;

typedef struct
{
  gsize   offset;   /* of the bytes */
  guint32 length;
  guint32 sum;
} Place;

struct _HubCachePack
{
  GMappedFile *file;     /* (nullable) */
  GHashTable  *places;   /* key -> Place */
  GByteArray  *added;    /* entries to write */
};

static guint32
sum_of (const char *bytes, gsize length)
{
  guint32 sum = 2166136261u;

  for (gsize i = 0; i < length; i++)
    sum = (sum ^ (guchar) bytes[i]) * 16777619u;
  return sum;
}

static char *
pack_path (HubCompilation *self)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                        hub_project_get_folder (self->project), -1);
  g_autofree char *name = g_strdup_printf ("%.32s.pack", sum);

  return g_build_filename (self->cache, name, NULL);
}

/* The end of the last whole entry; @places is told of each. */
static gsize
read_entries (GMappedFile *file, GHashTable *places)
{
  const char *bytes = g_mapped_file_get_contents (file);
  gsize size = g_mapped_file_get_length (file);
  gsize at = 0;
  Entry entry;

  while (size - at >= sizeof entry)
    {
      memcpy (&entry, bytes + at, sizeof entry);
      if (!g_ascii_isxdigit (entry.key[0]) || entry.length > size - at - sizeof entry)
        break;
      at += sizeof entry;
      if (places != NULL)
        {
          Place *place = g_new (Place, 1);

          *place = (Place) { .offset = at, .length = entry.length, .sum = entry.sum };
          g_hash_table_replace (places, g_strndup (entry.key, KEY_LENGTH), place);
        }
      at += entry.length;
    }
  return at;
}

static HubCachePack *
get_pack (HubCompilation *self)
{
  g_autofree char *path = NULL;

  if (self->pack != NULL)
    return self->pack;
  self->pack = g_new0 (HubCachePack, 1);
  self->pack->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pack->added = g_byte_array_new ();
  path = pack_path (self);
  self->pack->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->pack->file != NULL)
    read_entries (self->pack->file, self->pack->places);
  return self->pack;
}

void
hub_cache_pack_free (HubCachePack *pack)
{
  g_clear_pointer (&pack->file, g_mapped_file_unref);
  g_hash_table_unref (pack->places);
  g_byte_array_unref (pack->added);
  g_free (pack);
}

static char *
copy_bytes (const char *bytes, gsize length)
{
  char *copy = g_malloc (length + 1);

  memcpy (copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

char *
hub_compilation_cache_get (HubCompilation *self, const char *key, gsize *length)
{
  GBytes *kept;
  Place *place;
  const char *bytes;

  if (self->cache == NULL)
    return NULL;
  kept = self->memory != NULL ? hub_compilation_memory_find_result (self->memory, key) : NULL;
  if (kept != NULL)
    {
      *length = g_bytes_get_size (kept);
      return copy_bytes (g_bytes_get_data (kept, NULL), *length);
    }
  place = g_hash_table_lookup (get_pack (self)->places, key);
  if (place == NULL)
    return NULL;
  bytes = g_mapped_file_get_contents (self->pack->file) + place->offset;
  if (sum_of (bytes, place->length) != place->sum)
    return NULL;
  *length = place->length;
  if (self->memory != NULL)
    hub_compilation_memory_keep_result (self->memory, key, bytes, place->length);
  return copy_bytes (bytes, place->length);
}

void
hub_compilation_cache_put (HubCompilation *self, const char *key, const char *bytes, gsize length)
{
  Entry entry = { .length = length, .sum = sum_of (bytes, length) };
  GByteArray *added;

  if (self->cache == NULL || length == 0 || length > MAX_PACK)
    return;
  if (self->memory != NULL)
    hub_compilation_memory_keep_result (self->memory, key, bytes, length);
  memcpy (entry.key, key, KEY_LENGTH);
  added = get_pack (self)->added;
  g_byte_array_append (added, (const guint8 *) &entry, sizeof entry);
  g_byte_array_append (added, (const guint8 *) bytes, length);
}

/* A full disk costs only the cache here; the outputs say so where it matters. */
static void
append (int fd, const char *path, GByteArray *added)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (fd, FALSE, NULL);
  gsize end = file != NULL ? read_entries (file, NULL) : 0;
  gsize written = 0;

  /* Somebody may be reading it: it is not cut, but begun anew next time. */
  if (end + added->len > MAX_PACK)
    {
      g_unlink (path);
      return;
    }
  if (ftruncate (fd, end) != 0 || lseek (fd, end, SEEK_SET) < 0)
    return;
  while (written < added->len)
    {
      ssize_t count = write (fd, added->data + written, added->len - written);

      if (count <= 0)
        return;
      written += count;
    }
}

/* Writes what is new. Whoever waits for the compilation has its result before. */
void
hub_compilation_cache_flush (HubCompilation *self)
{
  g_autofree char *path = NULL;
  int fd;

  if (self->cache == NULL || self->pack == NULL)
    return;
  path = pack_path (self);
  if (self->pack->added->len == 0)
    {
      /* The time says when it was last of use. */
      g_utime (path, NULL);
      return;
    }
  if (g_mkdir_with_parents (self->cache, 0700) != 0)
    return;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX) == 0)
    append (fd, path, self->pack->added);
  close (fd);
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

      if (lstat (path, &status) != 0)
        continue;
      if (S_ISREG (status.st_mode) && status.st_mtime < before)
        g_unlink (path);
      /* Earlier versions had a folder for each beginning of a key. */
      else if (S_ISDIR (status.st_mode) && strlen (name) == 2)
        hub_file_tree_remove (path);
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
  remove_old (self->cache, now - 14 * DAY_SECONDS);
  if (g_mkdir_with_parents (self->cache, 0700) == 0)
    g_file_set_contents_full (stamp, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}
