/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a ZIP of stored entries from the front to the end. The file appears at its destination only
 * with hub_zip_writer_finish(); a writer that is freed before leaves nothing. */
typedef struct _HubZipWriter HubZipWriter;

HubZipWriter *hub_zip_writer_new    (const char    *destination,
                                     GError       **error);
gboolean      hub_zip_writer_begin  (HubZipWriter  *self,
                                     const char    *name,
                                     guint32        crc,
                                     guint32        size,
                                     GError       **error);
gboolean      hub_zip_writer_write  (HubZipWriter  *self,
                                     gconstpointer  data,
                                     gsize          length,
                                     GError       **error);
char         *hub_zip_writer_finish (HubZipWriter  *self,
                                     GError       **error);
void          hub_zip_writer_free   (HubZipWriter  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubZipWriter, hub_zip_writer_free)

G_END_DECLS
