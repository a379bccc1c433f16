/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-folder.h"
#include "hub-project-tree.h"

G_BEGIN_DECLS

struct _HubProjectTree
{
  GtkWidget          parent_instance;
  GtkListView       *list_view;
  GtkPopoverMenu    *menu;
  GtkTreeListModel  *model;
  GtkSelectionModel *selection;
  GFile             *folder;
  GFile             *root;        /* where app.json stands */
};

HubFolderItem *hub_project_tree_dup_selected_item (HubProjectTree *self);
void           hub_project_tree_emit_open         (HubProjectTree *self,
                                                   GFile          *file);
void           hub_project_tree_emit_moved        (HubProjectTree *self,
                                                   GFile          *from,
                                                   GFile          *to);
/* hub-project-tree-actions.c */
void           hub_project_tree_install_actions   (GtkWidgetClass *class);

G_END_DECLS
