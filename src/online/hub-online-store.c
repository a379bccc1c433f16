/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-online-store.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "hub-file-tree.h"
#include "hub-json.h"
#include "hub-paths.h"

#define DEVICE_BYTES 16
#define MAX_FILE (1024 * 1024)

struct _HubOnlineStore
{
  char *common;    /* for all platforms */
  char *own;       /* for this one */
  char *packages;
};

/**
 * hub_online_store_new:
 * @server: the platform's address
 * @folder: (nullable): where everything stands, for tests; %NULL for the person's data and cache
 *
 * Returns: (transfer full): what is remembered of it
 */
HubOnlineStore *
hub_online_store_new (const char *server, const char *folder)
{
  HubOnlineStore *self = g_new0 (HubOnlineStore, 1);
  g_autofree char *data = hub_paths_user_data ();
  g_autofree char *cache = hub_paths_user_cache ();
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, server, -1);

  hash[32] = '\0';
  self->common = g_build_filename (folder != NULL ? folder : data, "online", NULL);
  self->own = g_build_filename (self->common, hash, NULL);
  self->packages = g_build_filename (folder != NULL ? folder : cache, "packages", NULL);
  return self;
}

/**
 * hub_online_store_free:
 * @self: (transfer full): a store; the files stay
 */
void
hub_online_store_free (HubOnlineStore *self)
{
  g_free (self->common);
  g_free (self->own);
  g_free (self->packages);
  g_free (self);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be made: %s"), path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return make_folder (folder, error)
         && g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static char *
read_text (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

/**
 * hub_online_store_get_device:
 * @self: a store
 * @error: (out) (optional): the file system's
 *
 * Returns: (transfer full) (nullable): the random key of this device, made at the first time: with it the device finds its
 *   bucket of a phased release. It is never sent
 */
char *
hub_online_store_get_device (HubOnlineStore *self, GError **error)
{
  g_autofree char *kept = read_text (self->common, "device");
  guint8 bytes[DEVICE_BYTES];
  char text[DEVICE_BYTES * 2 + 1];

  if (kept != NULL && strlen (kept) == DEVICE_BYTES * 2)
    return g_steal_pointer (&kept);
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (text, sizeof text, bytes, sizeof bytes);
  return write_text (self->common, "device", text, error) ? g_strdup (text) : NULL;
}

/**
 * hub_online_store_get_key:
 * @self: a store
 *
 * Returns: (transfer full) (nullable): the key that the platform had when it was last believed, base64url
 */
char *
hub_online_store_get_key (HubOnlineStore *self)
{
  return read_text (self->own, "key");
}

/**
 * hub_online_store_set_key:
 * @self: a store
 * @key: the key to believe from now on
 * @error: (out) (optional): the file system's
 *
 * Returns: whether it is written
 */
gboolean
hub_online_store_set_key (HubOnlineStore *self, const char *key, GError **error)
{
  return write_text (self->own, "key", key, error);
}

/**
 * hub_online_store_forget:
 * @self: a store
 *
 * Forgets the platform's key and what was seen of its programs, for a platform that was set up anew.
 */
void
hub_online_store_forget (HubOnlineStore *self)
{
  hub_file_tree_remove (self->own);
}

/**
 * hub_online_store_read:
 * @self: a store
 * @name: of a file, such as an app id
 *
 * Returns: (transfer full): what stands there, an empty object for nothing
 */
JsonObject *
hub_online_store_read (HubOnlineStore *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (self->own, file, NULL);
  g_autoptr (JsonNode) node = hub_json_parse_file (path, MAX_FILE, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : json_object_new ();
}

/**
 * hub_online_store_write:
 * @self: a store
 * @name: of a file
 * @object: what shall stand there
 * @error: (out) (optional): the file system's
 *
 * Returns: whether it is written
 */
gboolean
hub_online_store_write (HubOnlineStore *self, const char *name, JsonObject *object, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = hub_json_to_string (node, FALSE);

  return write_text (self->own, file, text, error);
}

/**
 * hub_online_store_package_path:
 * @self: a store
 * @sha256: its hash
 * @error: (out) (optional): the file system's
 *
 * Returns: (transfer full) (nullable): where the package is kept, or would be; the folder is there
 */
char *
hub_online_store_package_path (HubOnlineStore *self, const char *sha256, GError **error)
{
  g_autofree char *file = g_strconcat (sha256, ".hpkg", NULL);

  return make_folder (self->packages, error) ? g_build_filename (self->packages, file, NULL) : NULL;
}
