/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project.h"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hub-project-private.h"

/* Editors write a file in several steps; one compile is enough for all of them. */
#define DEBOUNCE_MS 20
/* A steady stream of changes must not put off the news for ever. */
#define PATIENCE_US (500 * 1000)
#define MAX_FOLDERS 4096
#define MAX_DEPTH 32

struct _HubProjectWatcher
{
  GObject     parent_instance;

  HubProject *project;
  GHashTable *monitors;       /* absolute folder -> GFileMonitor */
  GHashTable *pending;        /* relative path -> whether it was made since the last signal */
  guint       timeout;
  gint64      first_pending;  /* monotonic, of the oldest pending change */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubProjectWatcher, hub_project_watcher, G_TYPE_OBJECT)

static void watch_folder (HubProjectWatcher *self, const char *folder, guint depth,
                          gboolean report);

/* "a.js.4F0KQ2": what GLib writes before it renames it to "a.js". */
static gboolean
is_unfinished (const char *basename)
{
  const char *ending = strrchr (basename, '.');

  if (ending == NULL || strlen (ending) != 7)
    return FALSE;
  for (const char *p = ending + 1; *p != '\0'; p++)
    if (!g_ascii_isupper (*p) && !g_ascii_isdigit (*p))
      return FALSE;
  return TRUE;
}

gboolean
hub_project_is_noise (const char *basename, gboolean is_folder)
{
  if (is_folder)
    return basename[0] == '.' || g_str_equal (basename, "node_modules");
  return basename[0] == '.' || basename[0] == '#' || g_str_has_suffix (basename, "~")
         || g_str_has_suffix (basename, ".swp") || g_str_has_suffix (basename, ".swx")
         || g_str_has_suffix (basename, ".part") || g_str_equal (basename, "4913")
         || is_unfinished (basename);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
report_pending (gpointer data)
{
  HubProjectWatcher *self = data;
  g_autofree char **paths = NULL;
  g_auto (GStrv) copy = NULL;
  guint length;

  self->timeout = 0;
  if (g_hash_table_size (self->pending) == 0)
    return G_SOURCE_REMOVE;
  paths = (char **) g_hash_table_get_keys_as_array (self->pending, &length);
  copy = g_strdupv (paths);
  qsort (copy, length, sizeof *copy, compare_names);
  g_hash_table_remove_all (self->pending);

  /* A broken project.config.json is the compiler's to report; here the last good one stays. */
  if (g_strv_contains ((const char *const *) copy, HUB_PROJECT_CONFIG_FILE)
      || g_strv_contains ((const char *const *) copy, HUB_PROJECT_PRIVATE_FILE))
    hub_project_reload (self->project, NULL);
  g_signal_emit (self, signals[CHANGED], 0, copy);
  return G_SOURCE_REMOVE;
}

static void
add_pending (HubProjectWatcher *self, const char *path, gboolean appeared, gboolean vanished)
{
  const char *folder = hub_project_get_folder (self->project);
  const char *name = path + strlen (folder) + 1;
  gint64 now = g_get_monotonic_time ();
  gpointer made = NULL;
  gboolean known;

  if (!g_str_has_prefix (path, folder) || path[strlen (folder)] != '/')
    return;
  known = g_hash_table_lookup_extended (self->pending, name, NULL, &made);
  /* The file an editor writes before it gives it the right name: nobody needs to hear of it. */
  if (vanished && GPOINTER_TO_INT (made))
    {
      g_hash_table_remove (self->pending, name);
      return;
    }
  if (g_hash_table_size (self->pending) == 0)
    self->first_pending = now;
  if (!known)
    g_hash_table_insert (self->pending, g_strdup (name), GINT_TO_POINTER (appeared));
  if (self->timeout != 0 && now - self->first_pending > PATIENCE_US)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (DEBOUNCE_MS, report_pending, self);
}

static gboolean
is_below (gpointer key, gpointer value, gpointer folder)
{
  gsize length = strlen (folder);

  return strncmp (key, folder, length) == 0
         && (((char *) key)[length] == '/' || ((char *) key)[length] == '\0');
}

static void
path_changed (HubProjectWatcher *self, GFile *file, gboolean appeared, gboolean vanished)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *basename = g_file_get_basename (file);
  GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL);
  gboolean is_folder = type == G_FILE_TYPE_DIRECTORY || g_hash_table_contains (self->monitors, path);

  if (hub_project_is_noise (basename, is_folder))
    return;
  /* The last word about a file that has been renamed meanwhile. */
  if (type == G_FILE_TYPE_UNKNOWN && !appeared && !vanished)
    return;
  if (vanished)
    g_hash_table_foreach_remove (self->monitors, is_below, path);
  if (appeared && type == G_FILE_TYPE_DIRECTORY)
    watch_folder (self, path, 0, TRUE);
  if (type != G_FILE_TYPE_DIRECTORY || appeared)
    add_pending (self, path, appeared, vanished);
}

