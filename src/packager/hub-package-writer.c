/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "hub-error.h"
#include "hub-json.h"
#include "hub-language.h"
#include "hub-zip-writer.h"

/* One file on its way into the package; the strings belong to the caller's entry. */
typedef struct
{
  const HubPackageEntry *entry;
  const char            *package;
  guint64                size;
  guint32                crc;
  guint8                 hash[crypto_hash_sha256_BYTES];
} PackedFile;

/* Called with each piece of a file. */
typedef gboolean (*ChunkFunc) (const guint8 *data, gsize length, gpointer user_data,
                               GError **error);

typedef struct
{
  guint64                  size;
  guint32                  crc;
  crypto_hash_sha256_state hash;
  HubZipWriter            *writer;     /* NULL in the first pass */
} Measure;

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PackedFile *) a)->entry->name, ((const PackedFile *) b)->entry->name);
}

static gboolean
read_file (const char *path, ChunkFunc func, gpointer user_data, GCancellable *cancellable,
           GError **error)
{
  g_autofree guint8 *buffer = g_malloc (HUB_PACKAGE_CHUNK);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0;

  if (!ok)
    hub_package_set_errno (error, errno, path, FALSE);
  while (ok)
    {
      gssize count = read (fd, buffer, HUB_PACKAGE_CHUNK);

      if (count == 0)
        break;
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          hub_package_set_errno (error, errno, path, FALSE);
          ok = FALSE;
        }
      else
        {
          ok = !g_cancellable_set_error_if_cancelled (cancellable, error)
               && func (buffer, count, user_data, error);
        }
    }
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
measure_chunk (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Measure *measure = user_data;

  measure->size += length;
  measure->crc = (guint32) crc32 (measure->crc, data, (uInt) length);
  crypto_hash_sha256_update (&measure->hash, data, length);
  return measure->writer == NULL || hub_zip_writer_write (measure->writer, data, length, error);
}

static void
measure_init (Measure *measure, HubZipWriter *writer)
{
  measure->size = 0;
  measure->crc = (guint32) crc32 (0, NULL, 0);
  measure->writer = writer;
  crypto_hash_sha256_init (&measure->hash);
}

/* Names, duplicates, roots; then the files in the order of the package. */
static PackedFile *
sort_entries (const HubPackageEntry *entries, gsize n_entries, GError **error)
{
  g_autofree PackedFile *files = g_new0 (PackedFile, MAX (n_entries, 1));

  for (gsize i = 0; i < n_entries; i++)
    {
      files[i].entry = &entries[i];
      files[i].package = entries[i].package != NULL ? entries[i].package : "";
      if (!hub_package_check_name (entries[i].name, strlen (entries[i].name), error))
        return NULL;
      if (!g_str_has_prefix (entries[i].name, files[i].package))
        {
          hub_set_error (error, HUB_ERROR_INVALID, "package.bad_name",
                         _("“%s” does not stand in its sub-package “%s”"),
                         entries[i].name, files[i].package);
          return NULL;
        }
    }
  qsort (files, n_entries, sizeof *files, compare_files);
  for (gsize i = 1; i < n_entries; i++)
    {
      if (g_str_equal (files[i - 1].entry->name, files[i].entry->name))
        {
          hub_set_error (error, HUB_ERROR_INVALID, "package.duplicate_name",
                         _("“%s” would stand in the package twice"), files[i].entry->name);
          return NULL;
        }
    }
  return g_steal_pointer (&files);
}

static gboolean
hash_files (PackedFile *files, gsize n_files, GCancellable *cancellable, GError **error)
{
  for (gsize i = 0; i < n_files; i++)
    {
      Measure measure;

      measure_init (&measure, NULL);
      if (!read_file (files[i].entry->path, measure_chunk, &measure, cancellable, error))
        return FALSE;
      files[i].size = measure.size;
      files[i].crc = measure.crc;
      crypto_hash_sha256_final (&measure.hash, files[i].hash);
    }
  return TRUE;
}

/* Written here, not by json-glib, whose way of escaping may change from version to version. */
static void
append_json_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *at = string; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (text, "\\%c", *at);
      else if ((guchar) *at < 0x20 || *at == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *at);
      else
        g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
}

static void
append_pages (GString *text, JsonObject *config)
{
  JsonArray *pages = hub_json_get_array (config, "pages");
  guint n_pages = pages != NULL ? json_array_get_length (pages) : 0;

  g_string_append (text, ",\n\"pages\":[");
  for (guint i = 0, written = 0; i < n_pages; i++)
    {
      JsonNode *node = json_array_get_element (pages, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      g_string_append (text, written++ > 0 ? ",\n" : "\n");
      append_json_string (text, json_node_get_string (node));
    }
  g_string_append_c (text, ']');
}

/* The program's own description, where it has one. */
static gboolean
append_program (GString *text, PackedFile *files, gsize n_files, GError **error)
{
  g_autoptr (JsonNode) config = NULL;
  JsonObject *object = NULL;

  for (gsize i = 0; i < n_files; i++)
    {
      if (!g_str_equal (files[i].entry->name, HUB_PACKAGE_CONFIG))
        continue;
      config = hub_json_parse_file (files[i].entry->path, HUB_PACKAGE_MAX_CONFIG, error);
      if (config == NULL)
        return FALSE;
      object = JSON_NODE_HOLDS_OBJECT (config) ? json_node_get_object (config) : NULL;
    }
  g_string_append (text, ",\n\"app_id\":");
  append_json_string (text, hub_json_get_string (object, "appId", ""));
  g_string_append (text, ",\n\"name\":");
  append_json_string (text, hub_json_get_string (object, "name", ""));
  append_pages (text, object);
  return TRUE;
}

static GString *
build_manifest (PackedFile *files, gsize n_files, GError **error)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"format\":%d", HUB_PACKAGE_FORMAT);
  if (!append_program (text, files, n_files, error))
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  g_string_append (text, ",\n\"files\":[");
  for (gsize i = 0; i < n_files; i++)
    {
      g_autofree char *hash = hub_package_to_hex (files[i].hash, sizeof files[i].hash);

      g_string_append (text, i > 0 ? ",\n{\"name\":" : "\n{\"name\":");
      append_json_string (text, files[i].entry->name);
      g_string_append (text, ",\"package\":");
      append_json_string (text, files[i].package);
      g_string_append_printf (text, ",\"size\":%" G_GUINT64_FORMAT ",\"sha256\":\"%s\"}",
                              files[i].size, hash);
    }
  g_string_append (text, "]}\n");
  return text;
}

