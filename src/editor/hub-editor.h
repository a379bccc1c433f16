/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hub-editor-page.h"

G_BEGIN_DECLS

/* The tabs with the open files of one program.
 *
 * Property: "current" (nullable HubEditorPage). Signals: "saved" (GFile), "cursor-moved". */
#define HUB_TYPE_EDITOR (hub_editor_get_type ())
G_DECLARE_FINAL_TYPE (HubEditor, hub_editor, HUB, EDITOR, GtkWidget)

void           hub_editor_init_languages       (void);
GtkWidget     *hub_editor_new                  (void);
void           hub_editor_set_settings         (HubEditor           *self,
                                                GSettings           *settings);
void           hub_editor_set_root             (HubEditor           *self,
                                                const char          *root);
HubEditorPage *hub_editor_open                 (HubEditor           *self,
                                                GFile               *file,
                                                guint                line,
                                                guint                column);
HubEditorPage *hub_editor_get_current          (HubEditor           *self);
GListModel    *hub_editor_get_pages            (HubEditor           *self);
gboolean       hub_editor_has_unsaved          (HubEditor           *self);
void           hub_editor_set_diagnostics      (HubEditor           *self,
                                                GListModel          *diagnostics);
void           hub_editor_file_moved           (HubEditor           *self,
                                                GFile               *from,
                                                GFile               *to);
void           hub_editor_close_current        (HubEditor           *self);
void           hub_editor_close_all            (HubEditor           *self);
void           hub_editor_step                 (HubEditor           *self,
                                                gboolean             forward);
void           hub_editor_save                 (HubEditor           *self);
void           hub_editor_save_all_async       (HubEditor           *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean       hub_editor_save_all_finish      (HubEditor           *self,
                                                GAsyncResult        *result,
                                                GError             **error);
void           hub_editor_confirm_close_async  (HubEditor           *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean       hub_editor_confirm_close_finish (HubEditor           *self,
                                                GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
