/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-rows-editor.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _HubRowsEditor
{
  GtkWidget parent_instance;

  GtkWidget *group;
  GtkBox *rows;
  GtkWidget *add;
  guint max_rows;
  HubRowsEditorCreate create;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubRowsEditor, hub_rows_editor, GTK_TYPE_WIDGET)

static guint
count (HubRowsEditor *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

/* What an entry says may be empty, so they are told apart by their places. */
static void
name_buttons (HubRowsEditor *self)
{
  int place = 1;

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); line != NULL;
       line = gtk_widget_get_next_sibling (line), place++)
    {
      g_autofree char *name = g_strdup_printf (_("Remove Entry %d: %s"), place,
                                               adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (self->group)));

      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (line)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
}

static void
changed (HubRowsEditor *self)
{
  name_buttons (self);
  gtk_widget_set_sensitive (self->add, count (self) < self->max_rows);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_clicked (GtkWidget *button, HubRowsEditor *self)
{
  gtk_box_remove (self->rows, gtk_widget_get_parent (button));
  changed (self);
  gtk_widget_grab_focus (self->add);
}

static void
add_clicked (HubRowsEditor *self)
{
  gtk_widget_child_focus (hub_rows_editor_add (self), GTK_DIR_TAB_FORWARD);
}

static void
hub_rows_editor_dispose (GObject *object)
{
  g_clear_pointer (&HUB_ROWS_EDITOR (object)->group, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_rows_editor_parent_class)->dispose (object);
}

static void
hub_rows_editor_class_init (HubRowsEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_rows_editor_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubRowsEditor::changed:
   *
   * An entry was added or removed.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_ROWS_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_rows_editor_init (HubRowsEditor *self)
{
}

/**
 * hub_rows_editor_new:
 * @title: what the entries are
 * @description: (nullable): a sentence below the title
 * @add: the label of the button that adds one, with a mnemonic
 * @max_rows: how many there may be
 * @create: makes an empty entry
 *
 * Returns: (transfer floating): an editor without entries
 */
GtkWidget *
hub_rows_editor_new (const char *title, const char *description, const char *add, guint max_rows,
                     HubRowsEditorCreate create)
{
  HubRowsEditor *self = g_object_new (HUB_TYPE_ROWS_EDITOR, NULL);

  self->max_rows = max_rows;
  self->create = create;
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), description);
  self->add = gtk_button_new_with_mnemonic (add);
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), self->add);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->rows));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * hub_rows_editor_add:
 * @self: an editor
 *
 * Returns: (transfer none): a new entry at the end
 */
GtkWidget *
hub_rows_editor_add (HubRowsEditor *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *entry;

  g_return_val_if_fail (HUB_IS_ROWS_EDITOR (self), NULL);

  entry = self->create (self);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_add_css_class (line, "card");
  gtk_widget_add_css_class (line, "console-row");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked), self);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_box_append (self->rows, line);
  changed (self);
  return entry;
}

/**
 * hub_rows_editor_clear:
 * @self: an editor
 *
 * Removes all entries.
 */
void
hub_rows_editor_clear (HubRowsEditor *self)
{
  GtkWidget *row;

  g_return_if_fail (HUB_IS_ROWS_EDITOR (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  changed (self);
}

/**
 * hub_rows_editor_list:
 * @self: an editor
 *
 * Returns: (transfer full) (element-type GtkWidget): the entries, which are not owned
 */
GPtrArray *
hub_rows_editor_list (HubRowsEditor *self)
{
  GPtrArray *list = g_ptr_array_new ();

  g_return_val_if_fail (HUB_IS_ROWS_EDITOR (self), list);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_ptr_array_add (list, gtk_widget_get_first_child (row));
  return list;
}
