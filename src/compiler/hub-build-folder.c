/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-build-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "hub-file-tree.h"
#include "hub-paths.h"

/* Every process has one folder below builds/, with a lock it holds while it lives: whoever gets the
 * lock of another folder knows that its process is gone, also after a crash or a power cut. */

#define LOCK_FILE "lock"
/* A folder without a lock is being made right now, or was left by a crash at that very moment. */
#define UNLOCKED_SECONDS 3600

G_LOCK_DEFINE_STATIC (folder);
static char *process_folder;
static guint counter;

static gboolean
is_abandoned (const char *path)
{
  g_autofree char *lock = g_build_filename (path, LOCK_FILE, NULL);
  int fd = open (lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  gboolean free_lock;

  if (fd < 0)
    return lstat (path, &status) == 0 && time (NULL) - status.st_mtime > UNLOCKED_SECONDS;
  free_lock = flock (fd, LOCK_EX | LOCK_NB) == 0;
  close (fd);
  return free_lock;
}

static void
remove_abandoned (const char *builds)
{
  g_autoptr (GDir) dir = g_dir_open (builds, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (builds, name, NULL);

      if (is_abandoned (path))
        hub_file_tree_remove (path);
    }
}

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be made: %s"), path,
               g_strerror (code));
  return FALSE;
}

static gboolean
make_process_folder (GError **error)
{
  g_autofree char *cache = hub_paths_user_cache ();
  g_autofree char *builds = g_build_filename (cache, "builds", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%d-XXXXXX", builds, (int) getpid ());
  g_autofree char *lock = NULL;
  int fd;

  if (g_mkdir_with_parents (builds, 0700) != 0)
    return fail (error, builds, errno);
  remove_abandoned (builds);
  if (g_mkdtemp_full (path, 0700) == NULL)
    return fail (error, path, errno);
  lock = g_build_filename (path, LOCK_FILE, NULL);
  /* Never closed: the lock ends with the process. */
  fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int saved = errno;

      if (fd >= 0)
        close (fd);
      hub_file_tree_remove (path);
      return fail (error, path, saved);
    }
  process_folder = g_steal_pointer (&path);
  return TRUE;
}

char *
hub_build_folder_new (GError **error)
{
  g_autofree char *path = NULL;

  G_LOCK (folder);
  /* Somebody may have emptied the cache since. */
  if (process_folder != NULL && !g_file_test (process_folder, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&process_folder, g_free);
  if (process_folder != NULL || make_process_folder (error))
    {
      path = g_strdup_printf ("%s/%u", process_folder, ++counter);
      if (g_mkdir (path, 0700) != 0)
        {
          fail (error, path, errno);
          g_clear_pointer (&path, g_free);
        }
    }
  G_UNLOCK (folder);
  return g_steal_pointer (&path);
}
