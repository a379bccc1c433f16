/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a table shows of an item, and what it is sorted and searched by, which is made once for each item. */
#include "hub-console-column.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-cell.h"
#include "hub-json.h"

static void
release_closure (gpointer kind, GClosure *closure)
{
  hub_console_cell_kind_unref (kind);
}

static char *
dup_member (HubConsoleItem *item, const char *member)
{
  JsonNode *node = member != NULL ? json_object_get_member (hub_console_item_get_record (item), member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/**
 * hub_console_column_dup_text:
 * @column: a column
 * @item: an item
 * @user_data: for what @column calls
 *
 * Returns: (transfer full): what the column says of @item
 */
char *
hub_console_column_dup_text (const HubConsoleColumn *column, HubConsoleItem *item, gpointer user_data)
{
  char *size;

  if (column->dup_text != NULL)
    return column->dup_text (item, user_data);
  if (column->kind == HUB_CONSOLE_COLUMN_SIZE)
    {
      size = hub_console_item_dup_size (item);
      return size != NULL ? size : g_strdup ("");
    }
  return dup_member (item, column->member);
}

/* Cells */

/* What does not fit is told by its tooltip, which is made when somebody wants to see it. */
static gboolean
tell_text (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

/**
 * hub_console_column_make_text:
 * @xalign: 0 for the start, 1 for the end
 *
 * Returns: (transfer floating): a label on one line, whose tooltip tells what does not fit
 */
GtkWidget *
hub_console_column_make_text (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (tell_text), NULL);
  return label;
}

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *row, HubConsoleCellKind *kind)
{
  gtk_list_item_set_child (row, hub_console_cell_new (kind, row));
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  hub_console_cell_show (HUB_CONSOLE_CELL (gtk_list_item_get_child (row)), gtk_list_item_get_item (row));
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  hub_console_cell_show (HUB_CONSOLE_CELL (gtk_list_item_get_child (row)), NULL);
}

/* Order */

/* Made once for each item, which never changes: thousands of them are compared tens of thousands of times. Times of RFC 3339 in
 * UTC sort as text; "1.10.0" comes after "1.9.0". */
static const char *
get_sort_key (HubConsoleCellKind *kind, HubConsoleItem *item)
{
  const char *known = g_object_get_qdata (G_OBJECT (item), kind->sort_key);
  g_autofree char *text = NULL;
  char *key;

  if (known != NULL)
    return known;
  text = kind->column->kind == HUB_CONSOLE_COLUMN_TIME ? dup_member (item, kind->column->member)
                                                       : hub_console_column_dup_text (kind->column, item, kind->user_data);
  key = g_utf8_collate_key_for_filename (text, -1);
  g_object_set_qdata_full (G_OBJECT (item), kind->sort_key, key, g_free);
  return key;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  HubConsoleCellKind *kind = user_data;
  HubConsoleItem *first = (HubConsoleItem *) a, *second = (HubConsoleItem *) b;
  JsonObject *x = hub_console_item_get_record (first), *y = hub_console_item_get_record (second);

  if (kind->column->kind == HUB_CONSOLE_COLUMN_NUMBER)
    {
      gint64 m = hub_json_get_int (x, kind->column->member, 0), n = hub_json_get_int (y, kind->column->member, 0);

      return (m > n) - (m < n);
    }
  if (kind->column->kind == HUB_CONSOLE_COLUMN_SIZE)
    {
      JsonObject *s = hub_json_get_object (x, "sizes"), *t = hub_json_get_object (y, "sizes");
      gint64 m = s != NULL ? hub_json_get_int (s, "total", 0) : 0, n = t != NULL ? hub_json_get_int (t, "total", 0) : 0;

      return (m > n) - (m < n);
    }
  return strcmp (get_sort_key (kind, first), get_sort_key (kind, second));
}

static gboolean
is_sorted (const HubConsoleColumn *column)
{
  return column->kind != HUB_CONSOLE_COLUMN_WIDGET || column->dup_text != NULL || column->member != NULL;
}

/**
 * hub_console_column_new:
 * @column: what it shows; it must live as long as the program
 * @sight: which rows are in sight
 * @user_data: for what @column calls; not owned, it outlives the view's column
 *
 * Returns: (transfer full): a column of a view, with its cells and its order
 */
GtkColumnViewColumn *
hub_console_column_new (const HubConsoleColumn *column, HubConsoleSight *sight, gpointer user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  HubConsoleCellKind *kind = hub_console_cell_kind_new (column, sight, user_data);
  g_autoptr (GtkSorter) sorter = NULL;
  GtkColumnViewColumn *self;

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell), kind, release_closure, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  self = gtk_column_view_column_new (*column->title != '\0' ? _(column->title) : NULL, factory);
  gtk_column_view_column_set_expand (self, column->expand);
  gtk_column_view_column_set_resizable (self, column->kind != HUB_CONSOLE_COLUMN_WIDGET);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (self, column->width);
  if (is_sorted (column))
    sorter = GTK_SORTER (gtk_custom_sorter_new (compare, g_rc_box_acquire (kind), hub_console_cell_kind_unref));
  gtk_column_view_column_set_sorter (self, sorter);
  return self;
}

/**
 * hub_console_column_dup_searched:
 * @columns: (array length=n_columns): the columns of a table
 * @n_columns: how many
 * @item: an item
 * @user_data: for what the columns call
 *
 * Times are not searched: what they say differs from hour to hour.
 *
 * Returns: (transfer full): the texts of all columns with case folded, each on a line
 */
char *
hub_console_column_dup_searched (const HubConsoleColumn *columns, guint n_columns, HubConsoleItem *item, gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *part = NULL;

      if (columns[i].kind == HUB_CONSOLE_COLUMN_TIME)
        continue;
      part = hub_console_column_dup_text (&columns[i], item, user_data);
      g_string_append (text, part);
      g_string_append_c (text, '\n');
    }
  return g_utf8_casefold (text->str, text->len);
}
