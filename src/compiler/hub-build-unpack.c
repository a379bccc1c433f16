/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds that were made elsewhere: programs out of packages. */
#include "hub-build-private.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "hub-file-tree.h"

static gboolean
write_file (const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be made: %s"), parent, g_strerror (code));
      return FALSE;
    }
  return g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

/* As the compiler would describe what it made. */
static JsonObject *
describe (const char *const *names, const char *identity)
{
  JsonObject *result = json_object_new ();
  JsonObject *hashes = json_object_new ();
  JsonArray *files = json_array_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      JsonObject *file = json_object_new ();

      json_object_set_string_member (file, "name", names[i]);
      json_object_set_string_member (file, "output", names[i]);
      json_array_add_object_element (files, file);
    }
  json_object_set_array_member (result, "files", files);
  json_object_set_string_member (hashes, "logic", identity);
  json_object_set_object_member (result, "hashes", hashes);
  return result;
}

/**
 * hub_build_unpack:
 * @names: (array zero-terminated=1): the files of a compiled program; names that were checked, so that none leaves its folder
 * @identity: differs where the program differs: its package's hash
 * @read: (scope call): gives the bytes of one
 * @user_data: for @read
 * @error: (out) (optional): that of @read, or the file system's
 *
 * Makes a build of what is compiled already. Blocks; may be called in any thread.
 *
 * Returns: (transfer full) (nullable): a build whose files live as long as it does
 */
HubBuild *
hub_build_unpack (const char *const *names, const char *identity, HubBuildReader read, gpointer user_data, GError **error)
{
  g_autofree char *folder = hub_build_folder_new (error);
  g_autoptr (JsonObject) result = NULL;

  if (folder == NULL)
    return NULL;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = read (names[i], user_data, error);

      if (bytes == NULL || !write_file (folder, names[i], bytes, error))
        {
          hub_file_tree_remove (folder);
          return NULL;
        }
    }
  result = describe (names, identity);
  return hub_build_new (NULL, 1, 0, result, g_steal_pointer (&folder));
}
