/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-credentials.h"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-paths.h"

#define FILE_NAME "sign-ins.json"
#define KEY_NAME "signing-key"
#define MAX_FILE (1024 * 1024)

static const SecretSchema schema = {
  HUB_APP_ID, SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* Whether to ask for a Secret Service: without a session bus GLib would try to start one.
 * SUPERHUB_CREDENTIALS=file is for machines where a service waits for a person who is not there. */
static gboolean
use_secret_service (void)
{
  g_autofree char *bus = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  if (g_strcmp0 (g_getenv ("SUPERHUB_CREDENTIALS"), "file") == 0)
    return FALSE;
  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (bus, G_FILE_TEST_EXISTS);
}

static char *
config_file (const char *name)
{
  g_autofree char *folder = hub_paths_user_config ();

  return g_build_filename (folder, name, NULL);
}

static gboolean
write_private (const char *name, const char *text, GError **error)
{
  g_autofree char *folder = hub_paths_user_config ();
  g_autofree char *path = config_file (name);
  g_autoptr (GError) local = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &local))
    {
      /* A file that was there keeps its mode otherwise. */
      g_chmod (path, 0600);
      return TRUE;
    }
  hub_set_error (error, HUB_ERROR_STORAGE, local != NULL ? hub_error_get_name (local) : "io.failed",
                 _("“%s” cannot be written: %s"), path,
                 local != NULL ? local->message : g_strerror (errno));
  return FALSE;
}

/* (transfer full): what the file holds; an object without members where there is none. */
static JsonNode *
read_file (void)
{
  g_autofree char *path = config_file (FILE_NAME);
  g_autoptr (JsonNode) root = hub_json_parse_file (path, MAX_FILE, NULL);
  JsonNode *copy;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      /* The parser's tree is sealed; a copy of its text is not. */
      g_autofree char *text = hub_json_to_string (root, FALSE);

      copy = json_from_string (text, NULL);
      return copy;
    }
  copy = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (copy, json_object_new ());
  return copy;
}

static gboolean
write_file (JsonNode *root, GError **error)
{
  g_autofree char *text = hub_json_to_string (root, TRUE);

  return write_private (FILE_NAME, text, error);
}

/* (transfer none): the member "servers" of @root, made where it is missing. */
static JsonObject *
get_servers (JsonNode *root)
{
  JsonObject *object = json_node_get_object (root);
  JsonObject *servers = hub_json_get_object (object, "servers");

  if (servers == NULL)
    {
      servers = json_object_new ();
      json_object_set_object_member (object, "servers", servers);
    }
  return servers;
}

/*
 * hub_credentials_lookup:
 * @server: the platform's address, or %HUB_CREDENTIALS_LOCAL
 *
 * Returns: (transfer full) (nullable): the token; %NULL without an error where there is none
 */
char *
hub_credentials_lookup (const char *server, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (use_secret_service () && !g_str_equal (server, HUB_CREDENTIALS_LOCAL))
    {
      g_autoptr (GError) local = NULL;
      char *secret = secret_password_lookup_sync (&schema, cancellable, &local, "server", server, NULL);
      char *token;

      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      token = g_strdup (secret);
      secret_password_free (secret);
      if (token != NULL)
        return token;
    }
  root = read_file ();
  return g_strdup (hub_json_get_string (hub_json_get_object (get_servers (root), server), "token", NULL));
}

static gboolean
store_in_file (const char *server, const char *superhub_id, const char *token, GError **error)
{
  g_autoptr (JsonNode) root = read_file ();
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "superhub_id", superhub_id);
  json_object_set_string_member (entry, "token", token);
  json_object_set_object_member (get_servers (root), server, entry);
  return write_file (root, error);
}

/*
 * hub_credentials_store:
 * @server: the platform's address, or %HUB_CREDENTIALS_LOCAL
 * @superhub_id: who signed in
 * @token: the token
 *
 * Keeps a sign-in in the Secret Service, or, where none answers, in a file only the user may read.
 *
 * Returns: whether it was kept
 */
gboolean
hub_credentials_store (const char *server, const char *superhub_id, const char *token, GError **error)
{
  if (use_secret_service () && !g_str_equal (server, HUB_CREDENTIALS_LOCAL))
    {
      g_autofree char *label = g_strdup_printf (_("Super Hub: %s on %s"), superhub_id, server);

      if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, NULL, NULL,
                                      "server", server, NULL))
        return TRUE;
    }
  return store_in_file (server, superhub_id, token, error);
}

/* Forgets a sign-in, wherever it was kept. */
gboolean
hub_credentials_clear (const char *server, GError **error)
{
  g_autoptr (JsonNode) root = read_file ();

  if (use_secret_service () && !g_str_equal (server, HUB_CREDENTIALS_LOCAL))
    secret_password_clear_sync (&schema, NULL, NULL, "server", server, NULL);
  if (!json_object_has_member (get_servers (root), server))
    return TRUE;
  json_object_remove_member (get_servers (root), server);
  return write_file (root, error);
}

/* (transfer full) (nullable) */
char *
hub_credentials_dup_default (void)
{
  g_autoptr (JsonNode) root = read_file ();

  return g_strdup (hub_json_get_string (json_node_get_object (root), "default", NULL));
}

/* @server: (nullable): NULL for the local platform */
gboolean
hub_credentials_set_default (const char *server, GError **error)
{
  g_autoptr (JsonNode) root = read_file ();
  JsonObject *object = json_node_get_object (root);

  if (g_strcmp0 (hub_json_get_string (object, "default", NULL), server) == 0)
    return TRUE;
  if (server != NULL)
    json_object_set_string_member (object, "default", server);
  else
    json_object_remove_member (object, "default");
  return write_file (root, error);
}

/* (transfer full) (nullable): a new key, kept in its file. */
static guint8 *
make_signing_key (GError **error)
{
  g_autofree guint8 *key = g_malloc (crypto_sign_SECRETKEYBYTES);
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  char hex[crypto_sign_SECRETKEYBYTES * 2 + 1];
  gboolean kept;

  crypto_sign_keypair (public_key, key);
  sodium_bin2hex (hex, sizeof hex, key, crypto_sign_SECRETKEYBYTES);
  kept = write_private (KEY_NAME, hex, error);
  sodium_memzero (hex, sizeof hex);
  return kept ? g_steal_pointer (&key) : NULL;
}

/*
 * hub_credentials_signing_key:
 *
 * The Ed25519 key packages of this user are signed with; made when it is first needed.
 *
 * Returns: (transfer full) (nullable): 64 bytes
 */
guint8 *
hub_credentials_signing_key (GError **error)
{
  g_autofree char *path = config_file (KEY_NAME);
  g_autofree char *hex = NULL;
  g_autofree guint8 *key = g_malloc (crypto_sign_SECRETKEYBYTES);
  gsize length = 0;

  if (sodium_init () < 0)
    {
      hub_set_error (error, HUB_ERROR_FAILED, "package.no_crypto", _("libsodium did not start"));
      return NULL;
    }
  if (!g_file_get_contents (path, &hex, NULL, NULL))
    return make_signing_key (error);
  g_strstrip (hex);
  if (sodium_hex2bin (key, crypto_sign_SECRETKEYBYTES, hex, strlen (hex), NULL, &length, NULL) != 0
      || length != crypto_sign_SECRETKEYBYTES)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "package.bad_key",
                     _("“%s” is damaged; delete it, and a new key is made with the next upload"), path);
      return NULL;
    }
  return g_steal_pointer (&key);
}
