/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-zip-reader.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "hub-error.h"
#include "hub-language.h"
#include "hub-package-private.h"
#include "hub-zip-format.h"

struct _HubZipReader
{
  char    *path;
  int      fd;
  guint64  size;
  GArray  *entries;     /* of HubZipEntry */
};

static gboolean
corrupt (HubZipReader *self, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_basename (self->path);

  hub_set_error (error, HUB_ERROR_INVALID, "package.corrupt",
                 _("“%s” is not a whole package: %s"), shown, why);
  return FALSE;
}

static gboolean
unsupported (HubZipReader *self, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_basename (self->path);

  hub_set_error (error, HUB_ERROR_INVALID, "package.unsupported",
                 _("“%s” uses a part of the ZIP format packages may not use: %s"), shown, why);
  return FALSE;
}

static gboolean
read_at (HubZipReader *self, guint64 offset, guint8 *buffer, gsize length, GError **error)
{
  gsize done = 0;

  if (offset > self->size || length > self->size - offset)
    return corrupt (self, _("it ends too early"), error);
  while (done < length)
    {
      gssize count = pread (self->fd, buffer + done, length - done, (off_t) (offset + done));

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          hub_package_set_errno (error, errno, self->path, FALSE);
          return FALSE;
        }
      if (count == 0)
        return corrupt (self, _("it became shorter while it was read"), error);
      done += count;
    }
  return TRUE;
}

static gboolean
check_method (HubZipReader *self, guint16 flags, guint16 method, GError **error)
{
  if (flags & HUB_ZIP_FLAG_ENCRYPTED)
    return unsupported (self, _("encryption"), error);
  if (flags & ~(HUB_ZIP_FLAG_UTF8 | HUB_ZIP_FLAG_LEVEL))
    return unsupported (self, _("sizes behind the data, or other flags"), error);
  if (method != HUB_ZIP_STORED && method != HUB_ZIP_DEFLATED)
    return unsupported (self, _("a compression other than deflate"), error);
  return TRUE;
}

/* Plain files only: a symbolic link or a device would reach out of the folder it is unpacked in. */
static gboolean
check_kind (HubZipReader *self, guint16 made_by, guint32 attributes, GError **error)
{
  mode_t kind = (attributes >> 16) & S_IFMT;

  if ((made_by >> 8 == HUB_ZIP_HOST_UNIX && kind != 0 && kind != S_IFREG) || attributes & 0x10)
    return unsupported (self, _("an entry that is no plain file"), error);
  return TRUE;
}

/* The local header must say what the directory says, so that every reader sees the same package. */
static gboolean
check_local (HubZipReader *self, const guint8 *central, const HubZipEntry *entry, guint64 offset,
             GError **error)
{
  guint8 local[HUB_ZIP_LOCAL_SIZE];
  gsize name_length = strlen (entry->name);
  g_autofree guint8 *name = g_malloc (name_length + 1);

  if (!read_at (self, offset, local, sizeof local, error))
    return FALSE;
  /* "version needed" up to "name length" stand in the same order in both. */
  if (hub_zip_get32 (local) != HUB_ZIP_LOCAL_SIGNATURE
      || memcmp (local + 4, central + 6, 24) != 0 || hub_zip_get16 (local + 28) != 0)
    return corrupt (self, _("a file's header does not agree with the directory"), error);
  if (!read_at (self, offset + sizeof local, name, name_length, error))
    return FALSE;
  if (memcmp (name, entry->name, name_length) != 0)
    return corrupt (self, _("a file's name does not agree with the directory"), error);
  return TRUE;
}

/* Reads one row of the directory at @at, with @left bytes from there on. */
static gboolean
parse_entry (HubZipReader *self, const guint8 *at, gsize left, HubZipEntry *entry,
             guint32 *local_offset, gsize *used, GError **error)
{
  gsize name_length;

  if (left < HUB_ZIP_CENTRAL_SIZE || hub_zip_get32 (at) != HUB_ZIP_CENTRAL_SIGNATURE)
    return corrupt (self, _("its directory is damaged"), error);
  if (!check_method (self, hub_zip_get16 (at + 8), hub_zip_get16 (at + 10), error)
      || !check_kind (self, hub_zip_get16 (at + 4), hub_zip_get32 (at + 38), error))
    return FALSE;
  name_length = hub_zip_get16 (at + 28);
  if (hub_zip_get16 (at + 30) != 0 || hub_zip_get16 (at + 32) != 0 || hub_zip_get16 (at + 34) != 0)
    return unsupported (self, _("extra fields, comments or several disks"), error);
  if (left - HUB_ZIP_CENTRAL_SIZE < name_length)
    return corrupt (self, _("its directory is damaged"), error);
  if (!hub_package_check_name ((const char *) at + HUB_ZIP_CENTRAL_SIZE, name_length, error))
    return FALSE;
  entry->crc = hub_zip_get32 (at + 16);
  entry->stored_size = hub_zip_get32 (at + 20);
  entry->size = hub_zip_get32 (at + 24);
  entry->method = hub_zip_get16 (at + 10);
  *local_offset = hub_zip_get32 (at + 42);
  if (entry->size == G_MAXUINT32 || entry->stored_size == G_MAXUINT32
      || *local_offset == G_MAXUINT32)
    return unsupported (self, _("ZIP64"), error);
  if (entry->method == HUB_ZIP_STORED && entry->size != entry->stored_size)
    return corrupt (self, _("a stored file has two sizes"), error);
  entry->name = g_strndup ((const char *) at + HUB_ZIP_CENTRAL_SIZE, name_length);
  *used = HUB_ZIP_CENTRAL_SIZE + name_length;
  return TRUE;
}

