/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation-memory.h"

#include "config.h"

#include <string.h>
#include <unistd.h>

#define MAX_BYTES (64 * 1024 * 1024)
/* A file that was changed a moment ago may be changed again within the same tick of the file system's clock. */
#define SETTLED_NS (50 * G_GINT64_CONSTANT (1000000))

typedef struct
{
  gint64  mtime_ns;   /* of a source */
  char   *path;       /* of an output */
  GBytes *bytes;
} Kept;

struct _HubCompilationMemory
{
  GHashTable *texts;     /* path -> Kept */
  GHashTable *results;   /* key -> Kept */
  GHashTable *outputs;   /* name -> Kept */
  gsize       size;
};

static void
kept_free (Kept *kept)
{
  g_free (kept->path);
  g_bytes_unref (kept->bytes);
  g_free (kept);
}

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) kept_free);
}

/**
 * hub_compilation_memory_new:
 *
 * Returns: (transfer full): an empty memory
 */
HubCompilationMemory *
hub_compilation_memory_new (void)
{
  HubCompilationMemory *self = g_new0 (HubCompilationMemory, 1);

  self->texts = make_table ();
  self->results = make_table ();
  self->outputs = make_table ();
  return self;
}

void
hub_compilation_memory_free (HubCompilationMemory *self)
{
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->results);
  g_hash_table_unref (self->outputs);
  g_free (self);
}

static void
keep (HubCompilationMemory *self, GHashTable *table, const char *key, gint64 mtime_ns,
      const char *path, const char *bytes, gsize length)
{
  Kept *kept;
  Kept *before = g_hash_table_lookup (table, key);

  if (before != NULL)
    self->size -= g_bytes_get_size (before->bytes);
  if (self->size + length > MAX_BYTES)
    {
      g_hash_table_remove_all (self->texts);
      g_hash_table_remove_all (self->results);
      g_hash_table_remove_all (self->outputs);
      self->size = 0;
    }
  self->size += length;
  kept = g_new0 (Kept, 1);
  kept->mtime_ns = mtime_ns;
  kept->path = g_strdup (path);
  kept->bytes = g_bytes_new (bytes, length);
  g_hash_table_insert (table, g_strdup (key), kept);
}

GBytes *
hub_compilation_memory_find_text (HubCompilationMemory *self, const char *path, guint64 size,
                                  gint64 mtime_ns)
{
  Kept *kept = g_hash_table_lookup (self->texts, path);

  return kept != NULL && kept->mtime_ns == mtime_ns && g_bytes_get_size (kept->bytes) == size
           ? kept->bytes : NULL;
}

void
hub_compilation_memory_keep_text (HubCompilationMemory *self, const char *path, gint64 mtime_ns,
                                  const char *text, gsize length)
{
  if (g_get_real_time () * 1000 - mtime_ns > SETTLED_NS)
    keep (self, self->texts, path, mtime_ns, NULL, text, length);
}

GBytes *
hub_compilation_memory_find_result (HubCompilationMemory *self, const char *key)
{
  Kept *kept = g_hash_table_lookup (self->results, key);

  return kept != NULL ? kept->bytes : NULL;
}

void
hub_compilation_memory_keep_result (HubCompilationMemory *self, const char *key, const char *bytes,
                                    gsize length)
{
  keep (self, self->results, key, 0, NULL, bytes, length);
}

gboolean
hub_compilation_memory_link_output (HubCompilationMemory *self, const char *name, const char *path,
                                    const char *bytes, gsize length)
{
  Kept *kept = g_hash_table_lookup (self->outputs, name);

  /* The file may be gone, with the build it belonged to. */
  if (kept == NULL || g_bytes_get_size (kept->bytes) != length
      || (length > 0 && memcmp (g_bytes_get_data (kept->bytes, NULL), bytes, length) != 0)
      || link (kept->path, path) != 0)
    return FALSE;
  g_free (kept->path);
  kept->path = g_strdup (path);
  return TRUE;
}

void
hub_compilation_memory_keep_output (HubCompilationMemory *self, const char *name, const char *path,
                                    const char *bytes, gsize length)
{
  keep (self, self->outputs, name, 0, path, bytes, length);
}
