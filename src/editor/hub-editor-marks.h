/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "hub-diagnostic.h"

G_BEGIN_DECLS

/* Shows a file's diagnostics in its text: a wave below the place, a picture in the gutter, the sentence
 * when the pointer rests on either. */
#define HUB_TYPE_EDITOR_MARKS (hub_editor_marks_get_type ())
G_DECLARE_FINAL_TYPE (HubEditorMarks, hub_editor_marks, HUB, EDITOR_MARKS, GObject)

HubEditorMarks *hub_editor_marks_new (GtkSourceView  *view);
void            hub_editor_marks_set (HubEditorMarks *self,
                                      GListModel     *diagnostics,
                                      const char     *name);

G_END_DECLS
