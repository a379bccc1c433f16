/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file or folder in the tree; immutable. */
#define HUB_TYPE_FOLDER_ITEM (hub_folder_item_get_type ())
G_DECLARE_FINAL_TYPE (HubFolderItem, hub_folder_item, HUB, FOLDER_ITEM, GObject)

HubFolderItem *hub_folder_item_new       (GFile         *file,
                                          gboolean       is_folder);
GFile         *hub_folder_item_get_file  (HubFolderItem *self);
const char    *hub_folder_item_get_name  (HubFolderItem *self);
gboolean       hub_folder_item_is_folder (HubFolderItem *self);
const char    *hub_folder_item_get_icon  (HubFolderItem *self);

/* What is in one folder, folders first, live: a #GListModel of #HubFolderItem. It is read when
 * somebody first asks. */
#define HUB_TYPE_FOLDER (hub_folder_get_type ())
G_DECLARE_FINAL_TYPE (HubFolder, hub_folder, HUB, FOLDER, GObject)

HubFolder *hub_folder_new        (GFile     *file);
gboolean   hub_folder_is_loading (HubFolder *self);

G_END_DECLS
