/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-project-tree.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-project-tree-private.h"

G_DEFINE_FINAL_TYPE (HubProjectTree, hub_project_tree, GTK_TYPE_WIDGET)

enum { SIGNAL_OPEN_FILE, SIGNAL_FILE_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GListModel *
create_children (gpointer item, gpointer data)
{
  if (!hub_folder_item_is_folder (item))
    return NULL;
  return G_LIST_MODEL (hub_folder_new (hub_folder_item_get_file (item)));
}

static void
secondary_pressed (GtkGestureClick *gesture, int n_press, double x, double y, HubProjectTree *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkListItem *item = g_object_get_data (G_OBJECT (row), "list-item");
  double tree_x, tree_y;

  gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), TRUE);
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &tree_x, &tree_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) tree_x, (int) tree_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
row_setup (GtkSignalListItemFactory *factory, GtkListItem *item, HubProjectTree *self)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (secondary_pressed), self);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (click));
  g_object_set_data (G_OBJECT (expander), "list-item", item);
  gtk_list_item_set_child (item, expander);
}

static void
row_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, HubProjectTree *self)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (HubFolderItem) item = HUB_FOLDER_ITEM (gtk_tree_list_row_get_item (row));
  GtkWidget *expander = gtk_list_item_get_child (list_item);
  GtkWidget *image = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GtkWidget *label = gtk_widget_get_next_sibling (image);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), hub_folder_item_get_icon (item));
  gtk_label_set_text (GTK_LABEL (label), hub_folder_item_get_name (item));
  if (g_str_equal (hub_folder_item_get_name (item), "node_modules"))
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static void
row_activated (HubProjectTree *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, position);
  g_autoptr (HubFolderItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (item == NULL)
    return;
  if (hub_folder_item_is_folder (item))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    hub_project_tree_emit_open (self, hub_folder_item_get_file (item));
}

static void
background_pressed (HubProjectTree *self, int n_press, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
hub_project_tree_dispose (GObject *object)
{
  HubProjectTree *self = HUB_PROJECT_TREE (object);
  GtkWidget *child;

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_PROJECT_TREE);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->folder);
  g_clear_object (&self->root);
  G_OBJECT_CLASS (hub_project_tree_parent_class)->dispose (object);
}

static void
hub_project_tree_class_init (HubProjectTreeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_project_tree_dispose;
  signals[SIGNAL_OPEN_FILE] = g_signal_new ("open-file", HUB_TYPE_PROJECT_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[SIGNAL_FILE_MOVED] = g_signal_new ("file-moved", HUB_TYPE_PROJECT_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_FILE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-project-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, HubProjectTree, list_view);
  gtk_widget_class_bind_template_child (widget_class, HubProjectTree, menu);
  gtk_widget_class_bind_template_callback (widget_class, row_setup);
  gtk_widget_class_bind_template_callback (widget_class, row_bind);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, background_pressed);
  hub_project_tree_install_actions (widget_class);
}

static void
hub_project_tree_init (HubProjectTree *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
}

void
hub_project_tree_emit_open (HubProjectTree *self, GFile *file)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_FILE], 0, file);
}

void
hub_project_tree_emit_moved (HubProjectTree *self, GFile *from, GFile *to)
{
  g_signal_emit (self, signals[SIGNAL_FILE_MOVED], 0, from, to);
}

/**
 * hub_project_tree_new:
 *
 * Returns: (transfer floating): a tree without a folder
 */
GtkWidget *
hub_project_tree_new (void)
{
  return g_object_new (HUB_TYPE_PROJECT_TREE, NULL);
}

/**
 * hub_project_tree_set_folder:
 * @self: a tree
 * @folder: (nullable): the folder it shows
 * @root: (nullable): the program's root inside it
 */
void
hub_project_tree_set_folder (HubProjectTree *self, const char *folder, const char *root)
{
  gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->folder);
  g_clear_object (&self->root);
  if (folder == NULL)
    return;
  self->folder = g_file_new_for_path (folder);
  self->root = g_file_new_for_path (root != NULL ? root : folder);
  self->model = gtk_tree_list_model_new (G_LIST_MODEL (hub_folder_new (self->folder)), FALSE, FALSE, create_children,
                                         NULL, NULL);
  self->selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model))));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (self->selection), FALSE);
  gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (self->selection), TRUE);
  gtk_list_view_set_model (self->list_view, self->selection);
}

static GtkTreeListRow *
find_row (HubProjectTree *self, GFile *file, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->model, i);
      g_autoptr (HubFolderItem) item = gtk_tree_list_row_get_item (row);

      *position = i;
      if (g_file_equal (hub_folder_item_get_file (item), file))
        return g_steal_pointer (&row);
    }
  return NULL;
}

/**
 * hub_project_tree_reveal:
 * @self: a tree
 * @file: a file below its folder
 *
 * Selects the file when its folder is open already.
 */
void
hub_project_tree_reveal (HubProjectTree *self, GFile *file)
{
  g_autoptr (GtkTreeListRow) row = NULL;
  guint position;

  if (self->model == NULL)
    return;
  row = find_row (self, file, &position);
  if (row == NULL)
    return;
  gtk_selection_model_select_item (self->selection, position, TRUE);
}

HubFolderItem *
hub_project_tree_dup_selected_item (HubProjectTree *self)
{
  GtkTreeListRow *row;

  if (self->selection == NULL)
    return NULL;
  row = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (self->selection));
  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/**
 * hub_project_tree_dup_selected:
 * @self: a tree
 *
 * Returns: (transfer full) (nullable): the selected file or folder
 */
GFile *
hub_project_tree_dup_selected (HubProjectTree *self)
{
  g_autoptr (HubFolderItem) item = hub_project_tree_dup_selected_item (self);

  return item != NULL ? g_object_ref (hub_folder_item_get_file (item)) : NULL;
}

/**
 * hub_project_tree_get_rows:
 * @self: a tree
 *
 * Returns: (transfer none) (nullable): of #GtkTreeListRow, what is visible now
 */
GListModel *
hub_project_tree_get_rows (HubProjectTree *self)
{
  return self->model != NULL ? G_LIST_MODEL (self->model) : NULL;
}
