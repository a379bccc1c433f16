/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing names without regard to case is done here and not by the database: engines do it differently, and SQLite for
 * ASCII only. What was changed since the last search is read again before the next. */
#include "hub-directory.h"

#include "hub-app-repository.h"

/* So many changed programs are read one by one; more, and all are read. */
#define MAX_SINGLE 200

struct _HubDirectory
{
  HubPlatform *platform;    /* (unowned) */
  GHashTable  *entries;     /* (nullable): app id → HubDirectoryEntry; not read yet */
  GPtrArray   *sorted;      /* (nullable): of the same, unowned; to be sorted anew */
  GHashTable  *changed;     /* set of app ids */
};

static void
entry_free (gpointer data)
{
  HubDirectoryEntry *entry = data;

  g_free (entry->app_id);
  g_free (entry->name);
  g_free (entry->version);
  g_free (entry->folded);
  g_free (entry->place);
  g_free (entry);
}

/**
 * hub_directory_new:
 * @platform: the platform, which outlives it
 *
 * Returns: (transfer full): a directory that reads the database at the first search
 */
HubDirectory *
hub_directory_new (HubPlatform *platform)
{
  HubDirectory *self = g_new0 (HubDirectory, 1);

  self->platform = platform;
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * hub_directory_free:
 * @self: (transfer full): a directory
 */
void
hub_directory_free (HubDirectory *self)
{
  g_clear_pointer (&self->sorted, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_hash_table_unref (self->changed);
  g_free (self);
}

/**
 * hub_directory_invalidate:
 * @self: a directory
 * @app_id: a program that was changed; "" for any
 */
void
hub_directory_invalidate (HubDirectory *self, const char *app_id)
{
  if (self->entries == NULL)
    return;
  g_hash_table_add (self->changed, g_strdup (app_id));
  if (app_id[0] == '\0' || g_hash_table_size (self->changed) > MAX_SINGLE)
    {
      g_hash_table_remove_all (self->changed);
      g_clear_pointer (&self->sorted, g_ptr_array_unref);
      g_clear_pointer (&self->entries, g_hash_table_unref);
    }
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static void
add (GHashTable *entries, const HubApp *app)
{
  HubDirectoryEntry *entry = g_new0 (HubDirectoryEntry, 1);

  entry->app_id = g_strdup (app->app_id);
  entry->name = g_strdup (app->name);
  entry->version = g_strdup (app->online_version);
  entry->folded = fold (app->name);
  entry->place = g_strconcat (entry->folded, " ", app->app_id, NULL);
  g_hash_table_replace (entries, entry->app_id, entry);
}

static gboolean
is_found (const HubApp *app)
{
  return app->online_version != NULL && app->online_version[0] != '\0' && !app->suspended && !app->removed;
}

static gboolean
read_all (HubDirectory *self, GError **error)
{
  g_autoptr (GPtrArray) apps = hub_app_repository_list_online (self->platform->database, error);

  if (apps == NULL)
    return FALSE;
  g_hash_table_remove_all (self->changed);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  for (guint i = 0; i < apps->len; i++)
    if (is_found (g_ptr_array_index (apps, i)))
      add (self->entries, g_ptr_array_index (apps, i));
  return TRUE;
}

static gboolean
read_changed (HubDirectory *self, GError **error)
{
  GHashTableIter iter;
  gpointer app_id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &app_id, NULL))
    {
      g_autoptr (HubApp) app = NULL;

      if (!hub_app_repository_find (self->platform->database, app_id, &app, error))
        return FALSE;
      g_clear_pointer (&self->sorted, g_ptr_array_unref);
      g_hash_table_remove (self->entries, app_id);
      if (app != NULL && is_found (app))
        add (self->entries, app);
      g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const HubDirectoryEntry *first = *(const HubDirectoryEntry *const *) a;
  const HubDirectoryEntry *second = *(const HubDirectoryEntry *const *) b;

  return strcmp (first->place, second->place);
}

static void
sort (HubDirectory *self)
{
  GHashTableIter iter;
  gpointer entry;

  if (self->sorted != NULL)
    return;
  self->sorted = g_ptr_array_sized_new (g_hash_table_size (self->entries));
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (self->sorted, entry);
  g_ptr_array_sort (self->sorted, compare);
}

/* The first entry behind @after. */
static guint
find_start (GPtrArray *sorted, const char *after)
{
  guint low = 0, high = sorted->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const HubDirectoryEntry *entry = g_ptr_array_index (sorted, middle);

      if (strcmp (entry->place, after) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * hub_directory_search:
 * @self: a directory
 * @query: what the name holds somewhere, in any case; "" for all
 * @after: (nullable): the place of the last one of the page before
 * @limit: at most so many
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Finds programs that are online, neither suspended nor removed; no others.
 *
 * Returns: (transfer container) (element-type HubDirectoryEntry) (nullable): by name, until the main loop goes on
 */
GPtrArray *
hub_directory_search (HubDirectory *self, const char *query, const char *after, guint limit, GError **error)
{
  g_autofree char *needle = fold (query);
  GPtrArray *found;

  if (self->entries == NULL ? !read_all (self, error) : !read_changed (self, error))
    return NULL;
  sort (self);
  found = g_ptr_array_new ();
  for (guint i = after != NULL ? find_start (self->sorted, after) : 0; i < self->sorted->len && found->len < limit; i++)
    {
      HubDirectoryEntry *entry = g_ptr_array_index (self->sorted, i);

      if (strstr (entry->folded, needle) != NULL)
        g_ptr_array_add (found, entry);
    }
  return found;
}
