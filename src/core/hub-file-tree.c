/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-file-tree.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define MAX_DEPTH 64

static void
remove_tree (const char *path, guint depth)
{
  struct stat status;
  GDir *dir = NULL;
  const char *name;

  if (lstat (path, &status) != 0)
    return;
  if (!S_ISDIR (status.st_mode))
    {
      g_unlink (path);
      return;
    }
  if (depth < MAX_DEPTH)
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child, depth + 1);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

/**
 * hub_file_tree_remove:
 * @path: a folder, a file, or nothing
 *
 * Removes a folder with all that is in it, or a file; symbolic links are removed, not followed, @path itself included.
 */
void
hub_file_tree_remove (const char *path)
{
  g_return_if_fail (path != NULL);
  remove_tree (path, 0);
}

static gboolean
copy_tree (const char *from, const char *to, const char *left_out, guint depth, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (depth >= MAX_DEPTH)
    return TRUE;
  if (g_mkdir_with_parents (to, 0777) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), _("“%s” cannot be made: %s"), to,
                   g_strerror (saved));
      return FALSE;
    }
  dir = g_dir_open (from, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autoptr (GFile) source_file = g_file_new_for_path (source);
      g_autoptr (GFile) target_file = g_file_new_for_path (target);
      struct stat status;

      if (g_strcmp0 (name, left_out) == 0 || stat (source, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode) && !copy_tree (source, target, left_out, depth + 1, error))
        return FALSE;
      if (S_ISREG (status.st_mode)
          && !g_file_copy (source_file, target_file,
                           G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL,
                           error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hub_file_tree_copy:
 * @from: a folder
 * @to: where its content is put; made if it is missing
 * @left_out: (nullable): the name of files and folders that are not copied
 * @error: (out) (optional): the file system's
 *
 * Copies regular files and folders; symbolic links become what they point to.
 *
 * Returns: whether all of it was copied
 */
gboolean
hub_file_tree_copy (const char *from, const char *to, const char *left_out, GError **error)
{
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);
  return copy_tree (from, to, left_out, 0, error);
}
