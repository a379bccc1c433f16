/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-key-file.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-json.h"

#define KIND "superhub-upload-key"
#define MAX_FILE 16384

/**
 * hub_key_file_free:
 * @self: (transfer full): a key; its secret is wiped
 */
void
hub_key_file_free (HubKeyFile *self)
{
  g_free (self->server);
  g_free (self->app_id);
  g_free (self->key_id);
  sodium_memzero (self->secret, sizeof self->secret);
  g_free (self);
}

static gboolean
set_failure (const char *path, int saved, GError **error)
{
  if (saved == EEXIST)
    hub_set_error (error, HUB_ERROR_CONFLICT, "io.exists",
                   _("“%s” exists; keys are not written over, choose another name"), path);
  else
    hub_set_error (error, HUB_ERROR_STORAGE, saved == ENOSPC ? "io.no_space" : "io.failed",
                   _("“%s” cannot be written: %s"), path, g_strerror (saved));
  return FALSE;
}

/**
 * hub_key_file_claim:
 * @path: where a key is going to be written
 * @error: (out) (optional): "io.exists", "io.failed"
 *
 * Makes an empty file that only its user can read: before the platform knows of a key it is certain that its private half
 * can be kept.
 *
 * Returns: whether it was made
 */
gboolean
hub_key_file_claim (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    return set_failure (path, errno, error);
  close (fd);
  return TRUE;
}

static char *
to_text (const HubKeyFile *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char hex[2 * HUB_KEY_SECRET_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, self->secret, sizeof self->secret);
  json_object_set_string_member (object, "kind", KIND);
  json_object_set_string_member (object, "server", self->server);
  json_object_set_string_member (object, "app_id", self->app_id);
  json_object_set_string_member (object, "key_id", self->key_id);
  json_object_set_int_member (object, "slot", self->slot);
  json_object_set_string_member (object, "private_key", hex);
  sodium_memzero (hex, sizeof hex);
  json_node_take_object (node, object);
  return hub_json_to_string (node, TRUE);
}

/**
 * hub_key_file_write:
 * @self: a key
 * @path: the file; see hub_key_file_claim()
 * @error: (out) (optional): "io.failed", "io.no_space"
 *
 * Writes the key as a whole, into a file of mode 0600.
 *
 * Returns: whether it was written
 */
gboolean
hub_key_file_write (const HubKeyFile *self, const char *path, GError **error)
{
  g_autofree char *text = to_text (self);
  g_autoptr (GError) local = NULL;
  gboolean done;

  done = g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &local);
  sodium_memzero (text, strlen (text));
  if (!done)
    hub_set_error (error, HUB_ERROR_STORAGE, "io.failed", _("“%s” cannot be written: %s"), path, local->message);
  return done;
}

static gboolean
read_secret (JsonObject *object, HubKeyFile *self)
{
  const char *hex = hub_json_get_string (object, "private_key", "");
  gsize length = 0;

  return sodium_hex2bin (self->secret, sizeof self->secret, hex, strlen (hex), NULL, &length, NULL) == 0
         && length == sizeof self->secret;
}

/**
 * hub_key_file_read:
 * @path: a file that hub_key_file_write() wrote
 * @is_open: (out): whether others than its user can read it
 * @error: (out) (optional): "key.bad_file", or the file system's
 *
 * Returns: (transfer full) (nullable): the key
 */
HubKeyFile *
hub_key_file_read (const char *path, gboolean *is_open, GError **error)
{
  g_autoptr (JsonNode) node = hub_json_parse_file (path, MAX_FILE, error);
  g_autoptr (HubKeyFile) self = g_new0 (HubKeyFile, 1);
  JsonObject *object;
  struct stat info;

  if (node == NULL)
    return NULL;
  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  *is_open = stat (path, &info) == 0 && (info.st_mode & 077) != 0;
  self->server = g_strdup (hub_json_get_string (object, "server", NULL));
  self->app_id = g_strdup (hub_json_get_string (object, "app_id", NULL));
  self->key_id = g_strdup (hub_json_get_string (object, "key_id", NULL));
  self->slot = hub_json_get_int (object, "slot", 0);
  if (g_str_equal (hub_json_get_string (object, "kind", ""), KIND) && self->server != NULL
      && self->app_id != NULL && self->key_id != NULL && read_secret (object, self))
    return g_steal_pointer (&self);
  hub_set_error (error, HUB_ERROR_INVALID, "key.bad_file",
                 _("“%s” holds no upload key; “superhub key create” writes one"), path);
  return NULL;
}
