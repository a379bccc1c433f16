/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-document.h"

G_BEGIN_DECLS

/* One tab: a file as text, as a picture, or a sentence that says why it is not shown.
 *
 * Properties: "title" (string), "modified" (boolean). Signals: "saved", "cursor-moved". */
#define HUB_TYPE_EDITOR_PAGE (hub_editor_page_get_type ())
G_DECLARE_FINAL_TYPE (HubEditorPage, hub_editor_page, HUB, EDITOR_PAGE, GtkWidget)

GtkWidget   *hub_editor_page_new             (GFile               *file,
                                              GSettings           *settings);
GFile       *hub_editor_page_get_file        (HubEditorPage       *self);
void         hub_editor_page_set_file        (HubEditorPage       *self,
                                              GFile               *file);
HubDocument *hub_editor_page_get_document    (HubEditorPage       *self);
GtkWidget   *hub_editor_page_get_view        (HubEditorPage       *self);
gboolean     hub_editor_page_is_modified     (HubEditorPage       *self);
gboolean     hub_editor_page_is_text         (HubEditorPage       *self);
gboolean     hub_editor_page_is_loading      (HubEditorPage       *self);
void         hub_editor_page_go_to           (HubEditorPage       *self,
                                              guint                line,
                                              guint                column);
void         hub_editor_page_get_cursor      (HubEditorPage       *self,
                                              guint               *line,
                                              guint               *column);
void         hub_editor_page_set_diagnostics (HubEditorPage       *self,
                                              GListModel          *diagnostics,
                                              const char          *name);
void         hub_editor_page_search          (HubEditorPage       *self,
                                              gboolean             replace);
void         hub_editor_page_search_move     (HubEditorPage       *self,
                                              gboolean             forward);
void         hub_editor_page_ask_line        (HubEditorPage       *self);
void         hub_editor_page_toggle_comment  (HubEditorPage       *self);
void         hub_editor_page_save_async      (HubEditorPage       *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean     hub_editor_page_save_finish     (HubEditorPage       *self,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