static char *
sign_manifest (GString *manifest, const guint8 *secret_key)
{
  g_autoptr (GString) message = g_string_new (HUB_PACKAGE_SIGNED_PREFIX);
  guint8 signature[crypto_sign_BYTES];
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  g_autofree char *signature_hex = NULL;
  g_autofree char *key_hex = NULL;

  g_string_append_len (message, manifest->str, manifest->len);
  crypto_sign_detached (signature, NULL, (const guint8 *) message->str, message->len, secret_key);
  crypto_sign_ed25519_sk_to_pk (public_key, secret_key);
  signature_hex = hub_package_to_hex (signature, sizeof signature);
  key_hex = hub_package_to_hex (public_key, sizeof public_key);
  return g_strdup_printf ("{\"algorithm\":\"ed25519\",\"public_key\":\"%s\",\"signature\":\"%s\"}\n",
                          key_hex, signature_hex);
}

static gboolean
write_text (HubZipWriter *writer, const char *name, const char *text, gsize length, GError **error)
{
  guint32 crc = (guint32) crc32 (crc32 (0, NULL, 0), (const guint8 *) text, (uInt) length);

  return hub_zip_writer_begin (writer, name, crc, (guint32) length, error)
         && hub_zip_writer_write (writer, text, length, error);
}

static gboolean
write_file (HubZipWriter *writer, PackedFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_strconcat (HUB_PACKAGE_PROGRAM, file->entry->name, NULL);
  guint8 hash[crypto_hash_sha256_BYTES];
  Measure measure;

  measure_init (&measure, writer);
  if (!hub_zip_writer_begin (writer, name, file->crc, (guint32) file->size, error)
      || !read_file (file->entry->path, measure_chunk, &measure, cancellable, error))
    return FALSE;
  crypto_hash_sha256_final (&measure.hash, hash);
  if (measure.size != file->size || memcmp (hash, file->hash, sizeof hash) != 0)
    {
      hub_set_error (error, HUB_ERROR_CONFLICT, "package.changed",
                     _("“%s” was changed while it was packed; try again"), file->entry->name);
      return FALSE;
    }
  return TRUE;
}

static char *
write_container (PackedFile *files, gsize n_files, GString *manifest, const guint8 *secret_key,
                 const char *destination, GCancellable *cancellable, GError **error)
{
  g_autoptr (HubZipWriter) writer = hub_zip_writer_new (destination, error);

  if (writer == NULL
      || !write_text (writer, HUB_PACKAGE_MANIFEST, manifest->str, manifest->len, error))
    return NULL;
  if (secret_key != NULL)
    {
      g_autofree char *signature = sign_manifest (manifest, secret_key);

      if (!write_text (writer, HUB_PACKAGE_SIGNATURE, signature, strlen (signature), error))
        return NULL;
    }
  for (gsize i = 0; i < n_files; i++)
    {
      if (!write_file (writer, &files[i], cancellable, error))
        return NULL;
    }
  return hub_zip_writer_finish (writer, error);
}

/**
 * hub_package_write:
 * @entries: (array length=n_entries): the files of the compiled program, in any order
 * @n_entries: their number
 * @limits: (nullable): what is allowed, or %NULL for the default
 * @secret_key: (nullable) (array fixed-size=64): the uploader's Ed25519 key, or %NULL for no signature
 * @destination: the file to make, replaced when it is there
 * @sizes: (out) (optional) (transfer full): as hub_package_check_sizes(), also when a limit is broken
 * @cancellable: (nullable): looked at between pieces of 64 KiB
 * @error: (out) (optional): "package.bad_name", "package.duplicate_name", "package.too_large",
 *   "package.too_many_files", "package.changed", or the file system's ("io.no_space", …)
 *
 * Writes a package: the same entries and key give the same bytes on any machine. The file
 * appears at @destination only when it is whole and safe on disk; a failure leaves what was
 * there before. Blocks: not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): the SHA-256 of the file, in lower-case hexadecimal
 */
char *
hub_package_write (const HubPackageEntry *entries, gsize n_entries, const HubPackageLimits *limits,
                   const guint8 *secret_key, const char *destination, JsonNode **sizes,
                   GCancellable *cancellable, GError **error)
{
  g_autofree PackedFile *files = NULL;
  g_autoptr (GString) manifest = NULL;

  if (sizes != NULL)
    *sizes = NULL;
  if (sodium_init () < 0)
    {
      hub_set_error (error, HUB_ERROR_FAILED, "package.no_crypto", _("libsodium did not start"));
      return NULL;
    }
  files = sort_entries (entries, n_entries, error);
  if (files == NULL
      || !hub_package_check_sizes (entries, n_entries, limits, sizes, error)
      || !hash_files (files, n_entries, cancellable, error))
    return NULL;
  manifest = build_manifest (files, n_entries, error);
  if (manifest == NULL)
    return NULL;
  return write_container (files, n_entries, manifest, secret_key, destination, cancellable, error);
}