static void
monitor_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                 HubProjectWatcher *self)
{
  switch (event)
    {
    case G_FILE_MONITOR_EVENT_CREATED:
    case G_FILE_MONITOR_EVENT_MOVED_IN:
      path_changed (self, file, TRUE, FALSE);
      break;
    case G_FILE_MONITOR_EVENT_DELETED:
    case G_FILE_MONITOR_EVENT_MOVED_OUT:
      path_changed (self, file, FALSE, TRUE);
      break;
    case G_FILE_MONITOR_EVENT_RENAMED:
      path_changed (self, file, FALSE, TRUE);
      path_changed (self, other, TRUE, FALSE);
      break;
    case G_FILE_MONITOR_EVENT_CHANGED:
    case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
    case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
      path_changed (self, file, FALSE, FALSE);
      break;
    case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    case G_FILE_MONITOR_EVENT_UNMOUNTED:
    case G_FILE_MONITOR_EVENT_MOVED:
    default:
      break;
    }
}

static void
free_monitor (gpointer data)
{
  g_file_monitor_cancel (data);
  g_object_unref (data);
}

static gboolean
start_monitor (HubProjectWatcher *self, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  GFileMonitor *monitor;

  if (g_hash_table_contains (self->monitors, folder)
      || g_hash_table_size (self->monitors) >= MAX_FOLDERS)
    return FALSE;
  monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (monitor == NULL)
    return FALSE;
  g_signal_connect_object (monitor, "changed", G_CALLBACK (monitor_changed), self, 0);
  g_hash_table_insert (self->monitors, g_strdup (folder), monitor);
  return TRUE;
}

/* Symbolic links to folders are not entered, so nothing leaves the project and nothing loops. The
 * monitor starts before the folder is read: what is made in between is seen twice rather than not.
 * @report: the folder is new, its files are news. */
static void
watch_folder (HubProjectWatcher *self, const char *folder, guint depth, gboolean report)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) children = NULL;

  if (depth > MAX_DEPTH || !start_monitor (self, folder))
    return;
  children = g_file_enumerate_children (file,
                                        G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                        G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL)
    {
      GFileInfo *info;
      gboolean is_folder;
      g_autofree char *path = NULL;

      if (!g_file_enumerator_iterate (children, &info, NULL, NULL, NULL) || info == NULL)
        break;
      is_folder = g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY;
      if (hub_project_is_noise (g_file_info_get_name (info), is_folder))
        continue;
      path = g_build_filename (folder, g_file_info_get_name (info), NULL);
      if (is_folder)
        watch_folder (self, path, depth + 1, report);
      else if (report)
        add_pending (self, path, TRUE, FALSE);
    }
}

static void
hub_project_watcher_finalize (GObject *object)
{
  HubProjectWatcher *self = HUB_PROJECT_WATCHER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->monitors, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (hub_project_watcher_parent_class)->finalize (object);
}

static void
hub_project_watcher_class_init (HubProjectWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_project_watcher_finalize;

  /**
   * HubProjectWatcher::changed:
   * @self: the watcher
   * @paths: (array zero-terminated=1): what changed, appeared or vanished, relative to the
   *   project's folder, by name
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_PROJECT_WATCHER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
hub_project_watcher_init (HubProjectWatcher *self)
{
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_monitor);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * hub_project_watcher_new:
 * @project: a project
 *
 * Watches all of the project's folder from now on, until the watcher is freed. Signals come in
 * the thread-default main context of the caller.
 *
 * Returns: (transfer full): a watcher
 */
HubProjectWatcher *
hub_project_watcher_new (HubProject *project)
{
  HubProjectWatcher *self;

  g_return_val_if_fail (HUB_IS_PROJECT (project), NULL);

  self = g_object_new (HUB_TYPE_PROJECT_WATCHER, NULL);
  self->project = g_object_ref (project);
  watch_folder (self, hub_project_get_folder (project), 0, FALSE);
  return self;
}
