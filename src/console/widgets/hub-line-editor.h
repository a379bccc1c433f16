/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list of texts, one in each line. What the platform has can be shown anew without losing what was typed. Signal "changed". */
#define HUB_TYPE_LINE_EDITOR (hub_line_editor_get_type ())
G_DECLARE_FINAL_TYPE (HubLineEditor, hub_line_editor, HUB, LINE_EDITOR, AdwBin)

GtkWidget *hub_line_editor_new        (const char         *label);
void       hub_line_editor_show       (HubLineEditor      *self,
                                       const char * const *lines);
char     **hub_line_editor_dup_lines  (HubLineEditor      *self);
gboolean   hub_line_editor_is_changed (HubLineEditor      *self);
void       hub_line_editor_revert     (HubLineEditor      *self);

G_END_DECLS
