/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The files of a program. Signals: "open-file" (GFile) when one is chosen; "file-moved" (GFile from, GFile to). */
#define HUB_TYPE_PROJECT_TREE (hub_project_tree_get_type ())
G_DECLARE_FINAL_TYPE (HubProjectTree, hub_project_tree, HUB, PROJECT_TREE, GtkWidget)

GtkWidget *hub_project_tree_new        (void);
void       hub_project_tree_set_folder (HubProjectTree *self,
                                        const char     *folder,
                                        const char     *root);
void       hub_project_tree_reveal     (HubProjectTree *self,
                                        GFile          *file);
GFile     *hub_project_tree_dup_selected (HubProjectTree *self);
GListModel *hub_project_tree_get_rows  (HubProjectTree *self);

G_END_DECLS
