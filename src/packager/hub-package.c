/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package.h"

#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-package-private.h"
#include "hub-zip-reader.h"

struct _HubPackage
{
  GObject       parent_instance;

  HubZipReader *zip;
  JsonNode     *manifest;
  JsonNode     *sizes;
  char         *sha256;
  char         *signer;     /* public key in hexadecimal, NULL for an unsigned package */
  GHashTable   *files;      /* name → its JsonObject in the manifest */
  GHashTable   *indices;    /* name → index of its entry */
  GPtrArray    *names;
};

G_DEFINE_FINAL_TYPE (HubPackage, hub_package, G_TYPE_OBJECT)

static void
hub_package_finalize (GObject *object)
{
  HubPackage *self = HUB_PACKAGE (object);

  g_clear_pointer (&self->zip, hub_zip_reader_free);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->indices, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->manifest, json_node_unref);
  g_clear_pointer (&self->sizes, json_node_unref);
  g_free (self->sha256);
  g_free (self->signer);
  G_OBJECT_CLASS (hub_package_parent_class)->finalize (object);
}

static void
hub_package_class_init (HubPackageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_package_finalize;
}

static void
hub_package_init (HubPackage *self)
{
  self->files = g_hash_table_new (g_str_hash, g_str_equal);
  self->indices = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_ptr_array_new ();
}

static gboolean
corrupt (const char *why, GError **error)
{
  hub_set_error (error, HUB_ERROR_INVALID, "package.corrupt",
                 _("The package's manifest is damaged: %s"), why);
  return FALSE;
}

static gboolean
collect (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, data, (guint) length);
  return TRUE;
}

/* (transfer full) (nullable): the bytes of one of the container's own entries. */
static GByteArray *
read_own (HubPackage *self, const HubZipEntry *entry, gsize max_size, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  if (entry->size > max_size)
    {
      corrupt (_("it is larger than a manifest can be"), error);
      return NULL;
    }
  /* One byte more, so that an empty file is an empty text and not NULL. */
  bytes = g_byte_array_sized_new (entry->size + 1);
  if (!hub_zip_reader_extract (self->zip, entry, collect, bytes, error))
    return NULL;
  return g_steal_pointer (&bytes);
}

/* A signature made for other bytes, or a signature file that is none, never passes as "unsigned". */
static gboolean
verify_signature (HubPackage *self, GByteArray *manifest, GByteArray *file, GError **error)
{
  g_autoptr (JsonNode) root = hub_json_parse ((const char *) file->data, file->len,
                                              HUB_PACKAGE_SIGNATURE, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                         ? json_node_get_object (root) : NULL;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  const char *key_hex = hub_json_get_string (object, "public_key", "");
  const char *signature_hex = hub_json_get_string (object, "signature", "");
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 signature[crypto_sign_BYTES];
  gsize key_length = 0, signature_length = 0;
  gboolean good;

  g_byte_array_append (message, (const guint8 *) HUB_PACKAGE_SIGNED_PREFIX,
                       strlen (HUB_PACKAGE_SIGNED_PREFIX));
  g_byte_array_append (message, manifest->data, manifest->len);
  good = g_str_equal (hub_json_get_string (object, "algorithm", ""), "ed25519")
         && sodium_hex2bin (key, sizeof key, key_hex, strlen (key_hex), NULL, &key_length, NULL) == 0
         && key_length == sizeof key
         && sodium_hex2bin (signature, sizeof signature, signature_hex, strlen (signature_hex),
                            NULL, &signature_length, NULL) == 0
         && signature_length == sizeof signature
         && crypto_sign_verify_detached (signature, message->data, message->len, key) == 0;
  if (!good)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "package.bad_signature",
                     _("The package's signature does not fit its manifest; pack the program again"));
      return FALSE;
    }
  self->signer = hub_package_to_hex (key, sizeof key);
  return TRUE;
}

