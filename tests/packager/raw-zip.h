/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A ZIP written by hand, with every lie a test wants to tell. */
typedef struct
{
  GByteArray *bytes;
  GByteArray *central;
  guint       count;
} RawZip;

/* What differs from an honest stored entry. */
typedef struct
{
  gboolean deflate;
  guint16  flags;            /* added to the UTF-8 flag */
  guint16  method;           /* instead of 0 or 8, where not 0 */
  guint32  attributes;       /* instead of a plain file's, where not 0 */
  gint64   declared_size;    /* -1: the real one */
  guint32  crc_xor;
  gint     offset_shift;     /* of the directory's pointer to the entry */
  const char *local_name;    /* in the local header, where it differs */
} RawLie;

extern const RawLie raw_honest;

RawZip *raw_zip_new    (void);
void    raw_zip_add    (RawZip *zip, const char *name, gconstpointer data, gsize length, RawLie lie);
GBytes *raw_zip_finish (RawZip *zip);