static gboolean
is_new (HubZipReader *self, GHashTable *names, const char *name, GError **error)
{
  if (g_hash_table_add (names, (gpointer) name))
    return TRUE;
  hub_set_error (error, HUB_ERROR_INVALID, "package.duplicate_name",
                 _("“%s” stands in the package twice"), name);
  return FALSE;
}

static gboolean
parse_directory (HubZipReader *self, const guint8 *directory, gsize length, guint count,
                 guint64 start, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint64 expected = 0;
  gsize at = 0;

  for (guint i = 0; i < count; i++)
    {
      HubZipEntry entry = { 0 };
      guint32 offset;
      gsize used;

      if (!parse_entry (self, directory + at, length - at, &entry, &offset, &used, error))
        return FALSE;
      g_array_append_val (self->entries, entry);
      if (!is_new (self, names, entry.name, error))
        return FALSE;
      if (offset != expected)
        return corrupt (self, _("its files overlap or have gaps between them"), error);
      if (!check_local (self, directory + at, &entry, offset, error))
        return FALSE;
      entry.data_offset = expected + HUB_ZIP_LOCAL_SIZE + strlen (entry.name);
      expected = entry.data_offset + entry.stored_size;
      if (expected > start)
        return corrupt (self, _("a file reaches into the directory"), error);
      g_array_index (self->entries, HubZipEntry, i) = entry;
      at += used;
    }
  if (at != length || expected != start)
    return corrupt (self, _("there are bytes that belong to no file"), error);
  return TRUE;
}

static gboolean
read_directory (HubZipReader *self, guint max_entries, GError **error)
{
  guint8 end[HUB_ZIP_END_SIZE];
  g_autofree guint8 *directory = NULL;
  guint64 start, length;
  guint count;

  if (self->size < sizeof end)
    return corrupt (self, _("it ends too early"), error);
  if (!read_at (self, self->size - sizeof end, end, sizeof end, error))
    return FALSE;
  if (hub_zip_get32 (end) != HUB_ZIP_END_SIGNATURE || hub_zip_get16 (end + 20) != 0)
    return corrupt (self, _("it has no end record, or something stands behind it"), error);
  count = hub_zip_get16 (end + 10);
  length = hub_zip_get32 (end + 12);
  start = hub_zip_get32 (end + 16);
  if (count == G_MAXUINT16 || length == G_MAXUINT32 || start == G_MAXUINT32)
    return unsupported (self, _("ZIP64"), error);
  if (hub_zip_get32 (end + 4) != 0 || hub_zip_get16 (end + 8) != count)
    return unsupported (self, _("several disks"), error);
  if (count > max_entries)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                     _("The package has %u files; %u are allowed"), count, max_entries);
      return FALSE;
    }
  if (start + length != self->size - sizeof end
      || length > (guint64) count * (HUB_ZIP_CENTRAL_SIZE + HUB_PACKAGE_MAX_NAME))
    return corrupt (self, _("its directory does not stand where it should"), error);
  directory = g_malloc (MAX (length, 1));
  return read_at (self, start, directory, length, error)
         && parse_directory (self, directory, length, count, start, error);
}

static void
clear_entry (gpointer entry)
{
  g_free (((HubZipEntry *) entry)->name);
}

static gboolean
open_file (HubZipReader *self, guint64 max_size, GError **error)
{
  struct stat info;

  self->fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      hub_package_set_errno (error, errno, self->path, FALSE);
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    return corrupt (self, _("it is no file"), error);
  self->size = info.st_size;
  if (self->size > max_size)
    {
      g_autofree char *size = g_format_size_full (self->size, G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *allowed = g_format_size_full (max_size, G_FORMAT_SIZE_IEC_UNITS);

      hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                     _("The package file has %s; %s are allowed"), size, allowed);
      return FALSE;
    }
  return TRUE;
}

/*
 * hub_zip_reader_open:
 * @path: the file
 * @max_size: refuse a larger one, in bytes
 * @max_entries: refuse more
 * @error: (out) (optional): "package.corrupt", "package.unsupported", "package.bad_name",
 *   "package.duplicate_name", "package.too_large", or the file system's
 *
 * Reads and checks the directory and every file's header; not yet the data.
 *
 * Returns: (transfer full) (nullable): the reader
 */