/* Reads manifest and signature; @first_file is the index of the program's first file. */
static gboolean
read_manifest (HubPackage *self, guint *first_file, GError **error)
{
  guint count = hub_zip_reader_get_count (self->zip);
  const HubZipEntry *entry = count > 0 ? hub_zip_reader_get_entry (self->zip, 0) : NULL;
  g_autoptr (GByteArray) manifest = NULL;

  if (entry == NULL || !g_str_equal (entry->name, HUB_PACKAGE_MANIFEST))
    return corrupt (_("it is not the first file"), error);
  manifest = read_own (self, entry, HUB_PACKAGE_MAX_MANIFEST, error);
  if (manifest == NULL)
    return FALSE;
  *first_file = 1;
  entry = count > 1 ? hub_zip_reader_get_entry (self->zip, 1) : NULL;
  if (entry != NULL && g_str_equal (entry->name, HUB_PACKAGE_SIGNATURE))
    {
      g_autoptr (GByteArray) signature = read_own (self, entry, HUB_PACKAGE_MAX_SIGNATURE, error);

      if (signature == NULL || !verify_signature (self, manifest, signature, error))
        return FALSE;
      *first_file = 2;
    }
  self->manifest = hub_json_parse ((const char *) manifest->data, manifest->len,
                                   HUB_PACKAGE_MANIFEST, NULL);
  if (self->manifest == NULL || !JSON_NODE_HOLDS_OBJECT (self->manifest))
    return corrupt (_("it is no JSON object"), error);
  if (hub_json_get_int (json_node_get_object (self->manifest), "format", 0) != HUB_PACKAGE_FORMAT)
    {
      hub_set_error (error, HUB_ERROR_INVALID, "package.unsupported",
                     _("The package has a format this version does not know; update Super Hub"));
      return FALSE;
    }
  return TRUE;
}

/* One row of the manifest against one entry of the container. */
static gboolean
match_file (HubPackage *self, JsonObject *row, const HubZipEntry *entry, HubPackageFile *file,
            GError **error)
{
  const char *name = hub_json_get_string (row, "name", NULL);
  const char *package = hub_json_get_string (row, "package", NULL);
  const char *hash = hub_json_get_string (row, "sha256", NULL);

  if (name == NULL || package == NULL || hash == NULL)
    return corrupt (_("a file has no name, package or hash"), error);
  if (!g_str_has_prefix (entry->name, HUB_PACKAGE_PROGRAM)
      || !g_str_equal (entry->name + strlen (HUB_PACKAGE_PROGRAM), name)
      || hub_json_get_int (row, "size", -1) != (gint64) entry->size)
    return corrupt (_("it does not list the files that are there"), error);
  if (!hub_package_check_name (name, strlen (name), error))
    return FALSE;
  if (!g_str_has_prefix (name, package))
    return corrupt (_("a file does not stand in its sub-package"), error);
  file->name = name;
  file->package = package;
  file->size = entry->size;
  return TRUE;
}

static gboolean
match_files (HubPackage *self, guint first_file, const HubPackageLimits *limits, GError **error)
{
  guint n_files = hub_zip_reader_get_count (self->zip) - first_file;
  g_autofree HubPackageFile *files = g_new0 (HubPackageFile, MAX (n_files, 1));
  JsonArray *rows = hub_json_get_array (json_node_get_object (self->manifest), "files");

  if (rows == NULL || json_array_get_length (rows) != n_files)
    return corrupt (_("it does not list the files that are there"), error);
  for (guint i = 0; i < n_files; i++)
    {
      const HubZipEntry *entry = hub_zip_reader_get_entry (self->zip, first_file + i);
      JsonNode *row = json_array_get_element (rows, i);

      if (!JSON_NODE_HOLDS_OBJECT (row))
        return corrupt (_("a file's row is no object"), error);
      if (!match_file (self, json_node_get_object (row), entry, &files[i], error))
        return FALSE;
      if (i > 0 && strcmp (files[i - 1].name, files[i].name) >= 0)
        return corrupt (_("its files are not sorted"), error);
      g_ptr_array_add (self->names, (gpointer) files[i].name);
      g_hash_table_insert (self->files, (gpointer) files[i].name, json_node_get_object (row));
      g_hash_table_insert (self->indices, (gpointer) files[i].name,
                           GUINT_TO_POINTER (first_file + i));
    }
  return hub_package_check_limits (files, n_files, limits, &self->sizes, error);
}

typedef struct
{
  crypto_hash_sha256_state  state;
  GByteArray               *bytes;     /* NULL where only the hash is wanted */
} HashedRead;

static gboolean
hash_chunk (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  HashedRead *read = user_data;

  crypto_hash_sha256_update (&read->state, data, length);
  if (read->bytes != NULL)
    g_byte_array_append (read->bytes, data, (guint) length);
  return TRUE;
}

