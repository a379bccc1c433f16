/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads a ZIP of the strict kind packages are: entries one behind the other without gaps in the
 * order of the directory, plain files only, nothing before, between or behind them. Every number is checked
 * against the file before it is used. Immutable once open; may be read from any thread. */
typedef struct _HubZipReader HubZipReader;

typedef struct
{
  char    *name;
  guint64  data_offset;
  guint32  stored_size;
  guint32  size;
  guint32  crc;
  guint16  method;
} HubZipEntry;

typedef gboolean (*HubZipFunc) (const guint8  *data,
                                gsize          length,
                                gpointer       user_data,
                                GError       **error);

HubZipReader      *hub_zip_reader_open      (const char         *path,
                                             guint64             max_size,
                                             guint               max_entries,
                                             GError            **error);
guint              hub_zip_reader_get_count (HubZipReader       *self);
const HubZipEntry *hub_zip_reader_get_entry (HubZipReader       *self,
                                             guint               index);
gboolean           hub_zip_reader_extract   (HubZipReader       *self,
                                             const HubZipEntry  *entry,
                                             HubZipFunc          func,
                                             gpointer            user_data,
                                             GError            **error);
char              *hub_zip_reader_hash      (HubZipReader       *self,
                                             GError            **error);
void               hub_zip_reader_free      (HubZipReader       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubZipReader, hub_zip_reader_free)

G_END_DECLS
