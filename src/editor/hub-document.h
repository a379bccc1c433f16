/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* The text of one file: what is in the editor, and what is known of the file on disk. */
#define HUB_TYPE_DOCUMENT (hub_document_get_type ())
G_DECLARE_FINAL_TYPE (HubDocument, hub_document, HUB, DOCUMENT, GtkSourceBuffer)

/* A larger file is not opened: HUB_DOCUMENT_MAX_BYTES. */
#define HUB_DOCUMENT_MAX_BYTES (5 * 1024 * 1024)

HubDocument *hub_document_new                 (GFile               *file);
GFile       *hub_document_get_file            (HubDocument         *self);
void         hub_document_set_file            (HubDocument         *self,
                                               GFile               *file);
gboolean     hub_document_is_changed_on_disk  (HubDocument         *self);
gboolean     hub_document_is_deleted          (HubDocument         *self);
void         hub_document_keep_mine           (HubDocument         *self);
void         hub_document_load_async          (HubDocument         *self,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean     hub_document_load_finish         (HubDocument         *self,
                                               GAsyncResult        *result,
                                               GError             **error);
void         hub_document_save_async          (HubDocument         *self,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean     hub_document_save_finish         (HubDocument         *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