HubZipReader *
hub_zip_reader_open (const char *path, guint64 max_size, guint max_entries, GError **error)
{
  g_autoptr (HubZipReader) self = g_new0 (HubZipReader, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  self->entries = g_array_new (FALSE, TRUE, sizeof (HubZipEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  if (!open_file (self, max_size, error) || !read_directory (self, max_entries, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
hub_zip_reader_get_count (HubZipReader *self)
{
  return self->entries->len;
}

const HubZipEntry *
hub_zip_reader_get_entry (HubZipReader *self, guint index)
{
  return &g_array_index (self->entries, HubZipEntry, index);
}

/* The running state of one extraction: never more comes out than the directory declared. */
typedef struct
{
  const HubZipEntry *entry;
  HubZipFunc         func;
  gpointer           user_data;
  guint64            produced;
  uLong              crc;
} Extraction;

static gboolean
deliver (HubZipReader *self, Extraction *extraction, const guint8 *data, gsize length,
         GError **error)
{
  if (length > extraction->entry->size - extraction->produced)
    return corrupt (self, _("a file is larger than the directory says"), error);
  extraction->produced += length;
  extraction->crc = crc32 (extraction->crc, data, (uInt) length);
  return extraction->func (data, length, extraction->user_data, error);
}

/* Inflates what is in @stream; @ended is set at the end of the deflate stream. */
static gboolean
inflate_chunk (HubZipReader *self, z_stream *stream, guint8 *output, Extraction *extraction,
               gboolean *ended, GError **error)
{
  do
    {
      int status;

      stream->next_out = output;
      stream->avail_out = HUB_PACKAGE_CHUNK;
      status = inflate (stream, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        return corrupt (self, _("a file's compressed data is damaged"), error);
      if (!deliver (self, extraction, output, HUB_PACKAGE_CHUNK - stream->avail_out, error))
        return FALSE;
      *ended = status == Z_STREAM_END;
    }
  while (!*ended && stream->avail_out == 0);
  if (*ended && stream->avail_in > 0)
    return corrupt (self, _("something stands behind a file's compressed data"), error);
  return TRUE;
}

static gboolean
extract_chunks (HubZipReader *self, Extraction *extraction, z_stream *stream, GError **error)
{
  const HubZipEntry *entry = extraction->entry;
  g_autofree guint8 *input = g_malloc (HUB_PACKAGE_CHUNK);
  g_autofree guint8 *output = stream != NULL ? g_malloc (HUB_PACKAGE_CHUNK) : NULL;
  gboolean ended = FALSE;
  gsize length;

  for (guint64 done = 0; done < entry->stored_size; done += length)
    {
      length = MIN (HUB_PACKAGE_CHUNK, entry->stored_size - done);
      if (ended)
        return corrupt (self, _("something stands behind a file's compressed data"), error);
      if (!read_at (self, entry->data_offset + done, input, length, error))
        return FALSE;
      if (stream == NULL)
        {
          if (!deliver (self, extraction, input, length, error))
            return FALSE;
          continue;
        }
      stream->next_in = input;
      stream->avail_in = (uInt) length;
      if (!inflate_chunk (self, stream, output, extraction, &ended, error))
        return FALSE;
    }
  if (stream != NULL && !ended)
    return corrupt (self, _("a file's compressed data ends too early"), error);
  return TRUE;
}

/*
 * hub_zip_reader_extract:
 * @entry: an entry of @self
 * @func: called with each piece, at most 64 KiB
 *
 * Returns: whether size and CRC agree with the directory and @func was content
 */
gboolean
hub_zip_reader_extract (HubZipReader *self, const HubZipEntry *entry, HubZipFunc func,
                        gpointer user_data, GError **error)
{
  Extraction extraction = { entry, func, user_data, 0, crc32 (0, NULL, 0) };
  gboolean ok;

  if (entry->method == HUB_ZIP_DEFLATED)
    {
      z_stream stream = { 0 };

      if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
        g_error ("zlib cannot start");
      ok = extract_chunks (self, &extraction, &stream, error);
      inflateEnd (&stream);
    }
  else
    {
      ok = extract_chunks (self, &extraction, NULL, error);
    }
  if (ok && (extraction.produced != entry->size || extraction.crc != entry->crc))
    return corrupt (self, _("a file does not have the size or sum the directory says"), error);
  return ok;
}

/* (transfer full) (nullable): the SHA-256 of the whole file in hexadecimal. */
char *
hub_zip_reader_hash (HubZipReader *self, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (HUB_PACKAGE_CHUNK);
  crypto_hash_sha256_state state;
  guint8 hash[crypto_hash_sha256_BYTES];
  gsize length;

  crypto_hash_sha256_init (&state);
  for (guint64 done = 0; done < self->size; done += length)
    {
      length = MIN (HUB_PACKAGE_CHUNK, self->size - done);
      if (!read_at (self, done, buffer, length, error))
        return NULL;
      crypto_hash_sha256_update (&state, buffer, length);
    }
  crypto_hash_sha256_final (&state, hash);
  return hub_package_to_hex (hash, sizeof hash);
}

void
hub_zip_reader_free (HubZipReader *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->entries, g_array_unref);
  g_free (self->path);
  g_free (self);
}
