/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-spool.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <glib/gstdio.h>

#include "hub-language.h"
#include "hub-refusals.h"

#define FOLDER "incoming"

struct _HubSpool
{
  char  *path;
  int    fd;
  gsize  limit;
  gsize  written;
  GError *failure;
  gboolean stays;        /* also when it is not whole */
};

static void
set_failure (GError **error, int code, const char *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("%s cannot be written: %s"), path,
               g_strerror (code));
}

/* A new file that is locked while it is received, so that no other process takes it for a leftover. @path ends up as its name. */
static int
make_file (char **path, const char *folder)
{
  struct stat info;
  int fd;

  do
    {
      g_free (*path);
      *path = g_build_filename (folder, "package-XXXXXX.hpkg", NULL);
      fd = g_mkstemp_full (*path, O_RDWR | O_CLOEXEC, 0600);
      if (fd < 0)
        return -1;
      /* Deleted before it was locked: another process that starts was faster. */
      if (flock (fd, LOCK_EX) == 0 && fstat (fd, &info) == 0 && info.st_nlink > 0)
        return fd;
      close (fd);
    }
  while (TRUE);
}

/**
 * hub_spool_new:
 * @data_dir: the platform's folder
 * @limit: refuse more than so many bytes
 * @error: (out) (optional): the file system's
 *
 * Returns: (transfer full) (nullable): an empty file that goes away with hub_spool_free()
 */
HubSpool *
hub_spool_new (const char *data_dir, gsize limit, GError **error)
{
  g_autofree char *folder = g_build_filename (data_dir, FOLDER, NULL);
  g_autofree char *path = NULL;
  HubSpool *self;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = make_file (&path, folder);
  if (fd < 0)
    {
      set_failure (error, errno, folder);
      return NULL;
    }
  self = g_new0 (HubSpool, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  self->limit = limit;
  return self;
}

/**
 * hub_spool_open:
 * @path: a file that may have some of its bytes; made where it is not there
 * @offset: where the next ones belong, at most at its end
 * @limit: refuse more than so many bytes
 * @error: (out) (optional): the file system's
 *
 * Returns: (transfer full) (nullable): a spool whose file stays when it is freed
 */
HubSpool *
hub_spool_open (const char *path, gsize offset, gsize limit, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  HubSpool *self;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 || lseek (fd, offset, SEEK_SET) < 0)
    {
      set_failure (error, errno, path);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  self = g_new0 (HubSpool, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->limit = limit;
  self->stays = TRUE;
  return self;
}

/**
 * hub_spool_free:
 * @self: (transfer full): a spool; its file is deleted unless it was kept or opened
 */
void
hub_spool_free (HubSpool *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL && !self->stays)
    g_unlink (self->path);
  g_clear_error (&self->failure);
  g_free (self->path);
  g_free (self);
}

/**
 * hub_spool_write:
 * @self: a spool
 * @data: the next bytes
 * @length: how many
 * @error: (out) (optional): "package.too_large", or the file system's; the same again for what
 *   is written after the first failure
 *
 * Returns: whether they were written
 */
gboolean
hub_spool_write (HubSpool *self, const void *data, gsize length, GError **error)
{
  const char *bytes = data;

  if (self->failure == NULL && length > self->limit - self->written)
    hub_refuse (&self->failure, "package.too_large",
                _("The package has more than %zu bytes"), self->limit);
  while (self->failure == NULL && length > 0)
    {
      gssize done = write (self->fd, bytes, length);

      if (done < 0 && errno == EINTR)
        continue;
      if (done < 0)
        {
          set_failure (&self->failure, errno, self->path);
          break;
        }
      bytes += done;
      length -= done;
      self->written += done;
    }
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/**
 * hub_spool_close:
 * @self: a spool with all its bytes
 * @error: (out) (optional): the first failure
 *
 * Puts the bytes on the disk.
 *
 * Returns: whether all are there
 */
gboolean
hub_spool_close (HubSpool *self, GError **error)
{
  if (self->failure == NULL && fsync (self->fd) < 0)
    set_failure (&self->failure, errno, self->path);
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/**
 * hub_spool_get_path:
 * @self: a spool
 *
 * Returns: (transfer none): the file's path
 */
const char *
hub_spool_get_path (HubSpool *self)
{
  return self->path;
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good = fd >= 0 && fsync (fd) == 0;

  if (!good)
    set_failure (error, errno, folder);
  if (fd >= 0)
    close (fd);
  return good;
}

/**
 * hub_spool_prepare:
 * @destination: where a file is going to stand
 * @error: (out) (optional): the file system's
 *
 * Makes its folder, durably: what need not be done while others wait for the right to write.
 *
 * Returns: whether the folder is there
 */
gboolean
hub_spool_prepare (const char *destination, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (destination);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *grandparent = g_path_get_dirname (parent);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_failure (error, errno, folder);
      return FALSE;
    }
  return sync_folder (parent, error) && sync_folder (grandparent, error);
}

/**
 * hub_spool_keep:
 * @self: a closed spool
 * @destination: where the file is to stand, prepared; what stands there is replaced
 * @error: (out) (optional): the file system's
 *
 * Moves the file. When this returns %TRUE, it is there also after a power failure.
 *
 * Returns: whether it was moved
 */
gboolean
hub_spool_keep (HubSpool *self, const char *destination, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (destination);

  if (g_rename (self->path, destination) != 0)
    {
      set_failure (error, errno, destination);
      return FALSE;
    }
  g_clear_pointer (&self->path, g_free);
  return sync_folder (folder, error);
}

/**
 * hub_spool_clear_all:
 * @data_dir: the platform's folder
 *
 * Deletes what an earlier run left half received, and nothing that another process receives now.
 */
void
hub_spool_clear_all (const char *data_dir)
{
  g_autofree char *folder = g_build_filename (data_dir, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

      if (fd < 0)
        continue;
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        g_unlink (path);
      close (fd);
    }
}
