/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-folder.h"

#include "config.h"

#include <string.h>

/* More files than this in one folder are not listed: nobody looks for one of them in a tree. */
#define MAX_ITEMS 10000
#define SETTLE_MS 60

struct _HubFolderItem
{
  GObject  parent_instance;
  GFile   *file;
  char    *name;
  char    *key;
  gboolean is_folder;
};

G_DEFINE_FINAL_TYPE (HubFolderItem, hub_folder_item, G_TYPE_OBJECT)

struct _HubFolder
{
  GObject       parent_instance;
  GFile        *file;
  GPtrArray    *items;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  guint         timeout;
  gboolean      started;
  gboolean      loading;
};

static void hub_folder_list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HubFolder, hub_folder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, hub_folder_list_model_init))

static void
hub_folder_item_finalize (GObject *object)
{
  HubFolderItem *self = HUB_FOLDER_ITEM (object);

  g_clear_object (&self->file);
  g_free (self->name);
  g_free (self->key);
  G_OBJECT_CLASS (hub_folder_item_parent_class)->finalize (object);
}

static void
hub_folder_item_class_init (HubFolderItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hub_folder_item_finalize;
}

static void
hub_folder_item_init (HubFolderItem *self)
{
}

/**
 * hub_folder_item_new:
 * @file: a file
 * @is_folder: whether it is a folder
 *
 * Returns: (transfer full): an item
 */
HubFolderItem *
hub_folder_item_new (GFile *file, gboolean is_folder)
{
  HubFolderItem *self = g_object_new (HUB_TYPE_FOLDER_ITEM, NULL);
  g_autofree char *base = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = g_filename_display_name (base);
  self->key = g_utf8_collate_key_for_filename (self->name, -1);
  self->is_folder = is_folder;
  return self;
}

/**
 * hub_folder_item_get_file:
 * @self: an item
 *
 * Returns: (transfer none): the file
 */
GFile *
hub_folder_item_get_file (HubFolderItem *self)
{
  return self->file;
}

/**
 * hub_folder_item_get_name:
 * @self: an item
 *
 * Returns: (transfer none): its name, for people
 */
const char *
hub_folder_item_get_name (HubFolderItem *self)
{
  return self->name;
}

/**
 * hub_folder_item_is_folder:
 * @self: an item
 *
 * Returns: whether it is a folder
 */
gboolean
hub_folder_item_is_folder (HubFolderItem *self)
{
  return self->is_folder;
}

/**
 * hub_folder_item_get_icon:
 * @self: an item
 *
 * Returns: (transfer none): the name of the icon for this kind of file
 */
const char *
hub_folder_item_get_icon (HubFolderItem *self)
{
  static const struct { const char *suffix, *icon; } icons[] = {
    { ".wxml", "hub-file-wxml" }, { ".wxss", "hub-file-wxss" }, { ".css", "hub-file-wxss" },
    { ".less", "hub-file-wxss" }, { ".scss", "hub-file-wxss" }, { ".wxs", "hub-file-wxs" },
    { ".js", "hub-file-js" },     { ".ts", "hub-file-ts" },     { ".json", "hub-file-json" },
  };
  g_autofree char *type = NULL;

  if (self->is_folder)
    return "folder-symbolic";
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_suffix (self->name, icons[i].suffix))
      return icons[i].icon;
  type = g_content_type_guess (self->name, NULL, 0, NULL);
  if (g_content_type_is_a (type, "image/*"))
    return "image-x-generic-symbolic";
  return g_content_type_is_a (type, "audio/*") ? "audio-x-generic-symbolic" : "text-x-generic-symbolic";
}

static int
compare (const HubFolderItem *a, const HubFolderItem *b)
{
  if (a->is_folder != b->is_folder)
    return a->is_folder ? -1 : 1;
  return strcmp (a->key, b->key);
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(HubFolderItem *const *) a, *(HubFolderItem *const *) b);
}

