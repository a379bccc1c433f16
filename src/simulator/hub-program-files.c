/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-program-files.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "hub-paths.h"
#include "hub-program-storage.h"

#define MAX_KEY 2048

/**
 * HubProgramFiles:
 *
 * The files a program keeps, by keys: `usr/…` and `store/…` stay in a folder of the program's own below the
 * person's data, `tmp/…` ends with the simulator. Functions return 0 or a code of the system (`ENOENT`). No key
 * reaches anything else, and no link is ever made or followed. For one thread.
 */
struct _HubProgramFiles
{
  GObject parent_instance;

  char   *kept;        /* holds usr and store; made when something is first kept */
  char   *run;         /* holds tmp and the lock; NULL until a program has temporary files */
  char   *runs;        /* where such folders stand */
  int     lock;
  goffset kept_size;   /* -1 until it was counted, as the other */
  goffset temporary_size;
};

G_DEFINE_FINAL_TYPE (HubProgramFiles, hub_program_files, G_TYPE_OBJECT)

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static goffset
measure (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  GStatBuf facts;
  goffset size = 0;

  if (g_lstat (path, &facts) != 0)
    return 0;
  if (!S_ISDIR (facts.st_mode))
    return facts.st_size;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      size += measure (child);
    }
  return size;
}

static void
hub_program_files_finalize (GObject *object)
{
  HubProgramFiles *self = HUB_PROGRAM_FILES (object);

  if (self->run != NULL)
    remove_tree (self->run);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->kept);
  g_free (self->run);
  g_free (self->runs);
  G_OBJECT_CLASS (hub_program_files_parent_class)->finalize (object);
}

static void
hub_program_files_class_init (HubProgramFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_program_files_finalize;
}

static void
hub_program_files_init (HubProgramFiles *self)
{
  self->lock = -1;
  self->kept_size = -1;
}

/**
 * hub_program_files_new:
 * @id: which program: its app id, or its folder
 * @folder: (nullable): where everything stands, for tests; %NULL for the person's data and cache
 *
 * Returns: (transfer full): the files of that program; nothing is made yet
 */
HubProgramFiles *
hub_program_files_new (const char *id, const char *folder)
{
  HubProgramFiles *self = g_object_new (HUB_TYPE_PROGRAM_FILES, NULL);
  g_autofree char *data = hub_paths_user_data ();
  g_autofree char *cache = hub_paths_user_cache ();
  g_autofree char *name = hub_program_storage_name (id);
  g_autofree char *own = g_strconcat (name, ".files", NULL);

  self->kept = folder != NULL ? g_build_filename (folder, own, NULL)
                              : g_build_filename (data, "simulator", own, NULL);
  self->runs = g_build_filename (folder != NULL ? folder : cache, "runs", NULL);
  return self;
}

/* Removes what a simulator left that did not end in order: nobody holds its lock. */
static void
remove_abandoned (const char *runs)
{
  g_autoptr (GDir) dir = g_dir_open (runs, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *run = g_build_filename (runs, name, NULL);
      g_autofree char *path = g_build_filename (run, "lock", NULL);
      int lock = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

      if (lock < 0)
        continue;
      if (flock (lock, LOCK_EX | LOCK_NB) == 0)
        remove_tree (run);
      close (lock);
    }
}

