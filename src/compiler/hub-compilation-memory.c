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
  guint64 number;     /* of a source's text */
  char   *path;       /* of an output */
  GBytes *bytes;
} Kept;

typedef struct
{
  GPtrArray     *names;     /* of the sources it was made of */
  GArray        *numbers;   /* (element-type guint64): of their texts */
  gpointer       value;
  GDestroyNotify free_value;
  gsize          size;
} Made;

struct _HubCompilationMemory
{
  GHashTable *texts;     /* path -> Kept */
  GHashTable *results;   /* key -> Kept */
  GHashTable *outputs;   /* name -> Kept */
  GHashTable *made;      /* key -> Made */
  char       *setting;   /* of what was made */
  guint64     number;    /* of the text kept last */
  gsize       size;
};

static void
kept_free (Kept *kept)
{
  g_free (kept->path);
  g_bytes_unref (kept->bytes);
  g_free (kept);
}

static void
made_free (Made *made)
{
  g_ptr_array_unref (made->names);
  g_array_unref (made->numbers);
  made->free_value (made->value);
  g_free (made);
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
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) made_free);
  return self;
}

void
hub_compilation_memory_free (HubCompilationMemory *self)
{
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->results);
  g_hash_table_unref (self->outputs);
  g_hash_table_unref (self->made);
  g_free (self->setting);
  g_free (self);
}

/* Room for @size more bytes. */
static void
make_room (HubCompilationMemory *self, gsize size)
{
  if (self->size + size > MAX_BYTES)
    {
      g_hash_table_remove_all (self->texts);
      g_hash_table_remove_all (self->results);
      g_hash_table_remove_all (self->outputs);
      g_hash_table_remove_all (self->made);
      self->size = 0;
    }
  self->size += size;
}

static Kept *
keep (HubCompilationMemory *self, GHashTable *table, const char *key, gint64 mtime_ns,
      const char *path, const char *bytes, gsize length)
{
  Kept *kept;
  Kept *before = g_hash_table_lookup (table, key);

  if (before != NULL)
    self->size -= g_bytes_get_size (before->bytes);
  make_room (self, length);
  kept = g_new0 (Kept, 1);
  kept->mtime_ns = mtime_ns;
  kept->path = g_strdup (path);
  kept->bytes = g_bytes_new (bytes, length);
  g_hash_table_insert (table, g_strdup (key), kept);
  return kept;
}

static Kept *
find_text (HubCompilationMemory *self, const char *path, guint64 size, gint64 mtime_ns)
{
  Kept *kept = g_hash_table_lookup (self->texts, path);

  return kept != NULL && kept->mtime_ns == mtime_ns && g_bytes_get_size (kept->bytes) == size ? kept : NULL;
}

GBytes *
hub_compilation_memory_find_text (HubCompilationMemory *self, const char *path, guint64 size,
                                  gint64 mtime_ns)
{
  Kept *kept = find_text (self, path, size, mtime_ns);

  return kept != NULL ? kept->bytes : NULL;
}

void
hub_compilation_memory_keep_text (HubCompilationMemory *self, const char *path, gint64 mtime_ns,
                                  const char *text, gsize length)
{
  if (g_get_real_time () * 1000 - mtime_ns > SETTLED_NS)
    keep (self, self->texts, path, mtime_ns, NULL, text, length)->number = ++self->number;
}

guint64
hub_compilation_memory_text_number (HubCompilationMemory *self, const char *path, guint64 size, gint64 mtime_ns)
{
  Kept *kept = find_text (self, path, size, mtime_ns);

  return kept != NULL ? kept->number : 0;
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

void
hub_compilation_memory_set_setting (HubCompilationMemory *self, const char *setting)
{
  GHashTableIter iter;
  gpointer made;

  if (g_strcmp0 (setting, self->setting) == 0)
    return;
  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, NULL, &made))
    self->size -= ((Made *) made)->size;
  g_hash_table_remove_all (self->made);
  g_free (self->setting);
  self->setting = g_strdup (setting);
}

gpointer
hub_compilation_memory_find_made (HubCompilationMemory *self, const char *key, HubTextNumber number_of,
                                  gpointer user_data)
{
  Made *made = g_hash_table_lookup (self->made, key);

  for (guint i = 0; made != NULL && i < made->names->len; i++)
    if (number_of (g_ptr_array_index (made->names, i), user_data) != g_array_index (made->numbers, guint64, i))
      return NULL;
  return made != NULL ? made->value : NULL;
}

void
hub_compilation_memory_keep_made (HubCompilationMemory *self, const char *key, GPtrArray *names,
                                  HubTextNumber number_of, gpointer user_data, gpointer value,
                                  GDestroyNotify free_value, gsize size)
{
  Made *made = g_new0 (Made, 1);
  Made *before = g_hash_table_lookup (self->made, key);
  gboolean all_kept = TRUE;

  made->names = g_ptr_array_new_with_free_func (g_free);
  made->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  made->value = value;
  made->free_value = free_value;
  made->size = size;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      guint64 number = number_of (name, user_data);

      g_ptr_array_add (made->names, g_strdup (name));
      g_array_append_val (made->numbers, number);
      all_kept = all_kept && number != 0;
    }
  if (!all_kept)
    {
      made_free (made);
      return;
    }
  if (before != NULL)
    self->size -= before->size;
  make_room (self, size);
  g_hash_table_insert (self->made, g_strdup (key), made);
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