/* The names editors give to files they are about to rename. */
static gboolean
is_hidden (const char *name)
{
  gsize length = strlen (name);

  return g_str_equal (name, ".git") || g_str_has_prefix (name, ".goutputstream-") || g_str_has_suffix (name, "~")
         || g_str_has_suffix (name, ".swp") || (length > 7 && name[length - 7] == '.' && strchr (name, '.') != name + length - 7
             && strspn (name + length - 6, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 6);
}

static void
list_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFileEnumerator) enumerator
      = g_file_enumerate_children (data, "standard::name,standard::type", G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  GFileInfo *info;
  GFile *file;

  while (enumerator != NULL && items->len < MAX_ITEMS
         && g_file_enumerator_iterate (enumerator, &info, &file, cancellable, NULL) && info != NULL)
    if (!is_hidden (g_file_info_get_name (info)))
      g_ptr_array_add (items, hub_folder_item_new (file, g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY));
  g_ptr_array_sort (items, compare_pointers);
  g_task_return_pointer (task, g_steal_pointer (&items), (GDestroyNotify) g_ptr_array_unref);
}

/* Items that stay keep their object, so that open folders stay open. */
static void
merge (HubFolder *self, GPtrArray *items)
{
  guint position = 0;

  for (guint i = 0; i < items->len; i++)
    {
      int order = -1;

      while (position < self->items->len
             && (order = compare (self->items->pdata[position], items->pdata[i])) < 0)
        {
          g_ptr_array_remove_index (self->items, position);
          g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
        }
      if (position == self->items->len || order != 0)
        {
          g_ptr_array_insert (self->items, (int) position, g_object_ref (items->pdata[i]));
          g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
        }
      position++;
    }
  if (position < self->items->len)
    {
      guint removed = self->items->len - position;

      g_ptr_array_remove_range (self->items, position, removed);
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, 0);
    }
}

static void
listed (GObject *object, GAsyncResult *result, gpointer data)
{
  HubFolder *self = HUB_FOLDER (object);
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), NULL);

  if (items == NULL)
    return;
  self->loading = FALSE;
  if (self->items->len == 0 && items->len > 0)
    {
      g_ptr_array_extend (self->items, items, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, items->len);
    }
  else
    merge (self, items);
}

static void
rescan (HubFolder *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  task = g_task_new (self, self->cancellable, listed, NULL);
  g_task_set_source_tag (task, rescan);
  g_task_set_task_data (task, g_object_ref (self->file), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

static gboolean
settled (gpointer data)
{
  HubFolder *self = data;

  self->timeout = 0;
  rescan (self);
  return G_SOURCE_REMOVE;
}

static void
monitor_changed (HubFolder *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGED || event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED
      || event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    return;
  if (self->timeout == 0)
    self->timeout = g_timeout_add (SETTLE_MS, settled, self);
}

static void
start (HubFolder *self)
{
  self->started = TRUE;
  self->monitor = g_file_monitor_directory (self->file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_changed), self, G_CONNECT_SWAPPED);
  rescan (self);
}

static GType
hub_folder_get_item_type (GListModel *model)
{
  return HUB_TYPE_FOLDER_ITEM;
}

static guint
hub_folder_get_n_items (GListModel *model)
{
  HubFolder *self = HUB_FOLDER (model);

  if (!self->started)
    start (self);
  return self->items->len;
}

static gpointer
hub_folder_get_item (GListModel *model, guint position)
{
  HubFolder *self = HUB_FOLDER (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
hub_folder_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hub_folder_get_item_type;
  iface->get_n_items = hub_folder_get_n_items;
  iface->get_item = hub_folder_get_item;
}

static void
hub_folder_dispose (GObject *object)
{
  HubFolder *self = HUB_FOLDER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (hub_folder_parent_class)->dispose (object);
}

static void
hub_folder_finalize (GObject *object)
{
  HubFolder *self = HUB_FOLDER (object);

  g_clear_object (&self->file);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (hub_folder_parent_class)->finalize (object);
}

static void
hub_folder_class_init (HubFolderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hub_folder_dispose;
  G_OBJECT_CLASS (class)->finalize = hub_folder_finalize;
}

static void
hub_folder_init (HubFolder *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hub_folder_new:
 * @file: a local folder
 *
 * Returns: (transfer full): its content, read when somebody first asks
 */
HubFolder *
hub_folder_new (GFile *file)
{
  HubFolder *self = g_object_new (HUB_TYPE_FOLDER, NULL);

  self->file = g_object_ref (file);
  return self;
}

/**
 * hub_folder_is_loading:
 * @self: a folder
 *
 * Returns: whether it is being read
 */
gboolean
hub_folder_is_loading (HubFolder *self)
{
  return self->loading;
}
