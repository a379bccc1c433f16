/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-cell.h"

#include "config.h"

#include "hub-time-label.h"

struct _HubConsoleCell
{
  GtkWidget parent_instance;

  HubConsoleCellKind *kind;
  GtkListItem *row;             /* (unowned): holds this */
  HubConsoleItem *item;         /* (nullable): what it is to show */
  HubConsoleItem *shown;        /* (nullable): what its content shows */
  GtkWidget *content;           /* (nullable): not near sight yet */
};

G_DEFINE_FINAL_TYPE (HubConsoleCell, hub_console_cell, GTK_TYPE_WIDGET)

static GtkWidget *
make_content (HubConsoleCell *self)
{
  const HubConsoleColumn *column = self->kind->column;
  GtkWidget *content;

  if (column->kind == HUB_CONSOLE_COLUMN_WIDGET)
    return column->make != NULL ? column->make (self->kind->user_data)
                                : column->create (self->item, self->kind->user_data);
  if (column->kind == HUB_CONSOLE_COLUMN_TIME)
    {
      content = hub_time_label_new (NULL);
      gtk_widget_set_halign (content, GTK_ALIGN_START);
      return content;
    }
  content = hub_console_column_make_text (column->kind == HUB_CONSOLE_COLUMN_TEXT ? 0 : 1);
  if (column->kind != HUB_CONSOLE_COLUMN_TEXT)
    gtk_widget_add_css_class (content, "numeric");
  return content;
}

static void
fill_content (HubConsoleCell *self)
{
  const HubConsoleColumn *column = self->kind->column;

  if (column->kind == HUB_CONSOLE_COLUMN_TIME)
    {
      g_autoptr (GDateTime) time = hub_console_item_dup_time (self->item, column->member);

      hub_time_label_set_time (HUB_TIME_LABEL (self->content), time);
    }
  else if (column->kind != HUB_CONSOLE_COLUMN_WIDGET)
    {
      g_autofree char *text = hub_console_column_dup_text (column, self->item, self->kind->user_data);

      gtk_label_set_text (GTK_LABEL (self->content), text);
    }
  else if (column->fill != NULL)
    {
      column->fill (self->content, self->item, self->kind->user_data);
    }
}

/* Content that a column can only make for one item goes with it. */
static void
show_item (HubConsoleCell *self)
{
  gboolean is_made_for_one = self->kind->column->create != NULL;

  if (is_made_for_one && self->shown != NULL && self->shown != self->item)
    g_clear_pointer (&self->content, gtk_widget_unparent);
  if (self->content == NULL)
    {
      self->content = make_content (self);
      gtk_widget_set_parent (self->content, GTK_WIDGET (self));
    }
  if (g_set_object (&self->shown, self->item))
    fill_content (self);
  gtk_widget_set_visible (self->content, TRUE);
}

/* Who works in a cell with the keyboard keeps it, however far it is scrolled away. */
static void
update (HubConsoleCell *self)
{
  if (self->item == NULL)
    return;
  if (hub_console_sight_holds (self->kind->sight, gtk_list_item_get_position (self->row)))
    {
      if (self->shown != self->item || !gtk_widget_get_visible (self->content))
        show_item (self);
    }
  else if (self->content != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    {
      gtk_widget_set_visible (self->content, FALSE);
    }
}

static void
hub_console_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *least, int *natural,
                          int *least_baseline, int *natural_baseline)
{
  HubConsoleCell *self = HUB_CONSOLE_CELL (widget);

  if (self->content != NULL && gtk_widget_get_visible (self->content))
    gtk_widget_measure (self->content, orientation, for_size, &self->kind->least[orientation],
                        &self->kind->natural[orientation], NULL, NULL);
  *least = self->kind->least[orientation];
  *natural = self->kind->natural[orientation];
}

static void
hub_console_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HubConsoleCell *self = HUB_CONSOLE_CELL (widget);

  if (self->content != NULL && gtk_widget_get_visible (self->content))
    gtk_widget_allocate (self->content, width, height, baseline, NULL);
}

static void
hub_console_cell_dispose (GObject *object)
{
  HubConsoleCell *self = HUB_CONSOLE_CELL (object);

  if (self->kind != NULL)
    g_signal_handlers_disconnect_by_data (self->kind->sight, self);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->item);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (hub_console_cell_parent_class)->dispose (object);
}

static void
hub_console_cell_finalize (GObject *object)
{
  hub_console_cell_kind_unref (HUB_CONSOLE_CELL (object)->kind);
  G_OBJECT_CLASS (hub_console_cell_parent_class)->finalize (object);
}

static void
hub_console_cell_class_init (HubConsoleCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hub_console_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_console_cell_finalize;
  widget_class->measure = hub_console_cell_measure;
  widget_class->size_allocate = hub_console_cell_size_allocate;
}

static void
hub_console_cell_init (HubConsoleCell *self)
{
}

/**
 * hub_console_cell_kind_new:
 * @column: a column, which must live as long as the program
 * @sight: which rows are in sight
 * @user_data: for what @column calls; not owned
 *
 * Returns: (transfer full): what the cells of the column share
 */
HubConsoleCellKind *
hub_console_cell_kind_new (const HubConsoleColumn *column, HubConsoleSight *sight, gpointer user_data)
{
  HubConsoleCellKind *kind = g_rc_box_new0 (HubConsoleCellKind);
  /* Columns are static, so there are as many names as columns in the program. */
  g_autofree char *name = g_strdup_printf ("console-sort-key-%p", column);

  kind->column = column;
  kind->user_data = user_data;
  kind->sort_key = g_quark_from_string (name);
  kind->sight = g_object_ref (sight);
  return kind;
}

static void
clear_kind (gpointer kind)
{
  g_object_unref (((HubConsoleCellKind *) kind)->sight);
}

/**
 * hub_console_cell_kind_unref:
 * @kind: (transfer full): what cells share
 */
void
hub_console_cell_kind_unref (gpointer kind)
{
  g_rc_box_release_full (kind, clear_kind);
}

/**
 * hub_console_cell_new:
 * @kind: of the column
 * @row: the row, which holds the cell
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
hub_console_cell_new (HubConsoleCellKind *kind, GtkListItem *row)
{
  HubConsoleCell *self = g_object_new (HUB_TYPE_CONSOLE_CELL, NULL);

  self->kind = g_rc_box_acquire (kind);
  self->row = row;
  g_signal_connect_swapped (kind->sight, "moved", G_CALLBACK (update), self);
  return GTK_WIDGET (self);
}

/**
 * hub_console_cell_show:
 * @self: a cell
 * @item: (nullable): what its row shows; %NULL while it shows nothing
 */
void
hub_console_cell_show (HubConsoleCell *self, HubConsoleItem *item)
{
  g_return_if_fail (HUB_IS_CONSOLE_CELL (self));

  g_set_object (&self->item, item);
  update (self);
}