/* Reads one file and compares its hash; the bytes are kept where @bytes is given. */
static gboolean
read_verified (HubPackage *self, const char *name, GByteArray *bytes, GError **error)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, name));
  JsonObject *row = g_hash_table_lookup (self->files, name);
  guint8 hash[crypto_hash_sha256_BYTES];
  g_autofree char *hex = NULL;
  HashedRead read = { .bytes = bytes };

  crypto_hash_sha256_init (&read.state);
  if (!hub_zip_reader_extract (self->zip, hub_zip_reader_get_entry (self->zip, index),
                               hash_chunk, &read, error))
    return FALSE;
  crypto_hash_sha256_final (&read.state, hash);
  hex = hub_package_to_hex (hash, sizeof hash);
  if (!g_str_equal (hex, hub_json_get_string (row, "sha256", "")))
    {
      hub_set_error (error, HUB_ERROR_INVALID, "package.bad_hash",
                     _("“%s” in the package is not the file its manifest names; pack the program again"),
                     name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
verify_all (HubPackage *self, GError **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      if (!read_verified (self, g_ptr_array_index (self->names, i), NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* The most a file within @limits can have: its data, and for each file two headers and two names. */
static guint64
container_limit (const HubPackageLimits *limits)
{
  guint64 per_file = 2 * (HUB_PACKAGE_MAX_NAME + 64);

  return limits->max_total + HUB_PACKAGE_MAX_MANIFEST + (guint64) limits->max_files * per_file;
}

/**
 * hub_package_open:
 * @path: the file
 * @limits: (nullable): what is allowed, or %NULL for the default
 * @error: (out) (optional): "package.corrupt", "package.unsupported", "package.bad_name",
 *   "package.duplicate_name", "package.too_large", "package.too_many_files", "package.bad_hash",
 *   "package.bad_signature", or the file system's
 *
 * Opens a package and verifies it: structure, names, limits, every file's hash, and the signature
 * where there is one. Reads the file in pieces of 64 KiB; only directory and manifest stay in memory.
 * Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the package
 */
HubPackage *
hub_package_open (const char *path, const HubPackageLimits *limits, GError **error)
{
  g_autoptr (HubPackage) self = g_object_new (HUB_TYPE_PACKAGE, NULL);
  guint first_file;

  if (limits == NULL)
    limits = &hub_package_default_limits;
  if (sodium_init () < 0)
    {
      hub_set_error (error, HUB_ERROR_FAILED, "package.no_crypto", _("libsodium did not start"));
      return NULL;
    }
  self->zip = hub_zip_reader_open (path, container_limit (limits), limits->max_files + 2, error);
  if (self->zip == NULL
      || !read_manifest (self, &first_file, error)
      || !match_files (self, first_file, limits, error)
      || !verify_all (self, error))
    return NULL;
  self->sha256 = hub_zip_reader_hash (self->zip, error);
  if (self->sha256 == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hub_package_get_sha256:
 * @self: a package
 *
 * Returns: (transfer none): the SHA-256 of the whole file, in lower-case hexadecimal: its address on
 *   the platform
 */
const char *
hub_package_get_sha256 (HubPackage *self)
{
  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  return self->sha256;
}

/**
 * hub_package_get_signer:
 * @self: a package
 *
 * Returns: (transfer none) (nullable): the Ed25519 public key whose signature was verified, in
 *   lower-case hexadecimal; %NULL for a package without a signature
 */
const char *
hub_package_get_signer (HubPackage *self)
{
  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  return self->signer;
}

/**
 * hub_package_get_manifest:
 * @self: a package
 *
 * Returns: (transfer none): the manifest, an object; see docs/package-format.md
 */
JsonNode *
hub_package_get_manifest (HubPackage *self)
{
  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  return self->manifest;
}

/**
 * hub_package_get_sizes:
 * @self: a package
 *
 * Returns: (transfer none): the table of sizes, as hub_package_check_sizes()
 */
JsonNode *
hub_package_get_sizes (HubPackage *self)
{
  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  return self->sizes;
}

/**
 * hub_package_list_names:
 * @self: a package
 *
 * Returns: (transfer full): the names of the program's files, sorted
 */
char **
hub_package_list_names (HubPackage *self)
{
  char **names;

  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  names = g_new0 (char *, self->names->len + 1);
  for (guint i = 0; i < self->names->len; i++)
    names[i] = g_strdup (g_ptr_array_index (self->names, i));
  return names;
}

/**
 * hub_package_read:
 * @self: a package
 * @name: a name inside the program: "app-config.json"
 * @error: (out) (optional): "package.no_such_file"; "package.corrupt" or "package.bad_hash" when the
 *   file on disk was changed since it was opened
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the bytes of one file
 */
GBytes *
hub_package_read (HubPackage *self, const char *name, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (HUB_IS_PACKAGE (self), NULL);

  if (!g_hash_table_contains (self->files, name))
    {
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "package.no_such_file",
                     _("The package has no file “%s”"), name);
      return NULL;
    }
  bytes = g_byte_array_new ();
  if (!read_verified (self, name, bytes, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
