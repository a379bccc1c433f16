/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-compilation.h"

#include "config.h"

#include <string.h>

/* What the process made of a few sources and need not make again while these stay the same. It is not asked for by
 * the texts' bytes, as the cache is: that a source was not written since is enough. */

static guint64
number_of (const char *name, gpointer user_data)
{
  HubCompilation *self = user_data;
  HubSource *source = hub_compilation_find (self, name);

  return source == NULL ? 0
    : hub_compilation_memory_text_number (self->memory, source->path, source->size, source->mtime_ns);
}

/* Which file a name means depends on which there are, and on what the program and the project say about names. */
static void
tell_setting (HubCompilation *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  HubSource *app = hub_compilation_find (self, "app.json");
  const guchar plugins[] = { self->typescript, self->sass, self->less };

  if (self->setting_told)
    return;
  self->setting_told = TRUE;
  g_checksum_update (sum, (const guchar *) self->root, strlen (self->root) + 1);
  g_checksum_update (sum, plugins, sizeof plugins);
  for (guint i = 0; i < self->source_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->source_names, i);

      g_checksum_update (sum, (const guchar *) name, strlen (name) + 1);
    }
  if (app != NULL && app->text != NULL)
    g_checksum_update (sum, (const guchar *) app->text, app->length);
  hub_compilation_memory_set_setting (self->memory, g_checksum_get_string (sum));
}

gpointer
hub_compilation_find_made (HubCompilation *self, const char *key)
{
  if (self->memory == NULL)
    return NULL;
  tell_setting (self);
  return hub_compilation_memory_find_made (self->memory, key, number_of, self);
}

void
hub_compilation_keep_made (HubCompilation *self, const char *key, GPtrArray *names, gpointer value,
                           GDestroyNotify free_value, gsize size)
{
  if (self->memory == NULL)
    {
      free_value (value);
      return;
    }
  tell_setting (self);
  hub_compilation_memory_keep_made (self->memory, key, names, number_of, self, value, free_value, size);
}
