/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-backup.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "hub-error.h"
#include "hub-file-tree.h"
#include "hub-json.h"

#define MAX_DEPTH 8

/**
 * hub_backup_free:
 * @self: (transfer full): a backup's description
 */
void
hub_backup_free (HubBackup *self)
{
  g_free (self->database);
  g_free (self);
}

static gboolean
fail (GError **error, const char *path)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), _("%s cannot be written: %s"), path,
               g_strerror (saved));
  return FALSE;
}

/* The database has its own way, and the rest is of this run of the platform only. */
static gboolean
is_left_out (const char *name, guint depth)
{
  const char *const names[] = { "superhubd.lock", "incoming", "cache", NULL };

  return depth == 0 && (g_strv_contains (names, name) || g_str_has_prefix (name, "platform.db"));
}

/* Packages never change, so a second name for one is a copy of it, as long as both are on one disk. */
static gboolean
take_file (HubBackup *self, const char *source, const char *target, gboolean changes, guint64 size, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (target);
  g_autoptr (GError) failure = NULL;

  if (g_file_test (target, G_FILE_TEST_EXISTS) && !changes)
    return TRUE;
  if ((changes || link (source, target) != 0)
      && !g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &failure))
    {
      /* Collected in the meantime: then nothing refers to it. */
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->files++;
  self->bytes += size;
  return TRUE;
}

static gboolean
take_folder (HubBackup *self, const char *from, const char *to, gboolean changes, guint depth, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  if (g_mkdir_with_parents (to, 0700) != 0)
    return fail (error, to);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      gboolean own = changes && !(depth == 0 && g_str_equal (name, "packages"));
      struct stat info;

      if (is_left_out (name, depth) || lstat (source, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode) && depth < MAX_DEPTH && !take_folder (self, source, target, own, depth + 1, error))
        return FALSE;
      if (S_ISREG (info.st_mode) && !take_file (self, source, target, own, info.st_size, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_packages (HubBackup *self, const char *data_dir, const char *folder, GError **error)
{
  g_autofree char *from = g_build_filename (data_dir, "packages", NULL);
  g_autofree char *to = g_build_filename (folder, "packages", NULL);

  return !g_file_test (from, G_FILE_TEST_IS_DIR) || take_folder (self, from, to, FALSE, 1, error);
}

static gboolean
write_description (HubBackup *self, HubDatabase *database, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "backup.json", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format_iso8601 (now);
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "format", 1);
  json_object_set_string_member (object, "version", PACKAGE_VERSION);
  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "engine", hub_database_get_engine (database));
  json_object_set_string_member (object, "database", self->database);
  json_object_set_int_member (object, "files", self->files);
  json_object_set_int_member (object, "bytes", self->bytes);
  json_node_init (node, JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  text = hub_json_to_string (node, TRUE);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* All of it is on the disk before it gets its name. */
static gboolean
put_in_place (const char *partial, const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  int fd = open (partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good = fd >= 0 && syncfs (fd) == 0 && g_rename (partial, folder) == 0;

  if (!good)
    fail (error, folder);
  if (fd >= 0)
    close (fd);
  if (!good)
    return FALSE;
  fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  good = fd >= 0 && fsync (fd) == 0;
  if (!good)
    fail (error, parent);
  if (fd >= 0)
    close (fd);
  return good;
}

static gboolean
take_all (HubBackup *self, HubDatabase *database, const char *data_dir, const char *partial, GError **error)
{
  /* A package that the database's copy knows was there before the copy was made or came while it was made, and it is
   * collected only after the database has forgotten it. So looking before and after finds every one of them. */
  if (!take_folder (self, data_dir, partial, TRUE, 0, error))
    return FALSE;
  self->database = hub_database_backup (database, partial, error);
  return self->database != NULL && take_packages (self, data_dir, partial, error)
         && write_description (self, database, partial, error);
}

/**
 * hub_backup_make:
 * @database: the platform's database, which may be in use
 * @data_dir: its folder
 * @folder: where the backup is to be; nothing may be there
 * @error: (out) (optional): "backup.exists"; %HUB_ERROR_STORAGE, or the file system's; @folder does not exist then
 *
 * Copies database and files as they are at one moment, while the platform goes on. With SQLite, the result is a data folder that a
 * platform can be started on.
 *
 * Returns: (transfer full) (nullable): what was written
 */
HubBackup *
hub_backup_make (HubDatabase *database, const char *data_dir, const char *folder, GError **error)
{
  g_autoptr (HubBackup) self = g_new0 (HubBackup, 1);
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "backup.exists",
                     _("%s exists already; name a folder that does not"), path);
      return NULL;
    }
  hub_file_tree_remove (partial);
  if (take_all (self, database, data_dir, partial, error) && put_in_place (partial, path, error))
    return g_steal_pointer (&self);
  hub_file_tree_remove (partial);
  return NULL;
}
