/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-zip-writer.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub-error.h"
#include "hub-language.h"
#include "hub-package-private.h"
#include "hub-zip-format.h"

struct _HubZipWriter
{
  char                     *destination;
  char                     *temporary;    /* NULL once it was renamed */
  FILE                     *file;
  guint64                   offset;
  guint                     n_entries;
  GByteArray               *central;
  crypto_hash_sha256_state  hash;
};

/* Beside the destination, so that the rename at the end is atomic. */
static char *
temporary_name (const char *destination)
{
  g_autofree char *folder = g_path_get_dirname (destination);
  g_autofree char *base = g_path_get_basename (destination);
  g_autofree char *name = g_strconcat (".", base, ".XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

/*
 * hub_zip_writer_new:
 * @destination: the file to make; replaced when it is there already
 *
 * Returns: (transfer full) (nullable): the writer
 */
HubZipWriter *
hub_zip_writer_new (const char *destination, GError **error)
{
  g_autoptr (HubZipWriter) self = g_new0 (HubZipWriter, 1);
  g_autofree char *temporary = temporary_name (destination);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      hub_package_set_errno (error, errno, destination, TRUE);
      return NULL;
    }
  self->destination = g_strdup (destination);
  self->temporary = g_steal_pointer (&temporary);
  self->central = g_byte_array_new ();
  self->file = fdopen (fd, "w");
  if (self->file == NULL)
    {
      hub_package_set_errno (error, errno, destination, TRUE);
      close (fd);
      return NULL;
    }
  crypto_hash_sha256_init (&self->hash);
  return g_steal_pointer (&self);
}

/* Appends bytes to the entry begun last. */
gboolean
hub_zip_writer_write (HubZipWriter *self, gconstpointer data, gsize length, GError **error)
{
  if (length > 0 && fwrite (data, 1, length, self->file) != length)
    {
      hub_package_set_errno (error, errno, self->destination, TRUE);
      return FALSE;
    }
  crypto_hash_sha256_update (&self->hash, data, length);
  self->offset += length;
  return TRUE;
}

/* What local header and central directory say alike: from "version needed" to "extra length". */
static guint8 *
put_common (guint8 *at, guint32 crc, guint32 size, gsize name_length)
{
  at = hub_zip_put16 (at, HUB_ZIP_VERSION);
  at = hub_zip_put16 (at, HUB_ZIP_FLAG_UTF8);
  at = hub_zip_put16 (at, HUB_ZIP_STORED);
  at = hub_zip_put16 (at, HUB_ZIP_TIME);
  at = hub_zip_put16 (at, HUB_ZIP_DATE);
  at = hub_zip_put32 (at, crc);
  at = hub_zip_put32 (at, size);
  at = hub_zip_put32 (at, size);
  at = hub_zip_put16 (at, (guint16) name_length);
  return hub_zip_put16 (at, 0);
}

/*
 * hub_zip_writer_begin:
 * @name: a checked name
 * @crc: CRC-32 of the bytes that will be written
 * @size: their number
 *
 * Returns: whether the entry's header was written
 */
gboolean
hub_zip_writer_begin (HubZipWriter *self, const char *name, guint32 crc, guint32 size,
                      GError **error)
{
  guint8 local[HUB_ZIP_LOCAL_SIZE];
  guint8 central[HUB_ZIP_CENTRAL_SIZE];
  gsize length = strlen (name);
  guint8 *at;

  if (self->offset + size + self->central->len > G_MAXUINT32 - G_MAXUINT16
      || self->n_entries >= G_MAXUINT16 - 1)
    {
      hub_set_error (error, HUB_ERROR_TOO_LARGE, "package.too_large",
                     _("The package would be larger than the format allows (4 GiB, 65,534 files)"));
      return FALSE;
    }
  at = hub_zip_put32 (central, HUB_ZIP_CENTRAL_SIGNATURE);
  at = hub_zip_put16 (at, HUB_ZIP_HOST_UNIX << 8 | HUB_ZIP_VERSION);
  at = put_common (at, crc, size, length);
  at = hub_zip_put16 (at, 0);            /* comment */
  at = hub_zip_put16 (at, 0);            /* disk */
  at = hub_zip_put16 (at, 0);            /* internal attributes */
  at = hub_zip_put32 (at, HUB_ZIP_MODE);
  hub_zip_put32 (at, (guint32) self->offset);
  g_byte_array_append (self->central, central, sizeof central);
  g_byte_array_append (self->central, (const guint8 *) name, length);
  self->n_entries++;

  put_common (hub_zip_put32 (local, HUB_ZIP_LOCAL_SIGNATURE), crc, size, length);
  return hub_zip_writer_write (self, local, sizeof local, error)
         && hub_zip_writer_write (self, name, length, error);
}

static gboolean
write_directory (HubZipWriter *self, GError **error)
{
  guint8 end[HUB_ZIP_END_SIZE];
  guint32 start = (guint32) self->offset;
  guint8 *at = hub_zip_put32 (end, HUB_ZIP_END_SIGNATURE);

  at = hub_zip_put32 (at, 0);            /* disks */
  at = hub_zip_put16 (at, (guint16) self->n_entries);
  at = hub_zip_put16 (at, (guint16) self->n_entries);
  at = hub_zip_put32 (at, self->central->len);
  at = hub_zip_put32 (at, start);
  hub_zip_put16 (at, 0);                 /* comment */
  return hub_zip_writer_write (self, self->central->data, self->central->len, error)
         && hub_zip_writer_write (self, end, sizeof end, error);
}

/*
 * hub_zip_writer_finish:
 * @self: the writer
 *
 * Writes the directory, makes the file safe on disk and moves it to its destination.
 *
 * Returns: (transfer full) (nullable): the SHA-256 of the file in hexadecimal
 */
char *
hub_zip_writer_finish (HubZipWriter *self, GError **error)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  gboolean flushed;

  if (!write_directory (self, error))
    return NULL;
  flushed = fflush (self->file) == 0 && fsync (fileno (self->file)) == 0;
  if (!flushed)
    {
      hub_package_set_errno (error, errno, self->destination, TRUE);
      return NULL;
    }
  if (fclose (g_steal_pointer (&self->file)) != 0
      || g_rename (self->temporary, self->destination) != 0)
    {
      hub_package_set_errno (error, errno, self->destination, TRUE);
      return NULL;
    }
  g_clear_pointer (&self->temporary, g_free);
  crypto_hash_sha256_final (&self->hash, hash);
  return hub_package_to_hex (hash, sizeof hash);
}

/* Frees the writer; what was not finished is deleted. */
void
hub_zip_writer_free (HubZipWriter *self)
{
  g_clear_pointer (&self->file, fclose);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->central, g_byte_array_unref);
  g_free (self->temporary);
  g_free (self->destination);
  g_free (self);
}
