/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raw-zip.h"

#include <string.h>
#include <zlib.h>

#include "hub-zip-format.h"

const RawLie raw_honest = { .declared_size = -1 };

RawZip *
raw_zip_new (void)
{
  RawZip *zip = g_new0 (RawZip, 1);

  zip->bytes = g_byte_array_new ();
  zip->central = g_byte_array_new ();
  return zip;
}

static GBytes *
deflate_bytes (gconstpointer data, gsize length)
{
  z_stream stream = { 0 };
  gsize bound;
  guint8 *output;

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), ==, Z_OK);
  bound = deflateBound (&stream, length);
  output = g_malloc (bound);
  stream.next_in = (Bytef *) data;
  stream.avail_in = length;
  stream.next_out = output;
  stream.avail_out = bound;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  bound = stream.total_out;
  deflateEnd (&stream);
  return g_bytes_new_take (output, bound);
}

static guint8 *
put_common (guint8 *at, RawLie *lie, guint32 crc, guint32 stored, guint32 size, gsize name_length)
{
  at = hub_zip_put16 (at, HUB_ZIP_VERSION);
  at = hub_zip_put16 (at, HUB_ZIP_FLAG_UTF8 | lie->flags);
  at = hub_zip_put16 (at, lie->method != 0 ? lie->method : lie->deflate ? 8 : 0);
  at = hub_zip_put32 (at, HUB_ZIP_DATE << 16);
  at = hub_zip_put32 (at, crc);
  at = hub_zip_put32 (at, stored);
  at = hub_zip_put32 (at, size);
  at = hub_zip_put16 (at, name_length);
  return hub_zip_put16 (at, 0);
}

void
raw_zip_add (RawZip *zip, const char *name, gconstpointer data, gsize length, RawLie lie)
{
  g_autoptr (GBytes) stored = lie.deflate ? deflate_bytes (data, length) : g_bytes_new (data, length);
  guint32 size = lie.declared_size >= 0 ? (guint32) lie.declared_size : (guint32) length;
  guint32 crc = crc32 (crc32 (0, NULL, 0), data, length) ^ lie.crc_xor;
  const char *local_name = lie.local_name != NULL ? lie.local_name : name;
  guint8 local[HUB_ZIP_LOCAL_SIZE], central[HUB_ZIP_CENTRAL_SIZE];
  guint8 *at;

  at = hub_zip_put32 (central, HUB_ZIP_CENTRAL_SIGNATURE);
  at = hub_zip_put16 (at, HUB_ZIP_HOST_UNIX << 8 | HUB_ZIP_VERSION);
  at = put_common (at, &lie, crc, g_bytes_get_size (stored), size, strlen (name));
  memset (at, 0, 6);
  at = hub_zip_put32 (at + 6, lie.attributes != 0 ? lie.attributes : HUB_ZIP_MODE);
  hub_zip_put32 (at, zip->bytes->len + lie.offset_shift);
  g_byte_array_append (zip->central, central, sizeof central);
  g_byte_array_append (zip->central, (const guint8 *) name, strlen (name));

  put_common (hub_zip_put32 (local, HUB_ZIP_LOCAL_SIGNATURE), &lie, crc, g_bytes_get_size (stored),
              size, strlen (local_name));
  g_byte_array_append (zip->bytes, local, sizeof local);
  g_byte_array_append (zip->bytes, (const guint8 *) local_name, strlen (local_name));
  g_byte_array_append (zip->bytes, g_bytes_get_data (stored, NULL), g_bytes_get_size (stored));
  zip->count++;
}

/* Frees @zip. */
GBytes *
raw_zip_finish (RawZip *zip)
{
  guint8 end[HUB_ZIP_END_SIZE] = { 0 };
  GBytes *bytes;

  hub_zip_put32 (end, HUB_ZIP_END_SIGNATURE);
  hub_zip_put16 (end + 8, zip->count);
  hub_zip_put16 (end + 10, zip->count);
  hub_zip_put32 (end + 12, zip->central->len);
  hub_zip_put32 (end + 16, zip->bytes->len);
  g_byte_array_append (zip->bytes, zip->central->data, zip->central->len);
  g_byte_array_append (zip->bytes, end, sizeof end);
  bytes = g_byte_array_free_to_bytes (zip->bytes);
  g_byte_array_unref (zip->central);
  g_free (zip);
  return bytes;
}
