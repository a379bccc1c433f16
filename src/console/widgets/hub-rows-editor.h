/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Some entries of the same kind, each of which can be removed, and a button that adds one.
 * Signal "changed". */
#define HUB_TYPE_ROWS_EDITOR (hub_rows_editor_get_type ())
G_DECLARE_FINAL_TYPE (HubRowsEditor, hub_rows_editor, HUB, ROWS_EDITOR, GtkWidget)

/* (transfer floating): an empty entry */
typedef GtkWidget *(*HubRowsEditorCreate) (HubRowsEditor *editor);

GtkWidget *hub_rows_editor_new   (const char          *title,
                                  const char          *description,
                                  const char          *add,
                                  guint                max_rows,
                                  HubRowsEditorCreate  create);
GtkWidget *hub_rows_editor_add   (HubRowsEditor       *self);
void       hub_rows_editor_clear (HubRowsEditor       *self);
GPtrArray *hub_rows_editor_list  (HubRowsEditor       *self);

G_END_DECLS