static void
ensure_run (HubProgramFiles *self)
{
  g_autofree char *run = NULL;
  g_autofree char *tmp = NULL;
  g_autofree char *early = NULL;
  g_autofree char *path = NULL;

  if (self->run != NULL || g_mkdir_with_parents (self->runs, 0700) != 0)
    return;
  remove_abandoned (self->runs);
  run = g_build_filename (self->runs, "XXXXXX", NULL);
  if (g_mkdtemp_full (run, 0700) == NULL)
    return;
  early = g_build_filename (run, "lock.new", NULL);
  path = g_build_filename (run, "lock", NULL);
  tmp = g_build_filename (run, "tmp", NULL);
  /* Under its name only when it is held, or another simulator could take it in between. */
  self->lock = open (early, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    g_rename (early, path);
  g_mkdir (tmp, 0700);
  self->run = g_steal_pointer (&run);
}

/**
 * hub_program_files_clear_temporary:
 * @self: a program's files
 *
 * Removes what stands below `tmp`: a program starts.
 */
void
hub_program_files_clear_temporary (HubProgramFiles *self)
{
  g_autofree char *tmp = NULL;

  if (self->run == NULL)
    return;
  tmp = g_build_filename (self->run, "tmp", NULL);
  remove_tree (tmp);
  g_mkdir (tmp, 0700);
  self->temporary_size = 0;
}

/* Not empty, no "..", no empty part, nothing a terminal or a file system takes for something else. */
static gboolean
key_is_plain (const char *key)
{
  g_auto (GStrv) parts = NULL;

  if (key == NULL || strlen (key) > MAX_KEY || !g_utf8_validate (key, -1, NULL))
    return FALSE;
  for (const char *c = key; *c != '\0'; c++)
    if ((guchar) *c < 0x20 || *c == '\\')
      return FALSE;
  parts = g_strsplit (key, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == '\0' || strlen (parts[i]) > 255 || g_str_equal (parts[i], ".")
        || g_str_equal (parts[i], ".."))
      return FALSE;
  return TRUE;
}

static gboolean
is_below (const char *key, const char *area)
{
  gsize length = strlen (area);

  return strncmp (key, area, length) == 0 && (key[length] == '/' || key[length] == '\0');
}

static gboolean
is_temporary (const char *key)
{
  return is_below (key, "tmp");
}

/**
 * hub_program_files_resolve:
 * @self: a program's files
 * @key: a file's key: "usr/a/b", "tmp/x", "store/y", or an area's name alone
 *
 * Returns: (transfer full) (nullable): the path on the disk, whether there is a file or not; %NULL for what is no key
 */
char *
hub_program_files_resolve (HubProgramFiles *self, const char *key)
{
  if (!key_is_plain (key))
    return NULL;
  if (is_temporary (key))
    {
      ensure_run (self);
      return self->run != NULL ? g_build_filename (self->run, key, NULL) : NULL;
    }
  if (is_below (key, "usr") || is_below (key, "store"))
    {
      g_autofree char *usr = g_build_filename (self->kept, "usr", NULL);
      g_autofree char *store = g_build_filename (self->kept, "store", NULL);

      if (g_mkdir_with_parents (usr, 0700) != 0 || g_mkdir_with_parents (store, 0700) != 0)
        return NULL;
      return g_build_filename (self->kept, key, NULL);
    }
  return NULL;
}

/**
 * hub_program_files_make_temporary:
 * @self: a program's files
 * @extension: (nullable): without the dot
 * @key: (out) (transfer full): its key
 *
 * Returns: (transfer full) (nullable): the path of a new temporary file to write to; %NULL where none can be made
 */
char *
hub_program_files_make_temporary (HubProgramFiles *self, const char *extension, char **key)
{
  g_autofree char *clean = g_strndup (extension != NULL ? extension : "", 10);
  g_autofree char *name = g_strdup_printf ("%08x%08x%08x", g_random_int (), g_random_int (),
                                           g_random_int ());
  char *path;

  g_strcanon (clean, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", '_');
  *key = clean[0] != '\0' ? g_strdup_printf ("tmp/%s.%s", name, clean)
                          : g_strdup_printf ("tmp/%s", name);
  path = hub_program_files_resolve (self, *key);
  if (path == NULL)
    g_clear_pointer (key, g_free);
  return path;
}

static goffset
size_of (const char *path)
{
  GStatBuf facts;

  return g_lstat (path, &facts) == 0 && S_ISREG (facts.st_mode) ? facts.st_size : 0;
}

static goffset
room (HubProgramFiles *self, const char *key)
{
  if (is_temporary (key))
    {
      g_autofree char *tmp = g_build_filename (self->run, "tmp", NULL);

      if (self->temporary_size < 0)
        self->temporary_size = measure (tmp);
      return HUB_PROGRAM_FILES_MAX_TEMPORARY - self->temporary_size;
    }
  if (self->kept_size < 0)
    self->kept_size = measure (self->kept);
  return HUB_PROGRAM_FILES_MAX_KEPT - self->kept_size;
}

/* Whether @more bytes fit; counts anew before it refuses, for another window may have made room. */
static gboolean
has_room (HubProgramFiles *self, const char *key, goffset more)
{
  if (more <= room (self, key))
    return TRUE;
  hub_program_files_recount (self);
  return more <= room (self, key);
}

/**
 * hub_program_files_get_room:
 * @self: a program's files
 * @key: where something is to be written
 *
 * Returns: how many bytes there may be more
 */
goffset
hub_program_files_get_room (HubProgramFiles *self, const char *key)
{
  g_autofree char *path = hub_program_files_resolve (self, key);

  return path != NULL ? MAX (0, room (self, key)) : 0;
}

/**
 * hub_program_files_recount:
 * @self: a program's files
 *
 * Somebody else wrote to a path of hub_program_files_resolve(): sizes are counted anew when they are next needed.
 */
void
hub_program_files_recount (HubProgramFiles *self)
{
  self->kept_size = -1;
  self->temporary_size = -1;
}

static void
count (HubProgramFiles *self, const char *key, goffset more)
{
  if (is_temporary (key) && self->temporary_size >= 0)
    self->temporary_size += more;
  else if (!is_temporary (key) && self->kept_size >= 0)
    self->kept_size += more;
}

static int
code (gboolean done)
{
  return done ? 0 : errno;
}

/**
 * hub_program_files_stat:
 * @self: a program's files
 * @key: a key
 * @facts: (out): what it is
 *
 * Returns: 0, or why not
 */
int
hub_program_files_stat (HubProgramFiles *self, const char *key, HubFileFacts *facts)
{
  g_autofree char *path = hub_program_files_resolve (self, key);
  GStatBuf found;

  if (path == NULL)
    return EACCES;
  if (g_lstat (path, &found) != 0)
    return errno;
  if (!S_ISREG (found.st_mode) && !S_ISDIR (found.st_mode))
    return EACCES;
  facts->is_folder = S_ISDIR (found.st_mode);
  facts->size = facts->is_folder ? 0 : found.st_size;
  facts->modified = found.st_mtime;
  facts->accessed = found.st_atime;
  return 0;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * hub_program_files_list:
 * @self: a program's files
 * @key: a folder's key
 * @names: (out) (transfer full): what is in it, sorted
 *
 * Returns: 0, or why not
 */
int
hub_program_files_list (HubProgramFiles *self, const char *key, GStrv *names)
{
  g_autofree char *path = hub_program_files_resolve (self, key);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GDir) dir = NULL;
  HubFileFacts facts;
  const char *name;
  int failure = hub_program_files_stat (self, key, &facts);

  if (failure != 0)
    return failure;
  if (!facts.is_folder)
    return ENOTDIR;
  dir = g_dir_open (path, 0, NULL);
  if (dir == NULL)
    return EACCES;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (list, g_strdup (name));
  g_ptr_array_sort (list, compare_names);
  g_ptr_array_add (list, NULL);
  *names = (GStrv) g_ptr_array_steal (list, NULL);
  return 0;
}

/**
 * hub_program_files_mkdir:
 * @self: a program's files
 * @key: a key whose folder exists
 *
 * Returns: 0, or why not
 */
int
hub_program_files_mkdir (HubProgramFiles *self, const char *key)
{
  g_autofree char *path = hub_program_files_resolve (self, key);

  return path == NULL ? EACCES : code (g_mkdir (path, 0700) == 0);
}

/**
 * hub_program_files_remove:
 * @self: a program's files
 * @key: a file, or an empty folder
 *
 * Returns: 0, or why not
 */
int
hub_program_files_remove (HubProgramFiles *self, const char *key)
{
  g_autofree char *path = hub_program_files_resolve (self, key);
  goffset size;

  if (path == NULL || strchr (key, '/') == NULL)
    return EACCES;
  size = size_of (path);
  if (g_remove (path) != 0)
    return errno;
  count (self, key, -size);
  return 0;
}

/**
 * hub_program_files_rename:
 * @self: a program's files
 * @from: what to move
 * @to: its new key; a file that has it is replaced
 *
 * Returns: 0, or why not
 */
int
hub_program_files_rename (HubProgramFiles *self, const char *from, const char *to)
{
  g_autofree char *source = hub_program_files_resolve (self, from);
  g_autofree char *target = hub_program_files_resolve (self, to);
  goffset size;

  if (source == NULL || target == NULL || is_temporary (from) != is_temporary (to)
      || strchr (from, '/') == NULL || strchr (to, '/') == NULL)
    return EACCES;
  size = size_of (target);
  if (g_rename (source, target) != 0)
    return errno;
  count (self, to, -size);
  return 0;
}

static int
copy_file (HubProgramFiles *self, const char *source, const char *target, const char *to)
{
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (GFile) copy = g_file_new_for_path (target);
  g_autoptr (GError) error = NULL;
  goffset before = size_of (target);
  goffset size = size_of (source);

  if (!has_room (self, to, size - before))
    return EDQUOT;
  if (!g_file_copy (file, copy, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL,
                    &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return ENOENT;
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY) ? EISDIR : EIO;
    }
  g_chmod (target, 0600);
  count (self, to, size - before);
  return 0;
}

/**
 * hub_program_files_copy:
 * @self: a program's files
 * @from: a file
 * @to: the key of the copy; a file that has it is replaced
 *
 * Returns: 0, or why not
 */
int
hub_program_files_copy (HubProgramFiles *self, const char *from, const char *to)
{
  g_autofree char *source = hub_program_files_resolve (self, from);
  g_autofree char *target = hub_program_files_resolve (self, to);
  HubFileFacts facts;
  int failure = hub_program_files_stat (self, from, &facts);

  if (failure == 0 && facts.is_folder)
    failure = EISDIR;
  if (failure == 0 && (target == NULL || strchr (to, '/') == NULL))
    failure = EACCES;
  if (failure == 0 && g_file_test (target, G_FILE_TEST_IS_DIR))
    failure = EISDIR;
  return failure != 0 ? failure : copy_file (self, source, target, to);
}

/**
 * hub_program_files_import:
 * @self: a program's files
 * @path: a file of the person's, who chose it
 * @key: (out) (transfer full): the temporary copy that the program gets
 *
 * Returns: 0, or why not
 */
int
hub_program_files_import (HubProgramFiles *self, const char *path, char **key)
{
  g_autofree char *base = g_path_get_basename (path);
  const char *dot = strrchr (base, '.');
  g_autofree char *extension = dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;
  g_autofree char *target = hub_program_files_make_temporary (self, extension, key);
  int failure = EACCES;

  if (target != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    failure = copy_file (self, path, target, *key);
  if (failure != 0)
    g_clear_pointer (key, g_free);
  return failure;
}

/**
 * hub_program_files_truncate:
 * @self: a program's files
 * @key: a file
 * @length: its new size in bytes; a longer file is filled with zeros
 *
 * Returns: 0, or why not
 */
int
hub_program_files_truncate (HubProgramFiles *self, const char *key, goffset length)
{
  g_autofree char *path = hub_program_files_resolve (self, key);
  HubFileFacts facts;
  int failure = hub_program_files_stat (self, key, &facts);
  goffset before;

  if (failure != 0)
    return failure;
  if (length < 0)
    return EINVAL;
  before = facts.size;
  if (!has_room (self, key, length - before))
    return EDQUOT;
  if (truncate (path, length) != 0)
    return errno;
  count (self, key, length - before);
  return 0;
}

static int
write_all (int fd, const char *data, gsize length, goffset position)
{
  if (position >= 0 && lseek (fd, position, SEEK_SET) < 0)
    return errno;
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      data += n;
      length -= n;
    }
  return 0;
}

/**
 * hub_program_files_write:
 * @self: a program's files
 * @key: a file, made where there is none
 * @data: the bytes
 * @length: how many
 * @position: where to write, %HUB_PROGRAM_FILES_END to append, %HUB_PROGRAM_FILES_ALL to replace what is there
 *
 * Returns: 0, or why not
 */
int
hub_program_files_write (HubProgramFiles *self, const char *key, gconstpointer data, gsize length,
                         goffset position)
{
  g_autofree char *path = hub_program_files_resolve (self, key);
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
  goffset before, after;
  int fd, failure;

  if (path == NULL || strchr (key, '/') == NULL)
    return EACCES;
  before = size_of (path);
  after = position == HUB_PROGRAM_FILES_ALL   ? (goffset) length
          : position == HUB_PROGRAM_FILES_END ? before + (goffset) length
                                              : MAX (before, position + (goffset) length);
  if (!has_room (self, key, after - before))
    return EDQUOT;
  if (position == HUB_PROGRAM_FILES_ALL)
    flags |= O_TRUNC;
  else if (position == HUB_PROGRAM_FILES_END)
    flags |= O_APPEND;
  fd = open (path, flags, 0600);
  if (fd < 0)
    return errno;
  failure = write_all (fd, data, length, position);
  close (fd);
  count (self, key, size_of (path) - before);
  return failure;
}
